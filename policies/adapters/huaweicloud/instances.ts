import { text } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import type { Descriptors } from "../descriptor";
import type { SafeguardPlace } from "../safeguards";

/*
 * Sources: the documentation of huaweicloud_rds_instance, huaweicloud_rds_sql_audit, huaweicloud_rds_mysql_binlog and
 * huaweicloud_taurusdb_instance (provider 1.97.1, read 2026-11-29); for the defaults, the RDS API: CreateInstance (an
 * absent or zero keep_days turns automatic backups off) and SwitchSsl (off on new instances, MySQL only).
 */
const TRUE = /^(true|1)$/i;

/** Whether the engine speaks MySQL; an absent or unknown one counts as MySQL. */
function speaksMysql(inputs: Bag): boolean {
  const engine = text(inputs, "db.type");
  return engine === undefined || engine instanceof Unknown || /^(mysql|mariadb)$/i.test(engine);
}

/** The vendor has no deletion protection, so the whole plan is checked for the resource option `protect` instead. */
const PROTECTED: SafeguardPlace = { topic: "deletion" };

const DISK: SafeguardPlace = {
  topic: "encryption",
  property: "volume.diskEncryptionId",
  on: /./,
  instead: [{ property: "tdeEnabled", on: TRUE }],
  note: "only at creation: the change would replace an existing instance; restore a backup into an encrypted one instead",
};

export const INSTANCE: readonly SafeguardPlace[] = [
  { topic: "tls", property: "sslEnable", on: TRUE, set: "true", applies: speaksMysql },
  {
    topic: "audit",
    elsewhere: [
      {
        type: "huaweicloud:index/rdsSqlAudit:RdsSqlAudit",
        instance: "instanceId",
        example: 'new huaweicloud.RdsSqlAudit("$-audit", { instanceId: $.id, keepDays: 180 })',
      },
    ],
    applies: (inputs) => !/^(sqlserver|mariadb)$/i.test(String(text(inputs, "db.type"))),
  },
  {
    topic: "backup",
    property: "backupStrategy.keepDays",
    absentMeans: "turns automatic backups off",
    set: "7",
    keeps: { property: "backupStrategy.keepDays", unit: "days" },
  },
  {
    topic: "binlog",
    property: "binlogRetentionHours",
    absentMeans: "leaves it to the vendor, which purges whatever is backed up",
    set: "72",
    keeps: { property: "binlogRetentionHours", unit: "hours" },
    elsewhere: [
      {
        type: "huaweicloud:index/rdsMysqlBinlog:RdsMysqlBinlog",
        instance: "instanceId",
        example: 'new huaweicloud.RdsMysqlBinlog("$-logs", { instanceId: $.id, binlogRetentionHours: 72 })',
      },
    ],
    applies: speaksMysql,
  },
  DISK,
  PROTECTED,
];

/** A replica has no engine property; its flavor implies the engine. */
const notMysql = (inputs: Bag) => /^rds\.(pg|mssql)\./i.test(String(text(inputs, "flavor")));

export const REPLICA: readonly SafeguardPlace[] = [
  { topic: "tls", property: "sslEnable", on: TRUE, set: "true", applies: (inputs) => !notMysql(inputs) },
  PROTECTED,
];

/** TaurusDB: TLS and backups are on by default. */
export const TAURUSDB: readonly SafeguardPlace[] = [
  { topic: "tls", property: "sslOption", on: TRUE, absent: "on", set: '"true"' },
  {
    topic: "audit",
    property: "auditLogEnabled",
    on: TRUE,
    set: "true",
    keeps: { property: "auditLogKeepDays", unit: "days", absent: 7 },
  },
  {
    topic: "backup",
    property: "backupStrategy.keepDays",
    absent: "on",
    set: "7",
    keeps: { property: "backupStrategy.keepDays", unit: "days", absent: 7 },
  },
  PROTECTED,
];

/** Resources that hold settings of an instance. */
export const huaweicloudInstances: Descriptors = {
  "huaweicloud:index/rdsSqlAudit:RdsSqlAudit": {
    settingsOf: "instanceId",
    safeguards: [{ topic: "audit", property: "keepDays", set: "180", keeps: { property: "keepDays", unit: "days" } }],
  },
  "huaweicloud:index/rdsMysqlBinlog:RdsMysqlBinlog": {
    settingsOf: "instanceId",
    safeguards: [
      {
        topic: "binlog",
        property: "binlogRetentionHours",
        set: "72",
        keeps: { property: "binlogRetentionHours", unit: "hours" },
      },
    ],
  },
};
