import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-15: a prepaid resource, which a teardown cannot delete. */
export const tsk15 = defineRule<"billing">({
  id: "TSK-15",
  title: "A prepaid resource cannot be removed",
  severity: "medium",
  why: "Clouds do not cancel a subscription: destroying it only removes it from the state. It stays, reachable and paid for, and no state records it.",
  remedy: "Pay as you go for everything that a migration creates.",
  tags: ["cost", "teardown"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: { fails: 'instanceChargeType: "Prepaid"', passes: 'instanceChargeType: "Postpaid"' },
  facet: "billing",
  judge(billing, { phase }) {
    const needed = `"${billing.postpaid}", which ends with the resource`;
    if (billing.value instanceof Unknown) return [undecided(billing.property, needed, billing.value)];
    return [
      violation({
        property: billing.property,
        seen: quoted(billing.value),
        needed,
        fix: `set ${billing.property}: "${billing.postpaid}"`,
        edits: [{ at: billing.property, to: billing.postpaid }],
        ...(billing.aside && phase === undefined ? { enforcement: { baseline: "advisory" as const } } : {}),
      }),
    ];
  },
});
