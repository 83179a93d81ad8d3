import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** TSK-13: an Alibaba task still exists after the cutover. */
export const tsk13 = defineRule<"task">({
  id: "TSK-13",
  title: "A task that can start again is kept after the cutover",
  severity: "high",
  why: "Alibaba DTS automatically recovers a failed task for seven days. One that is left after the cutover can restart and overwrite the new database with the old one.",
  remedy: "Suspend or remove the task before the cutover, or revoke its write privileges.",
  tags: ["task", "alibaba-dts", "phase"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: '// phase done\nnew alicloud.dts.MigrationJob("move", { ... })',
    passes: '// phase done\nnew alicloud.dts.MigrationJob("move", { ..., status: "Suspending" })',
  },
  facet: "task",
  judge(task, context) {
    const { live } = task;
    if (!live?.selfStarting || (context.phase !== "done" && context.phase !== "cancelled")) return [];
    const needed = "no task that can write after the cutover";
    if (live.value instanceof Unknown) return [undecided(live.property, needed, live.value)];
    if (live.value === "Suspending") return [];
    return [
      violation({
        property: live.property,
        seen: `${quoted(live.value)} in phase ${context.phase}`,
        needed,
        fix: live.fix,
        edits: [{ at: live.property, to: "Suspending" }],
      }),
    ];
  },
});
