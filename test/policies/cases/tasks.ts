import { type Case, drs, KEY, NOW, one, resource, secret, unknown } from "./case";

const ali = {
  dtsInstanceId: "d",
  dataInitialization: true,
  dataSynchronization: true,
  structureInitialization: true,
  dbList: "{}",
  sourceEndpointInstanceType: "RDS",
  sourceEndpointEngineName: "MySQL",
  sourceEndpointUserName: "df_shop",
  sourceEndpointPassword: secret(KEY),
  destinationEndpointInstanceType: "RDS",
  destinationEndpointEngineName: "MySQL",
  destinationEndpointUserName: "df_shop",
  destinationEndpointPassword: secret(KEY),
};
const side = (more: Record<string, unknown> = {}, info: Record<string, unknown> = {}) => ({
  region: "ap-guangzhou",
  accessType: "vpncloud",
  databaseType: "mysql",
  nodeType: "simple",
  infos: [{ user: "df_shop", password: secret(KEY), host: "10.0.0.5", port: 3306, ...info }],
  ...more,
});
const tc = {
  serviceId: "dts-1",
  runMode: "immediate",
  autoRetryTimeRangeMinutes: 30,
  migrateOption: { databaseTable: { objectMode: "all" }, migrateType: "fullAndIncrement", isDstReadOnly: true },
  srcInfo: side(),
  dstInfo: side({ accessType: "cdb" }, { host: undefined, instanceId: "cdb-1" }),
};
const sync = {
  jobId: "sync-1",
  srcAccessType: "vpncloud",
  dstAccessType: "cdb",
  objects: { mode: "All" },
  srcInfo: { user: "df_shop", password: secret(KEY), ip: "10.0.0.5", region: "ap-guangzhou" },
  dstInfo: { user: "df_shop", password: secret(KEY), instanceId: "cdb-1", region: "ap-guangzhou" },
  options: { dealOfExistSameTable: "ReportErrorAfterCheck", conflictHandleType: "ReportError", opTypes: ["Insert"] },
};
const run = {
  taskId: "t",
  path: "vpn",
  source: { cloud: "alicloud", host: "db.example.com", user: "df_shop", password: secret(KEY), tls: true },
  target: { cloud: "huaweicloud", host: "192.168.0.9", user: "df_shop", password: secret(KEY) },
};
const gated = (props: object) => [
  resource(
    "df.Preflight",
    { source: { host: "a", password: secret(KEY) }, target: { host: "b", password: secret(KEY) } },
    { name: "gate" },
  ),
  resource("df.Run", { ...props }, { name: "run", dependsOn: ["gate"] }),
];
const at = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();
const public_ = { ...drs, netType: undefined };
const done = { config: { dbferry: { phase: "done" } } };
const mysql = (version: unknown, more: Record<string, unknown> = {}) =>
  resource("tc.Mysql", { instanceName: "db", engineVersion: version, ...more }, { name: "db" });
const moved = (source: unknown, target: unknown) =>
  resource("tc.Job", {
    ...tc,
    srcInfo: side({}, { engineVersion: source }),
    dstInfo: side({ accessType: "cdb" }, { engineVersion: target }),
  });
const second = (more: object) => [
  resource("hw.Drs", drs, { name: "one" }),
  resource("hw.Drs", { ...drs, name: "two", ...more }, { name: "two" }),
];

const admin = (more: object = {}) => ({ host: "db.example.com", user: "dba", password: secret(KEY), ...more });
const admins = (source: object = {}) => resource("df.Preflight", { source: admin(source), target: admin() });

/** Cases of the rules over tasks, secrets, money and teardown, by rule. */
export const tasks: Record<string, Case[]> = {
  "NET-11": [
    one("compliant", "ok", "VPN", resource("hw.Drs", drs)),
    one("compliant", "ok", "an Alibaba instance", resource("ali.Job", ali)),
    one("violating", "violation", "eip", resource("hw.Drs", { ...drs, netType: "eip" })),
    one("violating", "violation", "extranet", resource("tc.Job", { ...tc, srcInfo: side({ accessType: "extranet" }) })),
    one("violating", "violation", "OTHER", resource("ali.Job", { ...ali, sourceEndpointInstanceType: "OTHER" })),
    one("violating", "violation", "dbferry", resource("df.Run", { ...run, path: "public" })),
    one("violating", "violation", "dbferry by DRS", resource("df.Run", { ...run, engine: "drs", path: "public" })),
    one("unknown", "undetermined", "net type", resource("hw.Drs", { ...drs, netType: unknown.string })),
    one("secret", "violation", "a secret net type", resource("hw.Drs", { ...drs, netType: secret("eip") })),
    one("absent", "violation", "Huawei's default", resource("hw.Drs", public_)),
  ],
  "NET-20": [
    one(
      "compliant",
      "ok",
      "a name",
      resource("tc.Job", {
        ...tc,
        srcInfo: side({ accessType: "extranet", supplier: "aliyun" }, { host: "shop.mysql.rds.aliyuncs.com" }),
      }),
    ),
    one("compliant", "ok", "a private address", resource("tc.Job", { ...tc, srcInfo: side({ supplier: "aliyun" }) })),
    one(
      "violating",
      "violation",
      "an address for Alibaba RDS",
      resource("tc.Job", {
        ...tc,
        srcInfo: side({ accessType: "extranet", supplier: "aliyun" }, { host: "203.0.113.20" }),
      }),
    ),
    {
      kind: "violating",
      name: "beside the endpoint itself",
      verdict: "violation",
      resources: [
        resource("ali.Connection", { instanceId: "rm-1" }, { name: "c" }),
        resource("hw.Drs", { ...drs, sourceDb: { ...drs.sourceDb, ip: "203.0.113.20" } }, { name: "j" }),
      ],
    },
    one(
      "unknown",
      "ok",
      "not known yet: it comes from the endpoint",
      resource("tc.Job", { ...tc, srcInfo: side({ supplier: "aliyun" }, { host: unknown.string }) }),
    ),
    one(
      "secret",
      "violation",
      "a secret address",
      resource("tc.Job", { ...tc, srcInfo: side({ supplier: "aliyun" }, { host: secret("203.0.113.20") }) }),
    ),
    one(
      "absent",
      "ok",
      "no host",
      resource("tc.Job", { ...tc, srcInfo: side({ supplier: "aliyun" }, { host: undefined }) }),
    ),
  ],
  "TSK-01": [
    one(
      "compliant",
      "ok",
      "TLS over the internet",
      resource("hw.Drs", { ...public_, sourceDb: { ...drs.sourceDb, sslEnabled: true } }),
    ),
    one("compliant", "ok", "no TLS in a tunnel", resource("hw.Drs", drs)),
    one(
      "violating",
      "violation",
      "Huawei",
      resource("hw.Drs", { ...drs, netType: "eip", sourceDb: { ...drs.sourceDb, sslEnabled: false } }),
    ),
    one(
      "violating",
      "violation",
      "Tencent synchronisation",
      resource("tc.Sync", { ...sync, srcAccessType: "extranet" }),
    ),
    one(
      "violating",
      "violation",
      "Tencent migration cannot ask",
      resource("tc.Job", { ...tc, srcInfo: side({ accessType: "extranet" }) }),
    ),
    one(
      "violating",
      "violation",
      "Huawei v5",
      resource("hw.DrsV5", {
        baseInfo: { netType: "eip", jobType: "sync" },
        nodeInfo: { spec: { nodeType: "high" } },
        sourceEndpoints: [
          {
            dbType: "mysql",
            endpointType: "offline",
            endpointRole: "so",
            endpoint: { endpointName: "mysql", dbUser: "u", dbPassword: secret(KEY) },
          },
        ],
        targetEndpoints: [
          {
            dbType: "mysql",
            endpointType: "cloud",
            endpointRole: "ta",
            endpoint: { endpointName: "cloud_mysql", dbUser: "u", dbPassword: secret(KEY) },
          },
        ],
      }),
    ),
    one(
      "violating",
      "violation",
      "dbferry",
      resource("df.Run", { ...run, path: "public", source: { ...run.source, tls: false } }),
    ),
    one(
      "violating",
      "violation",
      "dbferry, by an exemption that has ended",
      resource("df.Run", {
        ...run,
        path: "public",
        source: {
          ...run.source,
          tls: false,
          plain: { reason: "MySQL 5.6", owner: "dba", expires: "2026-11-20T00:00:00Z" },
        },
      }),
    ),
    one(
      "unknown",
      "undetermined",
      "TLS",
      resource("hw.Drs", { ...public_, sourceDb: { ...drs.sourceDb, sslEnabled: unknown.boolean } }),
    ),
    one(
      "secret",
      "violation",
      "a secret switch",
      resource("hw.Drs", { ...public_, sourceDb: { ...drs.sourceDb, sslEnabled: secret(false) } }),
    ),
    one("absent", "violation", "both by default", resource("hw.Drs", public_)),
  ],
  "TSK-02": [
    one("compliant", "ok", "secrets", resource("hw.Drs", drs)),
    one(
      "compliant",
      "ok",
      "a secret block",
      resource("hw.Rds", { db: secret({ type: "MySQL", version: "8.0", password: "correct horse" }) }),
    ),
    one(
      "violating",
      "violation",
      "plain",
      resource("hw.Drs", { ...drs, sourceDb: { ...drs.sourceDb, password: "correct horse" } }),
    ),
    one(
      "violating",
      "violation",
      "Alibaba",
      resource("ali.Job", { ...ali, destinationEndpointPassword: "correct horse" }),
    ),
    one(
      "violating",
      "violation",
      "Tencent",
      resource("tc.Job", { ...tc, srcInfo: side({}, { password: "correct horse" }) }),
    ),
    one(
      "violating",
      "violation",
      "a key",
      resource("tc.Vpn", { customerGatewayId: "c", vpnGatewayId: "v", preShareKey: KEY }),
    ),
    one(
      "unknown",
      "undetermined",
      "not known yet",
      resource("hw.Account", { name: "a", hosts: ["10.0.0.1"], password: unknown.string }),
    ),
    one(
      "secret",
      "ok",
      "a secret that is not known yet",
      resource("hw.Account", { name: "a", hosts: ["10.0.0.1"], password: secret(unknown.string) }),
    ),
    one(
      "absent",
      "ok",
      "no password",
      resource("ali.Job", { ...ali, sourceEndpointPassword: undefined, destinationEndpointPassword: undefined }),
    ),
  ],
  "TSK-03": [
    one("compliant", "ok", "its own account", resource("hw.Drs", drs)),
    one("violating", "violation", "root", resource("hw.Drs", { ...drs, sourceDb: { ...drs.sourceDb, user: "root" } })),
    one(
      "violating",
      "violation",
      "an administrator of ours",
      resource("ali.Job", { ...ali, sourceEndpointUserName: "shop_admin" }),
    ),
    one(
      "unknown",
      "undetermined",
      "user",
      resource("hw.Drs", { ...drs, sourceDb: { ...drs.sourceDb, user: unknown.string } }),
    ),
    one(
      "secret",
      "violation",
      "a secret user",
      resource("hw.Drs", { ...drs, sourceDb: { ...drs.sourceDb, user: secret("root") } }),
    ),
    one("absent", "ok", "no user", resource("tc.Job", { ...tc, srcInfo: side({}, { user: undefined }) })),
  ],
  "TSK-04": [
    one("compliant", "ok", "known versions", moved("5.7", "8.0")),
    one("violating", "violation", "a version that Tencent does not read", moved("5.1", "5.7")),
    one("violating", "violation", "no such net type", resource("hw.Drs", { ...drs, netType: "internet" })),
    one(
      "violating",
      "violation",
      "up without a target instance",
      resource("hw.Drs", { ...drs, destinationDb: { ...drs.destinationDb, instanceId: undefined } }),
    ),
    one(
      "violating",
      "violation",
      "a MySQL migration by v5",
      resource("hw.DrsV5", {
        baseInfo: { engineType: "mysql-to-mysql", jobType: "migration", netType: "vpn" },
        nodeInfo: { spec: { nodeType: "high" } },
        sourceEndpoints: [],
        targetEndpoints: [],
      }),
    ),
    one("unknown", "ok", "a version that is not known yet", moved(unknown.string, "8.0")),
    one("secret", "violation", "a secret version", moved(secret("5.1"), "8.0")),
    one("absent", "ok", "no version", resource("tc.Job", tc)),
  ],
  "TSK-05": [
    one("compliant", "ok", "upwards", moved("5.6", "5.7")),
    one("compliant", "ok", "upwards between innovation releases", moved("9.2", "9.10")),
    one("violating", "violation", "downwards", moved("8.0", "5.7")),
    one("violating", "violation", "downwards between innovation releases of 9", moved("9.3", "9.1")),
    one("violating", "violation", "downwards between innovation releases of 8", moved("8.3", "8.1")),
    one("violating", "violation", "downwards between releases of MariaDB", moved("10.11", "10.5")),
    {
      kind: "violating",
      name: "by the databases of the plan",
      verdict: "violation",
      resources: [
        resource("ali.Instance", { engineVersion: "8.0" }, { name: "src" }),
        resource("hw.Rds", { db: { type: "MySQL", version: "5.7", password: secret(KEY) } }, { name: "dst" }),
        resource("hw.Drs", drs, { name: "j", from: { sourceDb: ["src"], destinationDb: ["dst"] } }),
      ],
    },
    one("unknown", "undetermined", "source", moved(unknown.string, "5.7")),
    one("secret", "violation", "a secret version", moved(secret("8.0"), "5.7")),
    one("absent", "ok", "no version", resource("tc.Job", tc)),
  ],
  "TSK-06": [
    one("compliant", "ok", "stops on what is there", resource("tc.Sync", sync)),
    { kind: "compliant", name: "behind a preflight", verdict: "ok", resources: gated(run) },
    one(
      "violating",
      "violation",
      "goes on with what is there",
      resource("tc.Sync", { ...sync, options: { ...sync.options, dealOfExistSameTable: "ExecuteAfterIgnore" } }),
    ),
    one(
      "violating",
      "violation",
      "Huawei synchronisation without a policy",
      resource("hw.Drs", { ...drs, type: "sync" }),
    ),
    {
      kind: "violating",
      name: "dbferry without a preflight",
      verdict: "violation",
      resources: [resource("df.Run", run)],
    },
    one(
      "unknown",
      "undetermined",
      "what happens to tables",
      resource("tc.Sync", { ...sync, options: { ...sync.options, dealOfExistSameTable: unknown.string } }),
    ),
    one(
      "secret",
      "violation",
      "a secret option",
      resource("tc.Sync", {
        ...sync,
        options: { ...sync.options, dealOfExistSameTable: secret("ExecuteAfterIgnore") },
      }),
    ),
    one("absent", "violation", "no options", resource("tc.Sync", { ...sync, options: undefined })),
  ],
  "TSK-07": [
    { kind: "compliant", name: "behind a preflight", verdict: "ok", resources: gated(run) },
    one(
      "compliant",
      "ok",
      "a report of this morning",
      resource("hw.Drs", { ...drs, tags: { "migrate-preflight": at(3), "migrate-binlog": "ready" } }),
    ),
    { kind: "violating", name: "dbferry without one", verdict: "violation", resources: [resource("df.Run", run)] },
    one(
      "violating",
      "violation",
      "a report of last week",
      resource("hw.Drs", { ...drs, tags: { "migrate-preflight": at(170), "migrate-binlog": "ready" } }),
    ),
    one(
      "violating",
      "violation",
      "a report that says no",
      resource("hw.Drs", { ...drs, tags: { "migrate-preflight": at(1), "migrate-binlog": "off" } }),
    ),
    {
      kind: "compliant",
      name: "a full copy needs no binlog",
      verdict: "ok",
      resources: [resource("df.Run", { ...run, mode: "full" })],
    },
    one(
      "unknown",
      "undetermined",
      "when",
      resource("hw.Drs", { ...drs, tags: { "migrate-preflight": unknown.string } }),
    ),
    one(
      "secret",
      "violation",
      "a secret report",
      resource("hw.Drs", { ...drs, tags: { "migrate-preflight": secret(at(170)) } }),
    ),
    one("absent", "ok", "a bare task that says nothing", resource("hw.Drs", drs)),
  ],
  "TSK-08": [
    one("compliant", "ok", "read-only", resource("hw.Drs", { ...drs, destinationDbReadnoly: true })),
    one("violating", "violation", "Huawei", resource("hw.Drs", { ...drs, destinationDbReadnoly: false })),
    one(
      "violating",
      "violation",
      "Tencent's default",
      resource("tc.Job", { ...tc, migrateOption: { ...tc.migrateOption, isDstReadOnly: undefined } }),
    ),
    one(
      "unknown",
      "undetermined",
      "not known yet",
      resource("hw.Drs", { ...drs, destinationDbReadnoly: unknown.boolean }),
    ),
    one("secret", "violation", "a secret switch", resource("hw.Drs", { ...drs, destinationDbReadnoly: secret(false) })),
    one("absent", "ok", "Huawei's default", resource("hw.Drs", drs)),
  ],
  "TSK-09": [
    one(
      "compliant",
      "ok",
      "alarm and end",
      resource("hw.Drs", { ...drs, expiredDays: 14, alarmNotify: { topicUrn: "urn:smn:1" } }),
    ),
    one("violating", "violation", "no alarm", resource("hw.Drs", { ...drs, expiredDays: 14 })),
    one("violating", "violation", "no retry", resource("tc.Job", { ...tc, autoRetryTimeRangeMinutes: 0 })),
    one("violating", "violation", "Alibaba synchronisation without notice", resource("ali.Sync", ali)),
    one(
      "unknown",
      "ok",
      "a topic made in this plan",
      resource("hw.Drs", { ...drs, expiredDays: unknown.number, alarmNotify: { topicUrn: unknown.string } }),
    ),
    one(
      "secret",
      "ok",
      "a secret topic",
      resource("hw.Drs", { ...drs, expiredDays: 14, alarmNotify: secret({ topicUrn: "urn:smn:1" }) }),
    ),
    one("absent", "violation", "neither", resource("hw.Drs", drs)),
  ],
  "TSK-10": [
    one(
      "compliant",
      "ok",
      "stop",
      resource("hw.Drs", { ...drs, type: "sync", policyConfig: { conflictPolicy: "stop" } }),
    ),
    one(
      "violating",
      "violation",
      "overwrite",
      resource("hw.Drs", { ...drs, type: "sync", policyConfig: { conflictPolicy: "overwrite" } }),
    ),
    one(
      "violating",
      "violation",
      "cover",
      resource("tc.Sync", { ...sync, options: { ...sync.options, conflictHandleType: "Cover" } }),
    ),
    one(
      "unknown",
      "undetermined",
      "not known yet",
      resource("hw.Drs", { ...drs, type: "sync", policyConfig: { conflictPolicy: unknown.string } }),
    ),
    one(
      "secret",
      "violation",
      "a secret policy",
      resource("hw.Drs", { ...drs, type: "sync", policyConfig: { conflictPolicy: secret("ignore") } }),
    ),
    one("absent", "ok", "none (TSK-06 says so)", resource("hw.Drs", { ...drs, type: "sync" })),
  ],
  "TSK-11": [
    one(
      "compliant",
      "ok",
      "filtered",
      resource("hw.Drs", { ...drs, policyConfig: { filterDdlPolicy: "drop_database" } }),
    ),
    one("compliant", "ok", "a full copy", resource("hw.Drs", { ...drs, migrationType: "FULL_TRANS" })),
    one(
      "violating",
      "violation",
      "another filter",
      resource("hw.Drs", { ...drs, policyConfig: { filterDdlPolicy: "drop_table" } }),
    ),
    one(
      "violating",
      "violation",
      "Tencent, all DDL",
      resource("tc.Sync", { ...sync, options: { ...sync.options, opTypes: ["Insert", "DDL"] } }),
    ),
    one(
      "unknown",
      "undetermined",
      "filter",
      resource("hw.Drs", { ...drs, policyConfig: { filterDdlPolicy: unknown.string } }),
    ),
    one(
      "secret",
      "ok",
      "a secret filter",
      resource("hw.Drs", { ...drs, policyConfig: { filterDdlPolicy: secret("drop_database") } }),
    ),
    one("absent", "violation", "none", resource("hw.Drs", drs)),
  ],
  "TSK-12": [
    {
      kind: "compliant",
      name: "asynchronous",
      verdict: "ok",
      resources: [mysql("5.7", { slaveSyncMode: 0 }), resource("tc.Job", tc, { name: "j", from: { dstInfo: ["db"] } })],
    },
    { kind: "compliant", name: "no transfer", verdict: "ok", resources: [mysql("5.7", { slaveSyncMode: 2 })] },
    {
      kind: "violating",
      name: "strong, as a target",
      verdict: "violation",
      resources: [mysql("5.7", { slaveSyncMode: 2 }), resource("tc.Job", tc, { name: "j", from: { dstInfo: ["db"] } })],
    },
    {
      kind: "violating",
      name: "by its mark",
      verdict: "violation",
      resources: [mysql("5.7", { slaveSyncMode: 1, tags: { "migrate-id": "shop" } })],
    },
    {
      kind: "unknown",
      name: "mode",
      verdict: "undetermined",
      resources: [
        mysql("5.7", { slaveSyncMode: unknown.number }),
        resource("tc.Job", tc, { name: "j", from: { dstInfo: ["db"] } }),
      ],
    },
    {
      kind: "secret",
      name: "a secret mode",
      verdict: "violation",
      resources: [
        mysql("5.7", { slaveSyncMode: secret(2) }),
        resource("tc.Job", tc, { name: "j", from: { dstInfo: ["db"] } }),
      ],
    },
    {
      kind: "absent",
      name: "the default is asynchronous",
      verdict: "ok",
      resources: [mysql("5.7"), resource("tc.Job", tc, { name: "j", from: { dstInfo: ["db"] } })],
    },
  ],
  "TSK-13": [
    one("compliant", "ok", "suspended", resource("ali.Job", { ...ali, status: "Suspending" }), done),
    one("compliant", "ok", "while it moves", resource("ali.Job", ali), { config: { dbferry: { phase: "migrate" } } }),
    one("violating", "violation", "still migrating", resource("ali.Job", { ...ali, status: "Migrating" }), done),
    one("unknown", "undetermined", "status", resource("ali.Job", { ...ali, status: unknown.string }), done),
    one(
      "secret",
      "violation",
      "a secret status",
      resource("ali.Sync", { ...ali, status: secret("Synchronizing") }),
      done,
    ),
    one("absent", "violation", "it starts by itself", resource("ali.Job", ali), done),
  ],
  "TSK-14": [
    one(
      "compliant",
      "ok",
      "both ignored",
      resource("hw.Drs", drs, { ignoreChanges: ["sourceDb.password", "destinationDb.password"] }),
    ),
    one(
      "compliant",
      "ok",
      "whole blocks ignored",
      resource("hw.Drs", drs, { ignoreChanges: ["sourceDb", "destinationDb"] }),
    ),
    one("violating", "violation", "one ignored", resource("hw.Drs", drs, { ignoreChanges: ["sourceDb.password"] })),
    one(
      "unknown",
      "violation",
      "unknown passwords drift too",
      resource("hw.Drs", { ...drs, sourceDb: unknown.object }),
    ),
    one("secret", "violation", "secret passwords drift too", resource("hw.Drs", drs)),
    one("absent", "ok", "other tasks", resource("tc.Job", tc)),
  ],
  "TSK-15": [
    one("compliant", "ok", "pay as you go", resource("ali.Instance", { instanceChargeType: "Postpaid" })),
    one("violating", "violation", "Alibaba", resource("ali.Instance", { instanceChargeType: "Prepaid" })),
    one("violating", "violation", "Huawei", resource("hw.Eip", { chargingMode: "prePaid" })),
    one("violating", "violation", "Tencent", resource("tc.Mysql", { chargeType: "PREPAID" })),
    one("violating", "violation", "Tencent, the old way", resource("tc.Mysql", { payType: 0 })),
    one("unknown", "undetermined", "not known yet", resource("hw.Drs", { ...drs, chargingMode: unknown.string })),
    one("secret", "violation", "a secret mode", resource("hw.Drs", { ...drs, chargingMode: secret("prePaid") })),
    one("absent", "ok", "every provider's default", resource("hw.Drs", drs)),
  ],
  "TSK-16": [
    {
      kind: "compliant",
      name: "chained",
      verdict: "ok",
      resources: [second({})[0]!, { ...second({})[1]!, dependsOn: ["one"] }],
    },
    {
      kind: "compliant",
      name: "two targets",
      verdict: "ok",
      resources: second({ destinationDb: { ...drs.destinationDb, instanceId: "rds-2" } }),
    },
    { kind: "violating", name: "at once", verdict: "violation", resources: second({}) },
    {
      kind: "unknown",
      name: "a target that is not known yet",
      verdict: "ok",
      resources: second({ destinationDb: { ...drs.destinationDb, instanceId: unknown.string, ip: unknown.string } }),
    },
    {
      kind: "secret",
      name: "a secret target",
      verdict: "violation",
      resources: second({ destinationDb: { ...drs.destinationDb, instanceId: secret("rds-1") } }),
    },
    { kind: "absent", name: "one task", verdict: "ok", resources: [resource("hw.Drs", drs)] },
  ],
  "TSK-17": [
    one("compliant", "ok", "within", resource("hw.Drs", drs), {
      config: { dbferry: { budget: 1000, prices: { high: 1 } } },
    }),
    one("violating", "violation", "above", resource("hw.Drs", drs), {
      config: { dbferry: { budget: 100, prices: { high: 1 } } },
    }),
    one("unknown", "undetermined", "size", resource("hw.Drs", { ...drs, nodeType: unknown.string }), {
      config: { dbferry: { budget: 100, prices: { high: 1 } } },
    }),
    one("secret", "violation", "a secret size", resource("hw.Drs", { ...drs, nodeType: secret("high") }), {
      config: { dbferry: { budget: 100, prices: { high: 1 } } },
    }),
    one("absent", "ok", "no budget", resource("hw.Drs", drs)),
    one("absent", "ok", "no price", resource("hw.Drs", drs), { config: { dbferry: { budget: 100 } } }),
  ],
  "TSK-18": [
    one("compliant", "ok", "verify", admins({ tls: "verify" })),
    one("compliant", "ok", "off on loopback", admins({ tls: "off", host: "127.0.0.1" })),
    one("compliant", "ok", "off on IPv6 loopback", admins({ tls: "off", host: "::1" })),
    one("compliant", "ok", "required on localhost", admins({ tls: "required", host: "localhost" })),
    one("violating", "violation", "required", admins({ tls: "required" })),
    one("violating", "violation", "off", admins({ tls: "off" })),
    one("violating", "violation", "a mode that there is none of", admins({ tls: "preferred" })),
    one("violating", "violation", "a private address", admins({ tls: "off", host: "192.168.0.9" })),
    one(
      "violating",
      "violation",
      "a name that looks like loopback",
      admins({ tls: "off", host: "127.0.0.1.example.com" }),
    ),
    one("violating", "violation", "no host", admins({ tls: "off", host: undefined })),
    one(
      "violating",
      "violation",
      "an account",
      resource("df.Account", { hosts: ["203.0.113.7"], connect: admin({ tls: "off" }) }),
    ),
    one(
      "violating",
      "violation",
      "a cutover's target",
      resource("df.Cutover", { source: admin(), target: admin({ tls: "required" }) }),
    ),
    one("unknown", "undetermined", "mode", admins({ tls: unknown.string })),
    one("unknown", "undetermined", "host", admins({ tls: "off", host: unknown.string })),
    one("unknown", "undetermined", "the whole", resource("df.Preflight", { source: unknown.object, target: admin() })),
    one("unknown", "ok", "the host of a verified server", admins({ tls: "verify", host: unknown.string })),
    one("secret", "violation", "a secret mode", admins({ tls: secret("off") })),
    one("absent", "ok", "no mode", admins()),
  ],
  "OPS-01": [
    one(
      "compliant",
      "ok",
      "a permanent resource may be protected",
      resource("hw.Eip", { name: "office" }, { protect: true }),
    ),
    one("compliant", "ok", "schema named in the teardown", resource("tc.Job", tc), {
      config: { dbferry: { teardown: ["__tencentdb__"] } },
    }),
    one(
      "violating",
      "violation",
      "a protected EIP",
      resource("hw.Eip", { tags: { "migrate-id": "shop" } }, { protect: true }),
    ),
    one(
      "violating",
      "violation",
      "a protected account",
      resource("df.Account", { hosts: ["203.0.113.7"] }, { protect: true }),
    ),
    one("violating", "violation", "Tencent's schema", resource("tc.Job", tc)),
    one(
      "unknown",
      "ok",
      "marks that are not known yet",
      resource("hw.Eip", { tags: unknown.object }, { protect: true }),
    ),
    one(
      "secret",
      "violation",
      "secret tags",
      resource("hw.Eip", { tags: secret({ "migrate-id": "shop" }) }, { protect: true }),
    ),
    one("absent", "ok", "no protection", resource("df.Account", { hosts: ["203.0.113.7"] })),
  ],
  "OPS-02": [
    one("compliant", "ok", "inside", resource("tc.Shell", { srcRegion: "ap-guangzhou", dstRegion: "ap-shanghai" })),
    one("compliant", "ok", "approved", resource("tc.Shell", { srcRegion: "ap-guangzhou", dstRegion: "ap-singapore" }), {
      config: { dbferry: { approvedRegions: ["ap-singapore"] } },
    }),
    one("compliant", "ok", "inwards", resource("tc.Shell", { srcRegion: "ap-singapore", dstRegion: "ap-guangzhou" })),
    one(
      "violating",
      "violation",
      "Tencent",
      resource("tc.Shell", { srcRegion: "ap-guangzhou", dstRegion: "ap-singapore" }),
    ),
    one(
      "violating",
      "violation",
      "Alibaba",
      resource("ali.Shell", { sourceEndpointRegion: "cn-hangzhou", destinationEndpointRegion: "cn-hongkong" }),
    ),
    one(
      "violating",
      "violation",
      "Huawei",
      resource("hw.Drs", { ...drs, region: "ap-southeast-1", sourceDb: { ...drs.sourceDb, region: "cn-north-4" } }),
    ),
    one(
      "violating",
      "violation",
      "dbferry",
      resource("df.Run", {
        ...run,
        source: { ...run.source, region: "cn-hangzhou" },
        target: { ...run.target, region: "ap-southeast-3" },
      }),
    ),
    one(
      "unknown",
      "undetermined",
      "target",
      resource("tc.Shell", { srcRegion: "ap-guangzhou", dstRegion: unknown.string }),
    ),
    one(
      "secret",
      "violation",
      "a secret region",
      resource("tc.Shell", { srcRegion: "ap-guangzhou", dstRegion: secret("ap-tokyo") }),
    ),
    one("absent", "ok", "no regions", resource("hw.Drs", drs)),
  ],
  "OPS-03": [
    one(
      "compliant",
      "ok",
      "all three",
      resource("hw.Eip", { tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": "2026-12-01T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "no owner",
      resource("hw.Eip", { tags: { "migrate-id": "shop", "migrate-expires": "2026-12-01T00:00:00Z" } }),
    ),
    one(
      "violating",
      "violation",
      "Tencent's list of tags",
      resource("tc.Shell", { srcRegion: "a", dstRegion: "b", tags: [{ tagKey: "migrate-id", tagValue: "shop" }] }),
    ),
    {
      kind: "unknown",
      name: "tags of a component's child",
      verdict: "undetermined",
      resources: [
        resource("df.Migration", { expires: "2026-12-01T00:00:00Z" }, { name: "m" }),
        resource("hw.Eip", { tags: unknown.object }, { name: "e", parent: "m" }),
      ],
    },
    one("secret", "violation", "secret tags", resource("hw.Eip", { tags: secret({ "migrate-id": "shop" }) })),
    one("absent", "ok", "no mark", resource("hw.Eip", { tags: { team: "web" } })),
  ],
};
