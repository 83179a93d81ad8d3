import { defineRule, LABELS } from "../core/rule";
import { undecided, violation } from "./findings";

/** OPS-03: a temporary resource does not name its owner, migration or expiry. */
export const ops03 = defineRule<"label">({
  id: "OPS-03",
  title: "A temporary resource does not say whose it is",
  severity: "low",
  why: "Whoever finds an address or a tunnel next month has to know whom to ask and which migration it was for.",
  remedy: "Tag it with owner, migrate-id and migrate-expires.",
  tags: ["tags"],
  levels: { baseline: "advisory", strict: "advisory", production: "mandatory" },
  examples: {
    fails: 'tags: { "migrate-id": "shop" }',
    passes: 'tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": "2026-12-01T00:00:00Z" }',
  },
  facet: "label",
  judge(label) {
    const needed = `the tags ${LABELS.join(", ")}`;
    if (label.unknown) return [undecided(label.property, needed, label.unknown)];
    const missing = LABELS.filter((name) => !label.has.includes(name));
    if (missing.length === 0) return [];
    return [
      violation({
        property: label.property,
        seen: `no ${missing.join(", ")} on a resource of ${label.belongsTo}`,
        needed,
        fix: `add ${missing.map((name) => `"${name}": "..."`).join(", ")} to ${label.property}`,
        change: {
          before: `${label.property}: {...}`,
          after: `${label.property}: { ..., ${missing.map((name) => `"${name}": "..."`).join(", ")} }`,
        },
      }),
    ];
  },
});
