import type { RunOptions, TestResource, Verdict } from "../../../policies/testkit";
import { secret, unknown } from "../../../policies/testkit";

/** The time at which every case is judged. */
export const NOW = new Date("2026-11-21T00:00:00Z");
export const SOON = "2026-12-01T00:00:00Z";

export type Kind = "compliant" | "violating" | "unknown" | "secret" | "absent";

/** One input to one rule, and the expected result. */
export interface Case {
  kind: Kind;
  name: string;
  resources: TestResource[];
  verdict: Verdict;
  options?: RunOptions;
}

type Props = Record<string, unknown>;

/** One resource, with a short name for its type. */
export function resource(type: string, props: Props, more: Partial<TestResource> = {}): TestResource {
  return { type: TYPES[type] ?? type, props, ...more };
}

/** A case over one resource. */
export function one(kind: Kind, verdict: Verdict, name: string, resource: TestResource, options?: RunOptions): Case {
  return { kind, name, verdict, resources: [resource], ...(options ? { options } : {}) };
}

export { secret, unknown };

/** Short names for the types used in the cases. */
const TYPES: Record<string, string> = {
  "ali.Instance": "alicloud:rds/instance:Instance",
  "ali.Rule": "alicloud:ecs/securityGroupRule:SecurityGroupRule",
  "ali.Template": "alicloud:rds/whitelistTemplate:WhitelistTemplate",
  "ali.PrefixList": "alicloud:ecs/ecsPrefixList:EcsPrefixList",
  "ali.VpcPrefixList": "alicloud:vpc/prefixList:PrefixList",
  "ali.Connection": "alicloud:rds/connection:Connection",
  "ali.Eip": "alicloud:ecs/eipAddress:EipAddress",
  "ali.Vpn": "alicloud:vpn/connection:Connection",
  "ali.Job": "alicloud:dts/migrationJob:MigrationJob",
  "ali.Sync": "alicloud:dts/synchronizationJob:SynchronizationJob",
  "ali.Shell": "alicloud:dts/migrationInstance:MigrationInstance",
  "ali.Account": "alicloud:rds/rdsAccount:RdsAccount",
  "hw.Rule": "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
  "hw.Group": "huaweicloud:index/vpcAddressGroup:VpcAddressGroup",
  "hw.Eip": "huaweicloud:index/vpcEip:VpcEip",
  "hw.Vpn": "huaweicloud:index/vpnConnection:VpnConnection",
  "hw.Drs": "huaweicloud:index/drsJob:DrsJob",
  "hw.DrsV5": "huaweicloud:index/drsJobV5:DrsJobV5",
  "hw.Rds": "huaweicloud:index/rdsInstance:RdsInstance",
  "hw.RdsEip": "huaweicloud:index/rdsInstanceEipAssociate:RdsInstanceEipAssociate",
  "hw.Account": "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount",
  "hw.Vpc": "huaweicloud:index/vpc:Vpc",
  "hw.Peering": "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection",
  "hw.Route": "huaweicloud:index/vpcRoute:VpcRoute",
  "tc.Rule": "tencentcloud:index/securityGroupRule:SecurityGroupRule",
  "tc.RuleSet": "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet",
  "tc.SecurityGroup": "tencentcloud:index/securityGroup:SecurityGroup",
  "tc.Template": "tencentcloud:index/addressTemplate:AddressTemplate",
  "tc.TemplateGroup": "tencentcloud:index/addressTemplateGroup:AddressTemplateGroup",
  "tc.Protocols": "tencentcloud:index/protocolTemplate:ProtocolTemplate",
  "tc.Eip": "tencentcloud:index/eip:Eip",
  "tc.Vpn": "tencentcloud:index/vpnConnection:VpnConnection",
  "tc.Job": "tencentcloud:index/dtsMigrateJob:DtsMigrateJob",
  "tc.Shell": "tencentcloud:index/dtsMigrateService:DtsMigrateService",
  "tc.Sync": "tencentcloud:index/dtsSyncConfig:DtsSyncConfig",
  "tc.Mysql": "tencentcloud:index/mysqlInstance:MysqlInstance",
  "tc.Account": "tencentcloud:index/mysqlAccount:MysqlAccount",
  "tc.Privilege": "tencentcloud:index/mysqlPrivilege:MysqlPrivilege",
  "df.Entry": "dbferry:index:AllowlistEntry",
  "df.Account": "dbferry:index:MysqlAccount",
  "df.Task": "dbferry:index:ReplicationTask",
  "df.Run": "dbferry:index:TaskRun",
  "df.Preflight": "dbferry:index:Preflight",
  "df.Cutover": "dbferry:index:Cutover",
  "df.Migration": "dbferry:index:Migration",
};

export const KEY = "q7Rk2vXw9ZtBn4Lm8Pd3Hs6Yc1Fg5JaUeT0oKi";
export const hwRule = {
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  ports: "3306",
  securityGroupId: "sg-1",
};
export const aliRule = { type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", securityGroupId: "sg-1" };
export const tcRule = {
  type: "ingress",
  policy: "ACCEPT",
  ipProtocol: "TCP",
  portRange: "3306",
  securityGroupId: "sg-1",
};
export const strongTencent = {
  customerGatewayId: "c",
  vpnGatewayId: "v",
  ikeVersion: "IKEV2",
  ikeProtoEncryAlgorithm: "AES-CBC-256",
  ikeProtoAuthenAlgorithm: "SHA-256",
  ikeDhGroupName: "GROUP14",
  ipsecEncryptAlgorithm: "AES-CBC-256",
  ipsecIntegrityAlgorithm: "SHA-256",
  ipsecPfsDhGroup: "DH-GROUP14",
};
export const strongAli = {
  ikeVersion: "ikev2",
  ikeEncAlg: "aes256",
  ikeAuthAlg: "sha256",
  ikePfs: "group14",
};
export const strongAliIpsec = { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" };
export const drs = {
  name: "move",
  type: "migration",
  engineType: "mysql",
  direction: "up",
  netType: "vpn",
  sourceDb: {
    engineType: "mysql",
    ip: "10.1.0.5",
    user: "df_shop",
    password: secret("correct horse battery"),
    port: 3306,
  },
  destinationDb: {
    engineType: "mysql",
    ip: "192.168.0.9",
    instanceId: "rds-1",
    user: "df_shop",
    password: secret("correct horse battery"),
    port: 3306,
  },
};
