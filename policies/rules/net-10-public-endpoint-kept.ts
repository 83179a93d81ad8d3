import { EXPIRES_TAG, readDate } from "../../model/expiry";
import type { PublicEndpoint } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** NET-10: a public endpoint outlives the cutover, or has no end date at all. */
export const net10 = defineRule<"endpoint">({
  id: "NET-10",
  title: "A public endpoint of a database is kept",
  severity: "high",
  why: "A public address created for the copy still answers after the cutover, when nobody uses or watches it. One that belongs to no migration never expires: nobody is asked again whether it must stay open.",
  remedy:
    "Close it in phase done. One that belongs to no migration needs an owner and an expiry: in tags if the resource has them, in an exemption otherwise.",
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
    if (endpoint.mark) return marked(endpoint, endpoint.mark, context.now);
    // A stack with a phase is a migration; its public endpoints are judged again in phase done.
    return endpoint.temporary || context.phase !== undefined ? [] : [withoutEnd(endpoint)];
  },
});

/** An endpoint that belongs to no migration. Many databases are public on purpose, so the baseline only warns. */
function withoutEnd(endpoint: PublicEndpoint): Finding {
  const needed = "no public endpoint, or one with an owner and an expiry";
  if (endpoint.unknown) return undecided(endpoint.property, needed, endpoint.unknown);
  return violation({
    title: "A public endpoint of a database has no expiry",
    property: endpoint.property,
    seen: `${endpoint.what} of a database, which belongs to no migration and has no expiry`,
    needed,
    fix: `${endpoint.close}; if it must stay, exempt it with reason, owner and expiry`,
    told: "whether it has to stay open is your decision",
    enforcement: { baseline: "advisory" },
  });
}

/** The endpoint's tags name its migration; they must also name an owner and an end date. */
function marked(
  { property, what, unknown }: PublicEndpoint,
  { tags, owned, expires }: NonNullable<PublicEndpoint["mark"]>,
  now: Date,
): Finding[] {
  const needed = `the tags owner and ${EXPIRES_TAG}, with an instant in the future`;
  if (expires instanceof Unknown) return [undecided(`${tags}.${EXPIRES_TAG}`, needed, expires)];
  const end = readDate(expires);
  const lacks = [
    ...(owned ? [] : ["no owner"]),
    ...(expires === undefined ? ["no expiry"] : []),
    ...(expires !== undefined && end === undefined ? [`the expiry ${quoted(expires)}, which is not an instant`] : []),
    ...(end !== undefined && end <= now ? [`an expiry that has passed (${expires})`] : []),
  ];
  if (lacks.length === 0) return [];
  if (unknown) return [undecided(property, needed, unknown)];
  const later = `${new Date(now.getTime() + 14 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
  const written = {
    ...(owned ? {} : { owner: "dba@example.com" }),
    ...(end && end > now ? {} : { [EXPIRES_TAG]: later }),
  };
  return [
    violation({
      title: "A public endpoint of a database has no owner or no expiry",
      property,
      seen: `${what} of a database, whose tags name a migration and ${lacks.join(" and ")}`,
      needed,
      fix: `write ${Object.keys(written).join(" and ")} in ${tags}`,
      edits: [{ at: tags, tags: written }],
      enforcement: { baseline: "advisory" },
    }),
  ];
}
