import { defineRule } from "../core/rule";
import { undecided, violation } from "./findings";

/**
 * INS-01: the switch for public access is on the instance, which outlives the migration. NET-10 judges every other
 * endpoint.
 */
export const ins01 = defineRule<"endpoint">({
  id: "INS-01",
  title: "The instance itself is public",
  severity: "high",
  why: "A switch on the instance never expires: the migration's mark says when the migration ends, but the instance stays, with its public address. NET-10 judges an instance that belongs to no migration.",
  remedy:
    "Turn the switch off and use a private path, or open a public endpoint as a separate resource that ends with the migration.",
  tags: ["instance", "public-endpoint"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new tencentcloud.MysqlInstance("target", { ..., internetService: 1, tags: { "migrate-id": "shop" } })',
    passes: 'new tencentcloud.MysqlInstance("target", { ..., internetService: 0, tags: { "migrate-id": "shop" } })',
  },
  facet: "endpoint",
  judge({ ofInstance, temporary, unknown, property, what, close, closing }, { phase }) {
    // NET-10 asks for an end date outside migrations, and refuses whatever is left in phase done.
    if (!ofInstance || phase === "done" || !(temporary || phase !== undefined)) return [];
    const needed = "an instance without its own public address";
    if (unknown) return [undecided(property, needed, unknown)];
    return [
      violation({
        property,
        seen: `${what} of an instance that outlives the migration`,
        needed,
        fix: close,
        edits: closing,
      }),
    ];
  },
});
