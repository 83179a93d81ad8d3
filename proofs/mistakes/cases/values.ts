/** Values that may be written in an option by mistake. */
export interface Values {
  /** Invalid in every migration. */
  wrong: unknown;
  /** Valid in another migration, or at another time. */
  other: unknown;
  /** Other options that the value requires, so that nothing else is wrong. */
  beside?: Readonly<Record<string, unknown>>;
}

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const answer = { reason: "tried by hand in the window", owner: "dba@example.com", expires: later(10) };
const gate = { gate: "G05", ...answer };
const check = { check: "C44", ...answer };
const warning = { item: "OptimizeCheck", ...answer };
const warnings = { "task.acceptedWarnings": [warning] };
const endpoint = { "source.endpoint": { host: "db.example.com", port: 3306 } };

const peering = { peering: { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24" } };

/** Every option of the worked example's kind of migration; a test keeps the list complete against the schemas. */
export const VALUES: Readonly<Record<string, Values>> = {
  name: { wrong: "Shop!", other: "shopping" },
  owner: { wrong: "", other: "another@example.com" },
  expires: { wrong: "soon", other: later(20) },
  engine: { wrong: "dsr", other: "tencent-dts" },
  path: { wrong: "vpm", other: "vpn" },
  mode: { wrong: "ful+incremental", other: "full" },
  "task.start": { wrong: "later", other: later(2) },
  "task.after": { wrong: "crm", other: ["crm"] },
  "task.connectWindowSeconds": { wrong: -1, other: 2 },
  "task.bandwidth": { wrong: 0, other: 50 },
  "task.plainSource.reason": { wrong: "why not", other: "the rows are public catalogue data" },
  "task.plainSource.owner": { wrong: "", other: "another@example.com" },
  "task.plainSource.expires": { wrong: "2020-01-01T00:00:00Z", other: later(9) },
  "task.acceptedWarnings": { wrong: "all", other: [warning] },
  "task.acceptedWarnings.0.item": { wrong: "", other: "VersionCheck", beside: warnings },
  "task.acceptedWarnings.0.reason": { wrong: "because", other: "tried by hand before", beside: warnings },
  "task.acceptedWarnings.0.owner": { wrong: "", other: "another@example.com", beside: warnings },
  "task.acceptedWarnings.0.expires": { wrong: "never", other: later(8), beside: warnings },
  "task.consistencyCheck": { wrong: "all", other: "full" },
  "task.targetReadOnly": { wrong: "yes", other: false },
  "cutover.quietSeconds": { wrong: 0, other: 2 },
  "cutover.catchUpSeconds": { wrong: -1, other: 90 },
  "cutover.ownUsers": { wrong: "monitor", other: ["monitor"] },
  "cutover.exemptions": { wrong: "all", other: [gate] },
  "cutover.exemptions.0.gate": { wrong: "G99", other: "G06" },
  "cutover.exemptions.0.reason": { wrong: "because", other: "no account of an application" },
  "cutover.exemptions.0.owner": { wrong: "", other: "another@example.com" },
  "cutover.exemptions.0.expires": { wrong: "never", other: later(8) },
  "peering.sourceNetwork": { wrong: "172.16.10.7/24", other: "172.16.20.0/24", beside: peering },
  "peering.targetNetwork": { wrong: "192.168.10.0", other: "192.168.20.0/24", beside: peering },
  "peering.id": { wrong: "", other: "4b1c7d3e-peering", beside: peering },
  "operator.addresses": { wrong: [], other: ["198.51.100.200/32"] },
  exemptions: { wrong: "C44", other: [check] },
  "exemptions.0.check": { wrong: "44", other: "C45", beside: { exemptions: [check] } },
  "exemptions.0.reason": { wrong: "because", other: "tried by hand before", beside: { exemptions: [check] } },
  "exemptions.0.owner": { wrong: "", other: "another@example.com", beside: { exemptions: [check] } },
  "exemptions.0.expires": { wrong: "never", other: later(8), beside: { exemptions: [check] } },
  "adopt.task": { wrong: "", other: "no-such-task" },
  "adopt.eip": { wrong: "", other: "no-such-eip" },
  "adopt.endpoint": { wrong: "dbferry-shop", other: "rm-bp1x:dbferry-shop-1a2b3c" },
  "adopt.sourceRule": { wrong: "", other: "no-such-rule" },
  "adopt.targetRule": { wrong: "", other: "no-such-rule" },
  "adopt.allowlist": { wrong: "", other: "office" },
  "adopt.account": { wrong: "", other: "office" },
  protectLiveTask: { wrong: "no", other: false },
  "drs.nodeType": { wrong: "hihg", other: "medium" },
  "drs.expiredDays": { wrong: 5, other: 30 },
  "source.place": { wrong: "alicluod-rds", other: "tencentcloud-mysql" },
  "source.region": { wrong: "cn-hangzou", other: "cn-shanghai" },
  "source.account": { wrong: "Not A Name", other: "partner" },
  "source.instanceId": { wrong: "", other: "rm-bp1dbferrysource2" },
  "source.endpoint.host": { wrong: "", other: "db.example.com", beside: endpoint },
  "source.endpoint.port": { wrong: 0, other: 3307, beside: endpoint },
  "source.port": { wrong: 0, other: 3307 },
  "source.admin.user": { wrong: "", other: "nobody" },
  "source.connect": { wrong: "db.example.com", other: "127.0.0.1:1" },
  "source.tls": { wrong: "on", other: "required" },
  "source.ca": { wrong: "", other: "no-such-file.pem" },
  "source.serverName": { wrong: "", other: "db.example.com" },
  "source.tables": { wrong: {}, other: { shop: ["country"] } },
  "source.databases": { wrong: [], other: ["shop"] },
  "target.place": { wrong: "huaweiclod-rds", other: "alicloud-rds" },
  "target.region": { wrong: "cn-nroth-4", other: "cn-north-1" },
  "target.account": { wrong: "Not A Name", other: "partner" },
  "target.instanceId": { wrong: "", other: "00000000000000000000000000000000in01" },
  "target.vpcId": { wrong: "", other: "another-vpc" },
  "target.subnetId": { wrong: "", other: "another-subnet" },
  "target.securityGroupId": { wrong: "", other: "another-group" },
  "target.privateIp": { wrong: "192.168.10.300", other: "192.168.10.21" },
  "target.port": { wrong: 70_000, other: 3307 },
  "target.admin.user": { wrong: "", other: "admin" },
  "target.connect": { wrong: "3306", other: "127.0.0.1:1" },
  "target.tls": { wrong: true, other: "required" },
  "target.ca": { wrong: "", other: "no-such-file.pem" },
  "target.serverName": { wrong: "", other: "db.example.com" },
  "clouds.alicloud.endpoints.rds": { wrong: "rds", other: "http://127.0.0.1:1" },
  "clouds.alicloud.endpoints.dts": { wrong: "dts", other: "http://127.0.0.1:1" },
  "clouds.alicloud.endpoints.ecs": { wrong: "dts", other: "http://127.0.0.1:1" },
  "clouds.alicloud.endpoints.vpc": { wrong: "dts", other: "http://127.0.0.1:1" },
  "clouds.alicloud.endpoints.sts": { wrong: "sts", other: "http://127.0.0.1:1" },
  "clouds.huaweicloud.projectId": { wrong: "", other: "0123456789abcdef0123456789abcdef" },
  "clouds.huaweicloud.projects": { wrong: "cn-north-4", other: { "cn-north-4": "0123456789abcdef0123456789abcdef" } },
  "clouds.huaweicloud.endpoints.drs": { wrong: "drs", other: "http://127.0.0.1:1/drs" },
  "clouds.huaweicloud.endpoints.vpc": { wrong: "vpc", other: "http://127.0.0.1:1/vpc" },
  "clouds.huaweicloud.endpoints.vpn": { wrong: "vpn", other: "http://127.0.0.1:1/vpn" },
  "clouds.huaweicloud.endpoints.rds": { wrong: "rds", other: "http://127.0.0.1:1/rds" },
  "clouds.huaweicloud.endpoints.iam": { wrong: "iam", other: "http://127.0.0.1:1/iam" },
  "clouds.pollSeconds": { wrong: 0, other: 0.3 },
};

/** Options that may change at any time, and together: dates, people, waits. */
export const HARMLESS: readonly string[] = [
  "owner",
  "expires",
  "task.connectWindowSeconds",
  "task.bandwidth",
  "task.plainSource.reason",
  "task.plainSource.owner",
  "task.plainSource.expires",
  "cutover.quietSeconds",
  "cutover.catchUpSeconds",
  "cutover.ownUsers",
  "cutover.exemptions.0.reason",
  "cutover.exemptions.0.owner",
  "cutover.exemptions.0.expires",
  "operator.addresses",
  "exemptions",
  "task.acceptedWarnings",
  "clouds.pollSeconds",
];
