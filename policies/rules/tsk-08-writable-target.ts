import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** TSK-08: the target accepts other writes during the load. */
export const tsk08 = defineRule<"task">({
  id: "TSK-08",
  title: "The target accepts other writes during the load",
  severity: "medium",
  why: "A row written to the target by an application collides with the same row of the source, and the task stops or skips it.",
  remedy: "Keep the target read-only until the cutover.",
  tags: ["task", "target"],
  levels: { baseline: "advisory", strict: "advisory", production: "mandatory" },
  examples: { fails: "destinationDbReadnoly: false", passes: "destinationDbReadnoly: true" },
  facet: "task",
  judge(task) {
    const property = task.targetReadOnlyProperty;
    if (property === undefined || task.targetReadOnly === undefined || task.targetReadOnly === true) return [];
    const needed = "a read-only target until the cutover";
    if (task.targetReadOnly instanceof Unknown) return [undecided(property, needed, task.targetReadOnly)];
    return [
      violation({
        property,
        seen: "a target that others can write to",
        needed,
        fix: `set ${property}: true`,
        edits: [{ at: property, to: true }],
      }),
    ];
  },
});
