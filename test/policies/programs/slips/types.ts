import * as pulumi from "@pulumi/pulumi";
import { bare, hwType, tcType } from "../bare";
import type { Program } from "../program";

const secret = () => pulumi.secret("Tr4vel-light-and-fast");
const program = (
  cloud: Program["cloud"],
  rule: string,
  seen: string,
  token: string,
  inputs: pulumi.Inputs,
  config?: object,
): Program => ({
  cloud,
  bare: true,
  rule,
  resource: "it",
  seen,
  ...(config ? { config: { ...config } } : {}),
  make: () => void bare(token, "it", inputs),
});
const strict = { level: "strict" };
const world = (cloud: Program["cloud"], token: string, inputs: object) =>
  program(cloud, "NET-01", '"0.0.0.0/0"', token, { ...inputs });
const account = (name: string, inputs: pulumi.Inputs, seen = '"%"') =>
  program("tencentcloud", "NET-07", seen, tcType(name), inputs, strict);
const endpoint = (cloud: Program["cloud"], token: string, inputs: object) =>
  program(cloud, "NET-10", "of a database", token, { ...inputs }, strict);
const acl = (list: string, entry: object, more: object = {}) => ({ [list]: [{ ...entry }], ...more });

/** Kind 6: types that no rule judged. */
export const types: Record<string, Program> = {
  "type-tc-dcdb-account": account("DcdbAccount", { instanceId: "t", userName: "u", host: "%", password: secret() }),
  "type-tc-mariadb-privileges": account("MariadbAccountPrivileges", {
    instanceId: "t",
    accounts: { user: "u", host: "%" },
  }),
  "type-tc-cynosdb-privileges": account("CynosdbAccountPrivileges", { clusterId: "c", accountName: "u" }, "every host"),
  "type-tc-mysql-privilege": account("MysqlAccountPrivilege", { mysqlId: "cdb-1", accountName: "u" }, "every host"),
  "type-mysql-user": program("dbferry", "NET-07", '"%"', "mysql:index/user:User", { user: "u", host: "%" }, strict),
  "type-mysql-plain": program("dbferry", "TSK-02", "in plain text", "mysql:index/user:User", {
    user: "u",
    plaintextPassword: "hunter2hunter2",
  }),
  "type-tc-cynosdb-v2": program("tencentcloud", "TSK-02", "in plain text", tcType("CynosdbClusterV2"), {
    password: "hunter2hunter2",
  }),
  "type-tc-import": program("tencentcloud", "TSK-02", "in plain text", tcType("MysqlDbImportJobOperation"), {
    instanceId: "cdb-1",
    user: "root",
    password: "hunter2hunter2",
  }),
  "type-hw-edge": world("huaweicloud", hwType("IecSecurityGroupRule"), {
    securityGroupId: "sg-1",
    direction: "ingress",
    protocol: "tcp",
    portRangeMin: 3306,
    portRangeMax: 3306,
    remoteIpPrefix: "0.0.0.0/0",
  }),
  "type-ali-adb": world("alicloud", "alicloud:adb/cluster:Cluster", { securityIps: ["0.0.0.0/0"] }),
  "type-ali-adb-lake": world("alicloud", "alicloud:adb/dBClusterLakeVersion:DBClusterLakeVersion", {
    securityIps: "0.0.0.0/0",
  }),
  "type-ali-polardb-endpoint": endpoint("alicloud", "alicloud:polardb/clusterEndpoint:ClusterEndpoint", {
    dbClusterId: "pc-1",
    netType: "Public",
  }),
  "type-ali-adb-connection": endpoint("alicloud", "alicloud:adb/connection:Connection", { dbClusterId: "am-1" }),
  "type-hw-taurus-eip": endpoint("huaweicloud", hwType("TaurusdbEipAssociate"), {
    instanceId: "t",
    publicIp: "203.0.113.9",
  }),
  "type-hw-gaussdb-eip": endpoint("huaweicloud", hwType("GaussdbEipAssociate"), {
    instanceId: "t",
    publicIp: "203.0.113.9",
  }),
  "type-tc-cynosdb-wan": endpoint("tencentcloud", tcType("CynosdbWan"), { clusterId: "c", instanceGrpId: "g" }),
  "type-ali-dnat": endpoint("alicloud", "alicloud:vpc/forwardEntry:ForwardEntry", {
    externalPort: "13306",
    internalPort: "3306",
    ipProtocol: "tcp",
  }),
  "type-hw-dnat": endpoint("huaweicloud", hwType("NatDnatRule"), {
    protocol: "tcp",
    externalServicePort: 3306,
    internalServicePort: 3306,
  }),
  "type-tc-dnat": endpoint("tencentcloud", tcType("Dnat"), {
    protocol: "TCP",
    elasticPort: "3306",
    privatePort: "3306",
  }),
  "type-ali-acl": program(
    "alicloud",
    "NET-01",
    '"0.0.0.0/0"',
    "alicloud:vpc/networkAcl:NetworkAcl",
    acl("ingressAclEntries", { policy: "accept", protocol: "tcp", port: "3306/3306", sourceCidrIp: "0.0.0.0/0" }),
    { level: "production" },
  ),
  "type-hw-acl": program(
    "huaweicloud",
    "NET-01",
    '"0.0.0.0/0"',
    hwType("VpcNetworkAcl"),
    acl("ingressRules", { action: "allow", protocol: "tcp", destinationPort: "3306", sourceIpAddress: "0.0.0.0/0" }),
    { level: "production" },
  ),
  "type-tc-acl": program(
    "tencentcloud",
    "NET-01",
    '"0.0.0.0/0"',
    tcType("VpcAcl"),
    { ingresses: ["ACCEPT#0.0.0.0/0#3306#TCP"] },
    { level: "production" },
  ),
  "type-tc-ccn": {
    ...program("tencentcloud", "NET-12", "overlaps", tcType("CcnAttachmentV2"), {}),
    resource: "second",
    make: () => {
      const ccn = bare(tcType("Ccn"), "ccn", {});
      const attach = (name: string, cidrBlock: string) => {
        const vpc = bare(tcType("Vpc"), `${name}-vpc`, { cidrBlock });
        bare(tcType("CcnAttachmentV2"), name, { ccnId: ccn.id, instanceId: vpc.id, instanceType: "VPC" });
      };
      attach("first", "10.0.0.0/16");
      attach("second", "10.0.4.0/24");
    },
  },
  ...Object.fromEntries(
    [
      ["alicloud", "alicloud:slb/listener:Listener"],
      ["huaweicloud", hwType("ElbListener")],
      ["tencentcloud", tcType("ClbListener")],
      ["huaweicloud", hwType("SomethingNew")],
    ].map(([cloud, token], index): [string, Program] => [
      `type-unjudged-${index}`,
      {
        ...program(cloud as Program["cloud"], "unjudged", token!, token!, {}, { onUnjudged: "deny" }),
        resource: undefined as never,
      },
    ]),
  ),
};
