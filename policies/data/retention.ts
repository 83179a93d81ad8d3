/** Minimum retention of what a migration may need, with the source of each number and the date it was read. */
export const RETENTION = {
  /** Log retention required by article 21 of mainland China's Cybersecurity Law: six months. */
  auditDays: { value: 180, source: "Cybersecurity Law of the PRC, article 21 (3)", date: "2026-11-29" },
  /** The shortest of the vendors' own defaults. */
  backupDays: {
    value: 7,
    source:
      "backup_retention_period of alicloud_db_backup_policy, retention_period of tencentcloud_mysql_backup_policy",
    date: "2026-11-29",
  },
  /** Covers a full load and an outage over a weekend, as recommended by Tencent DTS and Huawei DRS. */
  binlogHours: { value: 72, source: "Tencent DTS 571/61673; Huawei DRS: three days", date: "2026-11-29" },
} as const;
