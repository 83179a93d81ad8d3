import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-04: no automatic backup, or one that expires before the migration is over. */
export const ins04 = defineRule<"safeguard">({
  id: "INS-04",
  title: "Backups are off or expire before the migration ends",
  severity: "high",
  why: "A fault in the copy is often found days later. Without an earlier backup there is no way back, neither on the source after a wrong DROP nor on the target after the application has written to it. Huawei treats an absent keep_days as no backups at all.",
  remedy: "Keep automatic backups for backupDays (7 unless the pack says otherwise), and log backups with them.",
  tags: ["instance", "backup"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.RdsInstance("target", { ..., backupStrategy: { startTime: "01:00-02:00", keepDays: 0 } })',
    passes: 'new huaweicloud.RdsInstance("target", { ..., backupStrategy: { startTime: "01:00-02:00", keepDays: 7 } })',
  },
  facet: "safeguard",
  judge: (safeguard, { settings: { backupDays } }) =>
    judgeSafeguard(safeguard, {
      topic: "backup",
      needed: "automatic backups",
      hours: backupDays * 24,
      words: `at least ${backupDays} days`,
    }),
});
