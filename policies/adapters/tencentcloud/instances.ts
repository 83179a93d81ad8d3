import type { Descriptors } from "../descriptor";
import type { SafeguardPlace, SafeguardResource } from "../safeguards";

/*
 * Sources: the documentation of tencentcloud_mysql_*, tencentcloud_cynosdb_* and tencentcloud_mariadb_instance_config
 * (read 2026-11-29); for destroyProtect, ModifyInstanceDestroyProtect of the CDB API. Most settings are separate
 * resources.
 */
const ON = /^on$/i;

const own = (
  topic: SafeguardPlace["topic"],
  name: string,
  instance: string,
  inputs: string,
  note?: string,
): SafeguardPlace => ({
  topic,
  elsewhere: [resourceFor(name, instance, inputs, topic)],
  ...(note ? { note } : {}),
});

function resourceFor(name: string, instance: string, inputs: string, topic: string): SafeguardResource {
  const type = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return {
    type: `tencentcloud:index/${type}:${name}`,
    instance,
    example: `new tencentcloud.${name}("$-${topic}", { ${[`${instance}: $.id`, inputs].filter(Boolean).join(", ")} })`,
  };
}

const KMS = "it cannot be turned off again; turn the key management service on first";

export const INSTANCE: readonly SafeguardPlace[] = [
  own("tls", "MysqlSsl", "instanceId", 'status: "ON"'),
  own("audit", "MysqlAuditService", "instanceId", "auditAll: true, logExpireDay: 180"),
  own("backup", "MysqlBackupPolicy", "mysqlId", "retentionPeriod: 7, binlogPeriod: 7"),
  own("binlog", "MysqlLocalBinlogConfig", "instanceId", "saveHours: 72, maxUsage: 50"),
  own("encryption", "MysqlInstanceEncryptionOperation", "instanceId", "", KMS),
  { topic: "deletion", property: "destroyProtect", on: ON, set: '"on"' },
];

/** A replica inherits its primary's logs and backups. */
export const REPLICA: readonly SafeguardPlace[] = INSTANCE.filter(({ topic }) => ["tls", "deletion"].includes(topic));
/** A standby in another region, which can be promoted; it does not support deletion protection. */
export const STANDBY: readonly SafeguardPlace[] = [
  ...INSTANCE.filter(({ topic }) => ["tls", "audit"].includes(topic)),
  { topic: "deletion" },
];

/** TDSQL-C. */
export const CYNOSDB: readonly SafeguardPlace[] = [
  own("tls", "CynosdbSsl", "clusterId", 'status: "ON"'),
  own("audit", "CynosdbAuditService", "instanceId", "auditAll: true, logExpireDay: 180"),
  own(
    "backup",
    "CynosdbBackupConfig",
    "clusterId",
    "backupTimeBeg: 7200, backupTimeEnd: 21600, reserveDuration: 604800",
  ),
  own("binlog", "CynosdbBinlogSaveDays", "clusterId", "binlogSaveDays: 7"),
  own("encryption", "CynosdbClusterTransparentEncrypt", "clusterId", 'keyType: "cloud"', KMS),
  { topic: "deletion" },
];

const ssl = (settingsOf: string) => ({
  settingsOf,
  safeguards: [{ topic: "tls" as const, property: "status", on: ON, set: '"ON"' }],
});
const audit = {
  settingsOf: "instanceId",
  safeguards: [
    {
      topic: "audit" as const,
      property: "logExpireDay",
      set: "180",
      keeps: { property: "logExpireDay", unit: "days" as const },
    },
  ],
};

/** Resources that hold settings of an instance. */
export const tencentcloudInstances: Descriptors = {
  "tencentcloud:index/mysqlSsl:MysqlSsl": ssl("instanceId"),
  "tencentcloud:index/cynosdbSsl:CynosdbSsl": ssl("clusterId"),
  "tencentcloud:index/mysqlAuditService:MysqlAuditService": audit,
  "tencentcloud:index/cynosdbAuditService:CynosdbAuditService": audit,
  "tencentcloud:index/mysqlBackupPolicy:MysqlBackupPolicy": {
    settingsOf: "mysqlId",
    safeguards: [
      {
        topic: "backup",
        property: "retentionPeriod",
        absent: "on",
        set: "7",
        keeps: { property: "retentionPeriod", unit: "days", absent: 7 },
      },
    ],
  },
  "tencentcloud:index/cynosdbBackupConfig:CynosdbBackupConfig": {
    settingsOf: "clusterId",
    safeguards: [
      {
        topic: "backup",
        property: "reserveDuration",
        set: "604800",
        keeps: { property: "reserveDuration", unit: "seconds" },
      },
    ],
  },
  "tencentcloud:index/mysqlLocalBinlogConfig:MysqlLocalBinlogConfig": {
    settingsOf: "instanceId",
    safeguards: [
      { topic: "binlog", property: "saveHours", set: "72", keeps: { property: "saveHours", unit: "hours" } },
    ],
  },
  "tencentcloud:index/cynosdbBinlogSaveDays:CynosdbBinlogSaveDays": {
    settingsOf: "clusterId",
    safeguards: [
      { topic: "binlog", property: "binlogSaveDays", set: "7", keeps: { property: "binlogSaveDays", unit: "days" } },
    ],
  },
  "tencentcloud:index/mysqlSecurityGroupsAttachment:MysqlSecurityGroupsAttachment": { settingsOf: "instanceId" },
  // These resources turn encryption on by existing.
  "tencentcloud:index/mysqlInstanceEncryptionOperation:MysqlInstanceEncryptionOperation": { settingsOf: "instanceId" },
  "tencentcloud:index/cynosdbClusterTransparentEncrypt:CynosdbClusterTransparentEncrypt": { settingsOf: "clusterId" },
};
