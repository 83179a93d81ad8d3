import { defineRule, LABELS } from "../core/rule";
import { undecided, violation } from "./findings";

/** OPS-03: a temporary resource does not name its owner, migration or expiry. */
export const ops03 = defineRule<"label">({
  id: "OPS-03",
  title: "A temporary resource does not name its owner and migration",
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
  judge(label, context) {
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
        edits: [
          { at: label.property, tags: Object.fromEntries(missing.map((name) => [name, examples(context.now)[name]])) },
        ],
      }),
    ];
  },
});

/** Placeholder values for the labels. */
function examples(now: Date): Record<(typeof LABELS)[number], string> {
  return {
    owner: "dba@example.com",
    "migrate-id": "name",
    "migrate-expires": `${new Date(now.getTime() + 14 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`,
  };
}
