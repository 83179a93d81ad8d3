import { text } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import type { Descriptors } from "../descriptor";
import type { SafeguardPlace, SafeguardResource } from "../safeguards";

/*
 * Sources: the documentation of alicloud_db_instance, alicloud_db_backup_policy, alicloud_polardb_cluster and
 * alicloud_das_* (provider 3.108.0, read 2026-11-29); for the local log policy, "Generation and clearing rules of MySQL
 * binary logs" of ApsaraDB RDS (2026-03-30).
 */
const ENABLED = /^enabled?$/i;
const OPEN = /^(open|update)$/i;
const TRUE = /^(true|1)$/i;

const TDE_NOTE = "it cannot be turned off again, and restarts the instance";

/** TDE and disk encryption; `disabled` as a key turns the disk's encryption off. */
const ENCRYPTED: SafeguardPlace = {
  topic: "encryption",
  property: "tdeStatus",
  on: ENABLED,
  set: '"Enabled"',
  instead: [{ property: "encryptionKey", on: /^(?!disabled$)./i }],
  note: TDE_NOTE,
  applies: offersTde,
};

/** TDE is available for MySQL 5.6 and later and for SQL Server. */
function offersTde(inputs: Bag): boolean {
  const [engine, version] = [text(inputs, "engine"), text(inputs, "engineVersion")];
  if (typeof engine === "string" && !/^(mysql|sqlserver)$/i.test(engine)) return false;
  return version instanceof Unknown || !/^5\.[0-5]$/.test(version ?? "");
}

/** The provider ignores the setting on serverless instances of other engines. */
function offersTls(inputs: Bag): boolean {
  const [engine, charge] = [text(inputs, "engine"), text(inputs, "instanceChargeType")];
  return !(typeof engine === "string" && !/^mysql$/i.test(engine) && /^serverless$/i.test(String(charge)));
}

/** A prepaid instance cannot be deleted before it expires, and does not support deletion protection. */
const PROTECTED: SafeguardPlace = {
  topic: "deletion",
  property: "deletionProtection",
  on: TRUE,
  set: "true",
  applies: (inputs) =>
    !/^(prepaid|subscription)$/i.test(String(text(inputs, "instanceChargeType") ?? text(inputs, "paymentType"))),
};

/** The database autonomy service can also enable SQL Explorer and audit. */
const DAS: readonly SafeguardResource[] = ["das/sqlLogConfig:SqlLogConfig", "das/switchDasPro:SwitchDasPro"].map(
  (type) => ({
    type: `alicloud:${type}`,
    instance: "instanceId",
    example:
      'new alicloud.das.SqlLogConfig("$-audit", { instanceId: $.id, requestEnable: true, enable: true, retention: 180 })',
  }),
);

const AUDITED: SafeguardPlace = {
  topic: "audit",
  property: "sqlCollectorStatus",
  on: ENABLED,
  set: '"Enabled"',
  keeps: { property: "sqlCollectorConfigValue", unit: "days", absent: 30 },
  elsewhere: DAS,
};

/** Binary logs are always on; the backup policy sets their retention, which defaults to hours. */
const BINLOG: SafeguardPlace = {
  topic: "binlog",
  elsewhere: [
    {
      type: "alicloud:rds/backupPolicy:BackupPolicy",
      instance: "instanceId",
      example: 'new alicloud.rds.BackupPolicy("$-logs", { instanceId: $.id, localLogRetentionHours: 72 })',
    },
  ],
};

const tls = (property: string, on: RegExp, set: string): SafeguardPlace => ({ topic: "tls", property, on, set });

/** Safeguards of the types in `./databases`. */
export const INSTANCE: readonly SafeguardPlace[] = [
  { ...tls("sslAction", OPEN, '"Open"'), applies: offersTls },
  AUDITED,
  BINLOG,
  ENCRYPTED,
  PROTECTED,
];
export const REPLICA: readonly SafeguardPlace[] = [tls("sslEnabled", TRUE, "1"), PROTECTED];
export const CLONE: readonly SafeguardPlace[] = [tls("sslEnabled", TRUE, "1"), BINLOG, ENCRYPTED, PROTECTED];
export const ANALYTICDB: readonly SafeguardPlace[] = [
  tls("enableSsl", TRUE, "true"),
  // Disk encryption can only be chosen at creation: changing it would replace the cluster.
  {
    topic: "encryption",
    property: "diskEncryption",
    on: TRUE,
    note: "only at creation: it cannot be changed later",
  },
];
export const POLARDB_CLUSTER: readonly SafeguardPlace[] = [
  { topic: "audit", property: "collectorStatus", on: ENABLED, set: '"Enable"', elsewhere: DAS },
  { topic: "encryption", property: "tdeStatus", on: ENABLED, set: '"Enabled"', note: "it cannot be turned off again" },
  {
    topic: "binlog",
    property: "loosePolarLogBin",
    on: /^on(_with_gtid)?$/i,
    set: '"ON"',
    note: "it restarts the cluster",
  },
  {
    ...PROTECTED,
    property: "deletionLock",
    set: "1",
    applies: (inputs) => !/^prepaid$/i.test(String(text(inputs, "payType"))),
  },
];
/** PolarDB configures TLS per endpoint. */
export const POLARDB_ENDPOINT = {
  settingsOf: "dbClusterId",
  safeguards: [tls("sslEnabled", /^(enable|update)$/i, '"Enable"')],
};

/** Resources that hold settings of an instance. */
export const alicloudInstances: Descriptors = {
  "alicloud:rds/backupPolicy:BackupPolicy": {
    settingsOf: "instanceId",
    safeguards: [
      {
        topic: "backup",
        property: "enableBackupLog",
        on: TRUE,
        absent: "on",
        set: "true",
        formerly: "logBackup",
        keeps: { property: "backupRetentionPeriod", formerly: "retentionPeriod", unit: "days", absent: 7, endless: -1 },
      },
      {
        topic: "binlog",
        property: "localLogRetentionHours",
        absentMeans: "leaves it to the vendor's local log policy of hours",
        set: "72",
        keeps: { property: "localLogRetentionHours", unit: "hours" },
      },
    ],
  },
  "alicloud:polardb/backupPolicy:BackupPolicy": {
    settingsOf: "dbClusterId",
    safeguards: [
      {
        topic: "backup",
        property: "logBackupRetentionPeriod",
        absent: "on",
        set: "7",
        keeps: { property: "logBackupRetentionPeriod", unit: "days", endless: -1 },
      },
    ],
  },
  "alicloud:das/sqlLogConfig:SqlLogConfig": {
    settingsOf: "instanceId",
    safeguards: [
      {
        topic: "audit",
        property: "enable",
        on: TRUE,
        set: "true",
        instead: [{ property: "requestEnable", on: TRUE }],
        keeps: { property: "retention", unit: "days" },
      },
    ],
  },
  "alicloud:das/switchDasPro:SwitchDasPro": {
    settingsOf: "instanceId",
    safeguards: [
      {
        topic: "audit",
        property: "sqlRetention",
        absent: "on",
        set: "180",
        keeps: { property: "sqlRetention", unit: "days", absent: 30 },
      },
    ],
  },
};
