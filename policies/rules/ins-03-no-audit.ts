import { defineRule } from "../core/rule";
import { judgeSafeguard } from "./safeguards";

/** INS-03: there is no record of which statements ran. */
export const ins03 = defineRule<"safeguard">({
  id: "INS-03",
  title: "SQL is not audited for long enough",
  severity: "medium",
  why: "When source and target disagree weeks after the cutover, the audit log shows which statement made the difference and who sent it. It is off by default, or kept for 30 days; mainland China's Cybersecurity Law requires six months.",
  remedy:
    "Turn SQL audit on at both ends and keep it for auditDays (180 unless the pack says otherwise). It is billed by volume.",
  tags: ["instance", "audit"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new alicloud.rds.Instance("source", { ..., sqlCollectorStatus: "Enabled" })  // kept for 30 days by default',
    passes: 'new alicloud.rds.Instance("source", { ..., sqlCollectorStatus: "Enabled", sqlCollectorConfigValue: 180 })',
  },
  facet: "safeguard",
  judge: (safeguard, { settings: { auditDays } }) =>
    judgeSafeguard(safeguard, {
      topic: "audit",
      needed: "SQL audit",
      hours: auditDays * 24,
      words: `at least ${auditDays} days`,
    }),
});
