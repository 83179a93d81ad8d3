import * as pulumi from "@pulumi/pulumi";
import * as tc from "@pulumi/tencentcloud";
import { KEY, type Program, soon } from "./program";

const rule = { securityGroupId: "sg-1", type: "ingress", policy: "ACCEPT", ipProtocol: "TCP", portRange: "3306" };
const set = (ingress: object) => {
  const group = new tc.SecurityGroup("db", {});
  new tc.SecurityGroupRuleSet("rules", {
    securityGroupId: group.id,
    ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "3306", ...ingress }],
  });
};
const strong = {
  ikeVersion: "IKEV2",
  ikeProtoEncryAlgorithm: "AES-CBC-256",
  ikeProtoAuthenAlgorithm: "SHA-256",
  ikeDhGroupName: "GROUP14",
  ipsecEncryptAlgorithm: "AES-CBC-256",
  ipsecIntegrityAlgorithm: "SHA-256",
  ipsecPfsDhGroup: "DH-GROUP14",
};
const vpn = (more: object) =>
  new tc.VpnConnection("vpn", { customerGatewayId: "c", vpnGatewayId: "v", preShareKey: pulumi.secret(KEY), ...more });
const side = (more: object = {}, info: object = {}) => ({
  region: "ap-guangzhou",
  accessType: "vpncloud",
  databaseType: "mysql",
  nodeType: "simple",
  infos: [{ host: "10.0.0.5", port: 3306, user: "df_shop", password: pulumi.secret("Tr4vel-light-and-fast"), ...info }],
  ...more,
});
const job = (more: object = {}) =>
  new tc.DtsMigrateJob("move", {
    serviceId: "dts-1",
    runMode: "immediate",
    autoRetryTimeRangeMinutes: 30,
    migrateOption: { databaseTable: { objectMode: "all" }, migrateType: "fullAndIncrement", isDstReadOnly: true },
    srcInfo: side(),
    dstInfo: side({ accessType: "cdb" }, { host: undefined, instanceId: "cdb-1" }),
    ...more,
  });
const mysql = (more: object) =>
  new tc.MysqlInstance("target", { instanceName: "target", memSize: 4000, volumeSize: 200, ...more });
const shell = (more: object) =>
  new tc.DtsMigrateService("shell", {
    srcDatabaseType: "mysql",
    dstDatabaseType: "cynosdbmysql",
    srcRegion: "ap-guangzhou",
    dstRegion: "ap-shanghai",
    instanceClass: "small",
    ...more,
  });

/** Bare Tencent resources that the pack refuses. */
export const tencentcloud: Record<string, Program> = {
  "tc-world": {
    cloud: "tencentcloud",
    rule: "NET-01",
    resource: "in",
    seen: '"0.0.0.0/0"',
    make: () => void new tc.SecurityGroupRule("in", { ...rule, cidrIp: "0.0.0.0/0" }),
  },
  "tc-set-world": {
    cloud: "tencentcloud",
    rule: "NET-01",
    resource: "rules",
    seen: "ingresses[0].ipv6CidrBlock",
    make: () => set({ ipv6CidrBlock: "0::0/0" }),
  },
  "tc-quarter": {
    cloud: "tencentcloud",
    rule: "NET-02",
    resource: "rules",
    seen: '"64.0.0.0/2"',
    make: () => set({ cidrBlock: "64.0.0.0/2" }),
  },
  "tc-set-no-source": {
    cloud: "tencentcloud",
    rule: "NET-03",
    resource: "rules",
    seen: "no source",
    make: () => set({}),
  },
  "tc-wide": {
    cloud: "tencentcloud",
    rule: "NET-04",
    resource: "in",
    seen: '"119.28.0.0/15"',
    make: () => void new tc.SecurityGroupRule("in", { ...rule, cidrIp: "119.28.0.0/15" }),
  },
  "tc-template": {
    cloud: "tencentcloud",
    rule: "NET-05",
    resource: "dts",
    seen: '"1.0.0.1-250.0.0.1"',
    make: () => {
      const template = new tc.AddressTemplate("dts", { addresses: ["1.0.0.1-250.0.0.1"] });
      new tc.SecurityGroupRule("in", { ...rule, addressTemplate: { templateId: template.id } });
    },
  },
  "tc-default-ports": {
    cloud: "tencentcloud",
    rule: "NET-06",
    resource: "in",
    seen: '"ALL" by default',
    make: () =>
      void new tc.SecurityGroupRule("in", {
        securityGroupId: "sg-1",
        type: "ingress",
        policy: "ACCEPT",
        cidrIp: "203.0.113.7/32",
      }),
  },
  "tc-account": {
    cloud: "tencentcloud",
    rule: "NET-07",
    resource: "mover",
    seen: "'%', every host",
    config: { level: "production" },
    make: () =>
      void new tc.MysqlAccount("mover", {
        mysqlId: "cdb-1",
        name: "mover",
        password: pulumi.secret("Tr4vel-light-and-fast"),
      }),
  },
  "tc-too-long": {
    cloud: "tencentcloud",
    rule: "NET-08",
    resource: "out",
    seen: "ends only in",
    make: () => void new tc.Eip("out", { tags: { "migrate-id": "shop", "migrate-expires": "2099-01-01T00:00:00Z" } }),
  },
  "tc-public-after": {
    cloud: "tencentcloud",
    rule: "NET-10",
    resource: "target",
    seen: "in phase done",
    config: { phase: "done" },
    make: () => void mysql({ internetService: 1 }),
  },
  "tc-weak-defaults": {
    cloud: "tencentcloud",
    rule: "NET-14",
    resource: "vpn",
    seen: '"3DES-CBC" (the provider\'s default)',
    make: () => void vpn({}),
  },
  "tc-no-pfs": {
    cloud: "tencentcloud",
    rule: "NET-14",
    resource: "vpn",
    seen: 'ipsecPfsDhGroup "NULL"',
    make: () => void vpn({ ...strong, ipsecPfsDhGroup: "NULL" }),
  },
  "tc-psk": {
    cloud: "tencentcloud",
    rule: "NET-15",
    resource: "vpn",
    seen: "different characters",
    make: () => void vpn({ ...strong, preShareKey: pulumi.secret("ab".repeat(20)) }),
  },
  "tc-foreign-set": {
    cloud: "tencentcloud",
    rule: "NET-17",
    resource: "rules",
    seen: '"sg-9"',
    make: () =>
      void new tc.SecurityGroupRuleSet("rules", {
        securityGroupId: "sg-9",
        ingresses: [{ action: "ACCEPT", cidrBlock: "203.0.113.7", protocol: "TCP", port: "3306" }],
      }),
  },
  "tc-extranet": {
    cloud: "tencentcloud",
    rule: "NET-11",
    resource: "move",
    seen: '"extranet"',
    config: { level: "production" },
    make: () => void job({ srcInfo: side({ accessType: "extranet" }) }),
  },
  "tc-plain-psk": {
    cloud: "tencentcloud",
    rule: "TSK-02",
    resource: "vpn",
    seen: "a pre-shared key in plain text",
    make: () => void vpn({ ...strong, preShareKey: KEY }),
  },
  "tc-version": {
    cloud: "tencentcloud",
    rule: "TSK-04",
    resource: "move",
    seen: '"5.1"',
    make: () => void job({ srcInfo: side({}, { engineVersion: "5.1" }) }),
  },
  "tc-downgrade": {
    cloud: "tencentcloud",
    rule: "TSK-05",
    resource: "move",
    seen: 'target "5.7" under source "8.0"',
    make: () =>
      void job({
        srcInfo: side({}, { engineVersion: "8.0" }),
        dstInfo: side({ accessType: "cdb" }, { host: undefined, instanceId: "cdb-1", engineVersion: "5.7" }),
      }),
  },
  "tc-strong-sync": {
    cloud: "tencentcloud",
    rule: "TSK-12",
    resource: "target",
    seen: '"2"',
    make: () => {
      const target = mysql({ slaveSyncMode: 2 });
      job({ dstInfo: side({ accessType: "cdb" }, { host: undefined, instanceId: target.id }) });
    },
  },
  "tc-prepaid": {
    cloud: "tencentcloud",
    rule: "TSK-15",
    resource: "target",
    seen: '"PREPAID"',
    make: () => void mysql({ chargeType: "PREPAID", prepaidPeriod: 1 }),
  },
  "tc-abroad": {
    cloud: "tencentcloud",
    rule: "OPS-02",
    resource: "shell",
    seen: '"ap-guangzhou" to "ap-singapore"',
    make: () => void shell({ dstRegion: "ap-singapore" }),
  },
};

/** Bare Tencent resources that must pass. */
export const tencentcloudFine: Record<string, Program> = {
  "tc-fine-set": { cloud: "tencentcloud", make: () => set({ cidrBlock: "203.0.113.7" }) },
  "tc-fine-template": {
    cloud: "tencentcloud",
    make: () => {
      const template = new tc.AddressTemplate("dts", { addresses: ["203.0.113.7", "203.0.113.16-203.0.113.31"] });
      new tc.SecurityGroupRule("in", { ...rule, addressTemplate: { templateId: template.id } });
    },
  },
  "tc-fine-vpn": { cloud: "tencentcloud", make: () => void vpn(strong) },
  "tc-fine-task": {
    cloud: "tencentcloud",
    make: () => {
      job();
      shell({ tags: [{ tagKey: "owner", tagValue: "dba" }] });
    },
  },
  "tc-fine-eip": {
    cloud: "tencentcloud",
    make: () => void new tc.Eip("out", { tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": soon() } }),
  },
};
