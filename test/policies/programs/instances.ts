import { Instance, type InstanceArgs } from "@pulumi/alicloud/rds/instance";
import * as hw from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import * as tc from "@pulumi/tencentcloud";
import { bare, hwType, later, tcType } from "./bare";
import type { Program } from "./program";

const password = () => pulumi.secret("Tr4vel-light-and-fast");
const SAFE = {
  sslAction: "Open",
  tdeStatus: "Enabled",
  sqlCollectorStatus: "Enabled",
  sqlCollectorConfigValue: 180,
  deletionProtection: true,
};
const rds = (more: Partial<InstanceArgs> = {}) =>
  new Instance("source", {
    engine: "MySQL",
    engineVersion: "8.0",
    instanceType: "rds.mysql.s2.large",
    instanceStorage: 100,
    ...SAFE,
    ...more,
  });
const hwRds = (more: object = {}) =>
  new hw.RdsInstance("source", {
    flavor: "rds.mysql.x1.large.2",
    vpcId: "v",
    subnetId: "s",
    securityGroupId: "sg-1",
    availabilityZones: ["cn-north-4a"],
    db: { type: "MySQL", version: "8.0", password: password() },
    volume: { type: "CLOUDSSD", size: 100, diskEncryptionId: "kms-1" },
    sslEnable: true,
    backupStrategy: { startTime: "01:00-02:00", keepDays: 7 },
    ...more,
  });
const mysql = (more: object = {}) =>
  new tc.MysqlInstance("source", { instanceName: "s", memSize: 4000, volumeSize: 200, destroyProtect: "on", ...more });
/** A task that reads the instance. */
const reads = (instanceId: pulumi.Input<string>) =>
  new hw.DrsJob(
    "move",
    {
      name: "move",
      type: "migration",
      engineType: "mysql",
      direction: "up",
      netType: "vpn",
      sourceDb: { engineType: "mysql", ip: "10.1.0.5", port: 3306, instanceId, user: "df_shop", password: password() },
      destinationDb: {
        engineType: "mysql",
        ip: "192.168.0.9",
        instanceId: "rds-1",
        port: 3306,
        user: "df_shop",
        password: password(),
      },
    },
    { ignoreChanges: ["sourceDb.password", "destinationDb.password"] },
  );
const strict = (
  cloud: Program["cloud"],
  rule: string,
  seen: string,
  make: () => unknown,
  more: Partial<Program> = {},
): Program => ({
  cloud,
  rule,
  resource: "source",
  seen,
  config: { level: "strict" },
  make: () => void make(),
  ...more,
});

/** Database instances that the pack refuses at level strict and above. */
export const instances: Record<string, Program> = {
  "ins-tc-public": strict("tencentcloud", "INS-01", "outlives the migration", () =>
    mysql({ internetService: 1, tags: { "migrate-id": "shop", "migrate-expires": "2099-01-01T00:00:00Z" } }),
  ),
  "ins-ali-tls": strict("alicloud", "INS-02", '"Close"', () => rds({ sslAction: "Close" })),
  "ins-hw-tls": strict("huaweicloud", "INS-02", "no sslEnable", () => hwRds({ sslEnable: undefined })),
  "ins-tc-tls": strict("tencentcloud", "INS-02", "no MysqlSsl", () => mysql()),
  "ins-ali-audit": strict("alicloud", "INS-03", "30 days", () => rds({ sqlCollectorConfigValue: undefined })),
  "ins-hw-audit": strict("huaweicloud", "INS-03", "no RdsSqlAudit", () => hwRds()),
  "ins-hw-backup": strict("huaweicloud", "INS-04", "0", () =>
    hwRds({ backupStrategy: { startTime: "01:00-02:00", keepDays: 0 } }),
  ),
  "ins-tc-backup": strict("tencentcloud", "INS-04", "no MysqlBackupPolicy", () => mysql()),
  "ins-ali-binlog": strict("alicloud", "INS-05", "no BackupPolicy", () => reads(rds().id)),
  "ins-hw-binlog": strict("huaweicloud", "INS-05", "6 hours", () => reads(hwRds({ binlogRetentionHours: 6 }).id)),
  "ins-ali-tde": strict("alicloud", "INS-06", '"Disabled"', () => rds({ tdeStatus: "Disabled" })),
  "ins-hw-tde": strict("huaweicloud", "INS-06", "no volume.diskEncryptionId", () =>
    hwRds({ volume: { type: "CLOUDSSD", size: 100 } }),
  ),
  "ins-ali-deletable": strict("alicloud", "INS-07", '"false"', () => reads(rds({ deletionProtection: undefined }).id)),
  "ins-hw-deletable": strict("huaweicloud", "INS-07", "no option protect", () => reads(hwRds().id)),
  "ins-tc-deletable": strict("tencentcloud", "INS-07", '"off"', () => reads(mysql({ destroyProtect: "off" }).id)),
  "ins-ali-tls-later": strict(
    "alicloud",
    "INS-02",
    "known only during the update",
    () => rds({ sslAction: later("Open") }),
    {
      config: { level: "strict", onUnknown: "deny" },
    },
  ),
  "ins-hw-user": strict("huaweicloud", "INS-08", '"move"', () => [reads("rm-1"), other()], { resource: "other" }),
};

function other() {
  const end = { engineType: "mysql", port: 3306, user: "df_shop", password: password() };
  return new hw.DrsJob(
    "other",
    {
      name: "other",
      type: "migration",
      engineType: "mysql",
      direction: "up",
      netType: "vpn",
      sourceDb: { ...end, ip: "10.1.0.5", instanceId: "rm-1" },
      destinationDb: { ...end, ip: "192.168.0.10", instanceId: "rds-2", user: "df_other" },
    },
    { ignoreChanges: ["sourceDb.password", "destinationDb.password"] },
  );
}

/** Complete instances, at level strict. */
export const instancesFine: Record<string, Program> = {
  "ins-fine-ali": { cloud: "alicloud", config: { level: "strict" }, make: () => void rds() },
  "ins-fine-hw": {
    cloud: "huaweicloud",
    bare: true,
    config: { level: "strict" },
    make: () => {
      const source = bare(hwType("RdsInstance"), "source", {
        sslEnable: true,
        db: { type: "MySQL" },
        volume: { diskEncryptionId: "kms-1" },
        binlogRetentionHours: 96,
        backupStrategy: { startTime: "01:00-02:00", keepDays: 7 },
      });
      bare(hwType("RdsSqlAudit"), "audit", { instanceId: source.id, keepDays: 180 });
    },
  },
  "ins-fine-tc": {
    cloud: "tencentcloud",
    bare: true,
    config: { level: "strict" },
    make: () => {
      const source = bare(tcType("MysqlInstance"), "source", {
        instanceName: "s",
        destroyProtect: "on",
        securityGroups: ["sg-1"],
      });
      bare(tcType("MysqlSsl"), "tls", { instanceId: source.id, status: "ON" });
      bare(tcType("MysqlAuditService"), "audit", { instanceId: source.id, auditAll: true, logExpireDay: 180 });
      bare(tcType("MysqlBackupPolicy"), "backup", { mysqlId: source.id, retentionPeriod: 7 });
      bare(tcType("MysqlInstanceEncryptionOperation"), "tde", { instanceId: source.id });
    },
  },
  "ins-fine-postgres": {
    cloud: "huaweicloud",
    bare: true,
    make: () => void bare(hwType("RdsInstance"), "source", { db: { type: "PostgreSQL" } }),
  },
};
