import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { DESCRIPTORS } from "../../policies/adapters";
import { ALIAS_TOKENS, canonical } from "../../policies/adapters/aliases";
import { runPack, unknown } from "../../policies/testkit";
import { COVERED, coverageOf, typesOf } from "../../policies/types";
import { aliRule, hwRule, NOW, resource } from "./cases/case";
import { PROVIDER_PACKAGES, tokensIn } from "./support/tokens";

const root = resolve(__dirname, "../..");
const run = (resources: Parameters<typeof runPack>[0], dbferry: object = {}) =>
  runPack(resources, { now: NOW, config: { dbferry } });

describe("the lists of types", () => {
  test.each(COVERED)("%s: each type is in one list, with a reason", (cloud) => {
    const types = typesOf(cloud);
    expect(types.length).toBeGreaterThan(1000);
    const twice = types.filter(({ token }, index) => types.findIndex((one) => one.token === token) !== index);
    expect(twice).toEqual([]);
    expect(types.filter(({ standing, reason }) => standing === "noBusiness" && !reason)).toEqual([]);
  });
  test.each(PROVIDER_PACKAGES)("%s has no unlisted type", (folder) => {
    const tokens = tokensIn(join(root, folder));
    expect(tokens.length).toBeGreaterThan(10);
    expect(tokens.filter((token) => coverageOf(token) === "unlisted")).toEqual([]);
  });
  test("an alias refers to a described type and is not listed itself", () => {
    expect(ALIAS_TOKENS.filter(([, token]) => DESCRIPTORS[token] === undefined)).toEqual([]);
    expect(ALIAS_TOKENS.filter(([alias]) => coverageOf(alias) !== "judged")).toEqual([]);
    const listed = new Set(COVERED.flatMap(typesOf).map(({ token }) => token));
    expect(ALIAS_TOKENS.filter(([alias]) => listed.has(alias))).toEqual([]);
  });
  test("a type of another cloud is ignored", () => {
    expect(coverageOf("aws:ec2/securityGroup:SecurityGroup")).toBeUndefined();
  });
});

describe("a type that no rule covers", () => {
  const lb = (name: string) => resource("tencentcloud:index/clbListener:ClbListener", {}, { name });

  test("is reported once for all of its resources, and refuses if configured", async () => {
    const { refused, reports } = await run([lb("a"), lb("b"), lb("c"), lb("d")]);
    expect([refused, reports.length]).toEqual([false, 1]);
    expect(reports[0]).toMatchObject({ policy: "unjudged", enforcement: "advisory" });
    expect(reports[0]!.message).toContain('"a", "b", "c" and 1 more: no rule covers this type');
    expect((await run([lb("a")], { onUnjudged: "deny" })).violations).toEqual(["unjudged"]);
  });
  test("is reported also if it is unlisted", async () => {
    const { reports } = await run([resource("huaweicloud:index/somethingNew:SomethingNew", {})]);
    expect(reports.map(({ message }) => message)).toEqual([expect.stringContaining("unknown to the pack")]);
  });
  test("is neither an irrelevant one nor one of another cloud", async () => {
    const quiet = ["tencentcloud:index/teoZone:TeoZone", "alicloud:oss/bucket:Bucket", "aws:s3/bucket:Bucket"];
    expect((await run(quiet.map((type, n) => resource(type, {}, { name: `q${n}` })))).reports).toEqual([]);
  });
});

describe("other tokens for the same clouds", () => {
  test.each([
    ["huaweicloud:Vpc/secgroupRule:SecgroupRule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }],
    ["huaweicloud:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }],
    ["tencentcloud:Security/groupLiteRule:GroupLiteRule", { ingresses: ["ACCEPT#0.0.0.0/0#3306#TCP"] }],
    ["alicloud:index/securityGroupRule:SecurityGroupRule", { ...aliRule, cidrIp: "0.0.0.0/0" }],
    ["alicloud:index/dbInstance:DbInstance", { securityIps: ["0.0.0.0/0"], dbInstanceIpArrayName: "dbferry_shop" }],
  ])("%s is judged as the type it stands for", async (type, inputs) => {
    const named = await run([resource(type, inputs)]);
    const plain = await run([resource(canonical(type), inputs)]);
    expect(named.violations).toContain("NET-01");
    expect(named.violations).toEqual(plain.violations);
  });
});

describe("types that were once unjudged", () => {
  const said = async (type: string, inputs: object, level = "strict") =>
    (await run([resource(type, { ...inputs })], { level })).violations;

  test.each([
    ["tencentcloud:index/dcdbAccount:DcdbAccount", { host: "%", userName: "u", password: "hunter2hunter2" }],
    ["tencentcloud:index/mysqlAccountPrivilege:MysqlAccountPrivilege", { accountName: "u" }],
    ["tencentcloud:index/mariadbAccountPrivileges:MariadbAccountPrivileges", { accounts: { user: "u", host: "%" } }],
    ["tencentcloud:index/cynosdbAccountPrivileges:CynosdbAccountPrivileges", { accountName: "u" }],
    ["mysql:index/user:User", { user: "u", host: "%" }],
    ["mysql:index/grant:Grant", { user: "u", host: "%", database: "*" }],
  ])("%s: an account for every host", async (type, inputs) => {
    expect(await said(type, inputs)).toContain("NET-07");
  });
  test.each([
    ["tencentcloud:index/cynosdbClusterV2:CynosdbClusterV2", "password"],
    ["tencentcloud:index/mysqlVerifyRootAccount:MysqlVerifyRootAccount", "password"],
    ["tencentcloud:index/mysqlDbImportJobOperation:MysqlDbImportJobOperation", "password"],
    ["huaweicloud:index/vpnGateway:VpnGateway", "certificate.privateKey"],
    ["huaweicloud:index/drsConnection:DrsConnection", "endpoint.dbPassword"],
    ["huaweicloud:index/drsPwdBatchModify:DrsPwdBatchModify", "jobs.dbPassword"],
    ["huaweicloud:index/ddmAccount:DdmAccount", "password"],
    ["huaweicloud:index/dasDatabaseUser:DasDatabaseUser", "password"],
    ["alicloud:adb/lakeAccount:LakeAccount", "accountPassword"],
  ])("%s: a plain %s", async (type, path) => {
    const [top = "", inner] = path.split(".");
    const inputs = { [top]: inner ? { [inner]: "hunter2hunter2" } : "hunter2hunter2" };
    expect(await said(type, inputs)).toContain("TSK-02");
  });
  test.each([
    ["tencentcloud:index/mysqlReadonlyInstance:MysqlReadonlyInstance", { payType: 0 }, ["INS-02", "NET-03", "TSK-15"]],
    ["tencentcloud:index/mysqlDrInstance:MysqlDrInstance", { securityGroups: ["sg-1"] }, ["INS-02", "INS-03"]],
    ["tencentcloud:index/dcdbDbInstance:DcdbDbInstance", { extranetAccess: false }, []],
    ["tencentcloud:index/mariadbInstance:MariadbInstance", {}, []],
  ])("%s: an instance", async (type, inputs, rules) => {
    expect((await said(type, inputs)).sort()).toEqual(rules);
  });
  test("a rule of Huawei's edge cloud, which takes a range of ports and no list", async () => {
    const rule = { direction: "ingress", protocol: "tcp", securityGroupId: "sg-1", remoteIpPrefix: "203.0.113.7/32" };
    const type = "huaweicloud:index/iecSecurityGroupRule:IecSecurityGroupRule";
    const [report] = (await run([resource(type, rule)])).reports;
    expect(report!.message).toMatch(/^NET-06 [\s\S]*\+ portRangeMin: 3306/);
    expect(await said(type, { ...rule, portRangeMin: 3306, portRangeMax: 3306, remoteIpPrefix: "0.0.0.0/0" })).toEqual([
      "NET-01",
    ]);
  });
  test("the MySQL provider's default host is localhost, and its passwords are secrets", async () => {
    expect(await said("mysql:index/user:User", { user: "u" })).toEqual([]);
    expect(await said("mysql:index/user:User", { user: "u", plaintextPassword: "hunter2hunter2" })).toEqual(["TSK-02"]);
  });
  test.each(["alicloud:adb/cluster:Cluster", "alicloud:adb/dBClusterLakeVersion:DBClusterLakeVersion"])(
    "%s: its allowlist",
    async (type) => {
      expect(await said(type, { securityIps: ["0.0.0.0/0"] })).toContain("NET-01");
    },
  );
  test.each([
    ["alicloud:polardb/clusterEndpoint:ClusterEndpoint", { dbClusterId: "pc-1", netType: "Public" }],
    ["alicloud:adb/connection:Connection", { dbClusterId: "am-1" }],
    ["huaweicloud:index/taurusdbEipAssociate:TaurusdbEipAssociate", { instanceId: "i", publicIp: "203.0.113.9" }],
    ["huaweicloud:index/gaussdbOpengaussEipAssociate:GaussdbOpengaussEipAssociate", { instanceId: "i" }],
    ["tencentcloud:index/cynosdbWan:CynosdbWan", { clusterId: "c", instanceGrpId: "g" }],
    ["tencentcloud:index/dcdbDbInstance:DcdbDbInstance", { extranetAccess: true }],
    ["tencentcloud:index/dcdbHourdbInstance:DcdbHourdbInstance", { extranetAccess: true }],
    [
      "alicloud:vpc/forwardEntry:ForwardEntry",
      {
        externalIp: "203.0.113.9",
        externalPort: "13306",
        internalIp: "10.0.0.4",
        internalPort: "3306",
        ipProtocol: "tcp",
      },
    ],
    ["alicloud:vpc/forwardEntry:ForwardEntry", { externalPort: "any", internalPort: "any", ipProtocol: "any" }],
    ["huaweicloud:index/natDnatRule:NatDnatRule", { protocol: "any", internalServicePort: 0, externalServicePort: 0 }],
    [
      "huaweicloud:index/natDnatRule:NatDnatRule",
      { protocol: "tcp", internalServicePortRange: "3300-3310", externalServicePortRange: "23300-23310" },
    ],
    ["tencentcloud:index/dnat:Dnat", { protocol: "TCP", elasticPort: "3306", privatePort: "3306" }],
  ])("%s: a public endpoint of a database", async (type, inputs) => {
    expect((await said(type, inputs)).filter((rule) => !rule.startsWith("INS-"))).toEqual(["NET-10"]);
  });
  test("a forwarded port of another service is not a public endpoint", async () => {
    const web = { externalPort: "443", internalPort: "8443", ipProtocol: "tcp" };
    expect(await said("alicloud:vpc/forwardEntry:ForwardEntry", web)).toEqual([]);
    const later = { externalPort: "443", internalPort: unknown.string, ipProtocol: "tcp" };
    const { reports } = await run([resource("alicloud:vpc/forwardEntry:ForwardEntry", later)]);
    expect(reports.map(({ message }) => message)).toEqual([expect.stringMatching(/^NET-10 undetermined/)]);
  });
  test.each([
    [
      "alicloud:vpc/networkAcl:NetworkAcl",
      { ingressAclEntries: [{ policy: "accept", protocol: "tcp", port: "3306/3306", sourceCidrIp: "0.0.0.0/0" }] },
    ],
    [
      "huaweicloud:index/vpcNetworkAcl:VpcNetworkAcl",
      { ingressRules: [{ action: "allow", protocol: "tcp", ipVersion: 4, destinationPort: "3306" }] },
    ],
    ["tencentcloud:index/vpcAcl:VpcAcl", { ingresses: ["ACCEPT#0.0.0.0/0#3306#TCP#DB"] }],
  ])("%s: a network ACL for everyone is advice, and a refusal in production", async (type, inputs) => {
    const { refused, reports } = await run([resource(type, inputs)]);
    expect([refused, reports.map(({ policy }) => policy)]).toEqual([false, ["NET-01"]]);
    expect(reports[0]!.message).toContain("A network ACL lets every address through");
    expect(await said(type, inputs, "production")).toEqual(["NET-01"]);
  });
  test("a denying network ACL entry is not an opening", async () => {
    expect(await said("tencentcloud:index/vpcAcl:VpcAcl", { ingresses: ["DROP#0.0.0.0/0#ALL#ALL#X"] })).toEqual([]);
  });
  test("two networks of one CCN that share addresses", async () => {
    const vpc = (name: string, cidrBlock: string) =>
      resource("tencentcloud:index/vpc:Vpc", { cidrBlock, id: `vpc-${name}` }, { name });
    const attached = (name: string) =>
      resource(
        "tencentcloud:index/ccnAttachmentV2:CcnAttachmentV2",
        { ccnId: "ccn-1", instanceId: `vpc-${name}` },
        { name: `${name}-in` },
      );
    const both = (other: string) => [vpc("a", "10.0.0.0/16"), vpc("b", other), attached("a"), attached("b")];
    expect((await run(both("10.0.8.0/24"))).violations).toEqual(["NET-12"]);
    expect((await run(both("10.1.0.0/16"))).violations).toEqual([]);
  });
});
