/** For how long at least an instance keeps what a migration may need, with where the number is from and when that was read. */
export const RETENTION = {
  /** Log retention that article 21 of mainland China's Cybersecurity Law asks for: six months. */
  auditDays: { value: 180, source: "Cybersecurity Law of the PRC, article 21 (3)", date: "2026-11-29" },
  /** The shortest time to which the vendors' own defaults agree. */
  backupDays: {
    value: 7,
    source:
      "backup_retention_period of alicloud_db_backup_policy, retention_period of tencentcloud_mysql_backup_policy",
    date: "2026-11-29",
  },
  /** A full load and an outage over a weekend: what Tencent DTS and Huawei DRS ask for. */
  binlogHours: { value: 72, source: "Tencent DTS 571/61673; Huawei DRS: three days", date: "2026-11-29" },
} as const;
