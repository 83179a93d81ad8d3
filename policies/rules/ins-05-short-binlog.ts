import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-05: binary logs are purged before the task has read them. */
export const ins05 = defineRule<"safeguard">({
  id: "INS-05",
  title: "Binary logs are purged before a task has read them",
  severity: "high",
  why: "A task reads the binary logs written since the copy began, after the copy, or after an outage over a weekend. What has been purged by then cannot be replayed: the copy starts again. Vendors purge within hours by default, whatever the server's own variables say.",
  remedy: "Keep binary logs on the source for binlogHours (72 unless the pack says otherwise) until the cutover.",
  tags: ["instance", "binlog", "task"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new huaweicloud.RdsInstance("source", { ..., binlogRetentionHours: 6 })  // with an incremental task that reads it',
    passes: 'new huaweicloud.RdsInstance("source", { ..., binlogRetentionHours: 72 })',
  },
  facet: "safeguard",
  judge(safeguard, { settings: { binlogHours } }) {
    const found = judgeSafeguard(safeguard, {
      topic: "binlog",
      needed: "binary logs",
      hours: binlogHours,
      words: `at least ${binlogHours} hours`,
    });
    if (safeguard.forTask) return found.map((one) => ({ ...one, needed: `${one.needed}, for ${safeguard.forTask}` }));
    // Without a task, this is only advice: nothing but a migration reads that far back.
    return found.map((one) => ({
      ...one,
      enforcement: { strict: "advisory" as const, production: "advisory" as const },
    }));
  },
});
