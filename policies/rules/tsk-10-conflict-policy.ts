import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-10: conflicts are overwritten or skipped in production. */
export const tsk10 = defineRule<"task">({
  id: "TSK-10",
  title: "Conflicts are overwritten or skipped",
  severity: "medium",
  why: "A conflict means that source and target disagree. Overwriting or skipping hides it, and the comparison at the end no longer says what happened.",
  remedy: "Stop on a conflict.",
  tags: ["task", "conflict"],
  levels: { baseline: "disabled", strict: "disabled", production: "advisory" },
  examples: {
    fails: 'policyConfig: { conflictPolicy: "overwrite" }',
    passes: 'policyConfig: { conflictPolicy: "stop" }',
  },
  facet: "task",
  judge(task) {
    const { conflict } = task;
    if (conflict?.value === undefined) return [];
    const needed = "a policy that stops";
    if (conflict.value instanceof Unknown) return [undecided(conflict.property, needed, conflict.value)];
    if (!/^(overwrite|ignore|cover|conditioncover)$/i.test(conflict.value.trim())) return [];
    return [
      violation({
        property: conflict.property,
        seen: quoted(conflict.value),
        needed,
        fix: `set ${conflict.property} to the value that stops`,
        edits: [{ at: conflict.property, to: conflict.stop }],
      }),
    ];
  },
});
