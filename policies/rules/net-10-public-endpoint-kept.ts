import type { PublicEndpoint } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { undecided, violation } from "./findings";

/** NET-10: a public endpoint outlives the cutover, or has no end at all. */
export const net10 = defineRule<"endpoint">({
  id: "NET-10",
  title: "A public endpoint of a database is kept",
  severity: "high",
  why: "A public address made for the copy still answers after the cutover, when nobody uses or watches it. One that belongs to no migration has no end: nobody is asked again whether it must be open.",
  remedy:
    "Close it in phase done. One that belongs to no migration needs an owner and an end: a mark with an expiry where the resource has tags, an exemption where not.",
  tags: ["network", "public-endpoint", "phase"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: '// pulumi config set phase done\nnew alicloud.rds.Connection("public", { instanceId })',
    passes: "// pulumi config set phase done\n// no endpoint is declared",
  },
  facet: "endpoint",
  judge(endpoint, context) {
    if (context.phase === "done" || context.phase === "cancelled") {
      return [
        violation({
          property: endpoint.property,
          seen: `${endpoint.what} is declared in phase ${context.phase}`,
          needed: "no public endpoint once the migration is over",
          fix: endpoint.close,
          edits: endpoint.closing,
        }),
      ];
    }
    if (endpoint.unowned !== undefined) return [withoutOwner(endpoint, endpoint.unowned)];
    // A stack in a phase is a migration, whose phase done asks again.
    return endpoint.temporary || context.phase !== undefined ? [] : [withoutEnd(endpoint)];
  },
});

/** An endpoint of no migration. Many a database is public on purpose, so the baseline only asks. */
function withoutEnd(endpoint: PublicEndpoint): Finding {
  const needed = "no public endpoint, or one with an owner and an end";
  if (endpoint.unknown) return undecided(endpoint.property, needed, endpoint.unknown);
  return violation({
    title: "A public endpoint of a database has no end",
    property: endpoint.property,
    seen: `${endpoint.what} of a database, which belongs to no migration and has no expiry`,
    needed,
    fix: `${endpoint.close}; where it must stay, exempt it with reason, owner and expiry`,
    told: "whether it has to stay open is yours to decide",
    enforcement: { baseline: "advisory" },
  });
}

/** Its tags say which migration it is for, and not who answers for it. */
function withoutOwner({ property, what }: PublicEndpoint, tags: string): Finding {
  return violation({
    title: "A public endpoint of a database has no owner",
    property,
    seen: `${what} of a database, whose tags name a migration and no owner`,
    needed: "a tag owner that names who answers for it",
    fix: `add owner to ${tags}`,
    edits: [{ at: tags, tags: { owner: "dba@example.com" } }],
    enforcement: { baseline: "advisory" },
  });
}
