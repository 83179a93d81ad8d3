import { defineRule } from "../core/rule";
import { violation } from "./findings";
import { endOf } from "./net-08-no-expiry";

/** NET-09: an expired resource is still in the program. */
export const net09 = defineRule<"lifetime">({
  id: "NET-09",
  title: "An expired opening is still declared",
  severity: "high",
  why: "The opening's expiry has passed. As long as it is declared it stays open, and every update opens it again after someone has closed it by hand.",
  remedy: "Remove it (phase done), or extend it on purpose with a new date.",
  tags: ["network", "expiry"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'tags: { "migrate-id": "shop", "migrate-expires": "2020-01-01T00:00:00Z" }',
    passes: 'tags: { "migrate-id": "shop", "migrate-expires": "2026-12-01T00:00:00Z" }',
  },
  facet: "lifetime",
  judge(lifetime, context) {
    const end = lifetime.belongsTo ? endOf(lifetime) : undefined;
    if (end === undefined || end.getTime() > context.now.getTime()) return [];
    return [
      violation({
        property: lifetime.property,
        seen: `${lifetime.what} of ${lifetime.belongsTo} expired on ${end.toISOString()}`,
        needed: "no opening past its date",
        fix: "remove it (pulumi config set phase done), or give it a new date",
        told: "whether it is still needed, and until when, is your decision",
      }),
    ];
  },
});
