import { defineRule } from "../core/rule";
import { violation } from "./findings";

/** TSK-09: nobody is notified, and nothing stops a hanging task. */
export const tsk09 = defineRule<"task">({
  id: "TSK-09",
  title: "Nobody is notified when the task fails",
  severity: "low",
  why: "Failed and paused tasks keep billing. Without an alarm and an expiry, a task is noticed on the invoice.",
  remedy: "Set the alarm topic, the days after which the vendor ends it, and a retry window of at most twelve hours.",
  tags: ["task", "cost", "alarm"],
  levels: { baseline: "advisory", strict: "advisory", production: "advisory" },
  examples: {
    fails: 'new huaweicloud.DrsJob("move", { ... })',
    passes: 'new huaweicloud.DrsJob("move", { ..., expiredDays: 14, alarmNotify: { topicUrn } })',
  },
  facet: "task",
  judge(task) {
    const missing = task.watch ?? [];
    const join = (part: "seen" | "needed" | "fix") => missing.map((item) => item[part]).join("; ");
    if (missing.length === 0) return [];
    const fix = join("fix");
    const edits = missing.flatMap((item) => item.edits);
    return [violation({ property: missing[0]!.property, seen: join("seen"), needed: join("needed"), fix, edits })];
  },
});
