import { describe, expect, test } from "vitest";
import { headOf, runPack, unknown } from "../../policies/testkit";
import { NOW, resource, strongTencent } from "./cases/case";

type Inputs = Record<string, unknown>;
const HOME = "203.0.113.7";
const acl = { policy: "accept", protocol: "tcp", port: "3306/3306", sourceCidrIp: HOME };
const hwAcl = { action: "allow", protocol: "tcp", destinationPort: "3306", sourceIpAddress: HOME };
const tcRule = { action: "ACCEPT", protocol: "TCP", port: "3306", cidrBlock: HOME };
const tunnel = { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["10.9.0.0/16"] };
const info = { host: "10.0.0.5", user: "df_shop", engineVersion: "8.0" };

/**
 * Every list that rules read: the type, the property, an element that passes, a rule that reads it, and other required
 * inputs.
 */
const LISTS: [type: string, property: string, good: unknown, rule: string, more?: Inputs][] = [
  ["ali.Instance", "securityIps", HOME, "NET-01"],
  ["ali.Instance", "templateIdLists", undefined, "NET-05"],
  ["alicloud:rds/readOnlyInstance:ReadOnlyInstance", "securityIps", HOME, "NET-01"],
  ["alicloud:rds/rdsCloneDbInstance:RdsCloneDbInstance", "securityIps", HOME, "NET-01"],
  ["alicloud:rds/rdsUpgradeDbInstance:RdsUpgradeDbInstance", "securityIps", HOME, "NET-01"],
  ["alicloud:rds/ddrInstance:DdrInstance", "securityIps", HOME, "NET-01"],
  ["alicloud:polardb/cluster:Cluster", "securityIps", HOME, "NET-01"],
  ["alicloud:polardb/cluster:Cluster", "dbClusterIpArrays", { securityIps: [HOME] }, "NET-01"],
  ["alicloud:polardb/cluster:Cluster", "globalSecurityGroupLists", undefined, "NET-05"],
  ["alicloud:adb/cluster:Cluster", "securityIps", HOME, "NET-01"],
  ["alicloud:adb/dBCluster:DBCluster", "securityIps", HOME, "NET-01"],
  ["ali.PrefixList", "entries", { cidr: HOME }, "NET-05"],
  ["ali.VpcPrefixList", "entrys", { cidr: HOME }, "NET-05"],
  ["alicloud:vpc/networkAcl:NetworkAcl", "ingressAclEntries", acl, "NET-01"],
  ["alicloud:vpc/networkAclEntries:NetworkAclEntries", "ingresses", acl, "NET-01"],
  ["ali.Vpn", "localSubnets", "10.0.0.0/16", "NET-12", tunnel],
  ["ali.Vpn", "remoteSubnets", "10.9.0.0/16", "NET-12", tunnel],
  ["ali.Vpn", "tunnelOptionsSpecifications", undefined, "NET-14", tunnel],
  ["hw.Group", "addresses", HOME, "NET-05"],
  ["hw.Group", "ipExtraSets", { ip: HOME }, "NET-05"],
  ["huaweicloud:index/vpcNetworkAcl:VpcNetworkAcl", "ingressRules", hwAcl, "NET-01"],
  ["hw.Account", "hosts", HOME, "NET-07"],
  ["tc.RuleSet", "ingresses", tcRule, "NET-01"],
  ["tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule", "ingresses", `ACCEPT#${HOME}#3306#TCP`, "NET-01"],
  ["tencentcloud:index/vpcAcl:VpcAcl", "ingresses", `ACCEPT#${HOME}#3306#TCP`, "NET-01"],
  ["tc.Template", "addresses", HOME, "NET-05"],
  ["tc.Protocols", "protocols", "tcp:3306", "NET-06"],
  ["tc.TemplateGroup", "templateIds", undefined, "NET-05"],
  [
    "tc.Vpn",
    "securityGroupPolicies",
    { localCidrBlock: "10.0.0.0/16", remoteCidrBlocks: ["10.9.0.0/16"] },
    "NET-12",
    strongTencent,
  ],
  ["tc.Job", "srcInfo.infos", info, "TSK-03"],
  ["df.Entry", "cidrs", HOME, "NET-01", { instanceId: "rm-1", group: "dbferry_shop" }],
  ["df.Account", "hosts", HOME, "NET-07", { user: "df_shop", connect: {} }],
];

const withValue = (path: string, value: unknown): Inputs => {
  const [top = "", inner] = path.split(".");
  return { [top]: inner ? { [inner]: value } : value };
};

const rows = LISTS.flatMap(([type, property, good, rule, more = {}]) => {
  const element = typeof good === "string" || good === undefined ? unknown.string : unknown.object;
  const shapes: [string, unknown][] = [
    ["the whole list", unknown.array],
    ["the whole list, as an object", unknown.object],
    ["an element alone", [element]],
    ["two elements", [element, element]],
    ...(good === undefined ? [] : [["an element behind one that passes", [good, element]] as [string, unknown]]),
  ];
  return shapes.map(([shape, value]) => ({
    type,
    property,
    shape,
    rule,
    inputs: { ...more, ...withValue(property, value) },
  }));
});

describe("an unknown value in a list is undetermined, and refused if configured", () => {
  test.each(rows)("$type $property: $shape", async ({ type, rule, inputs }) => {
    // Every rule at its strictest, so that advisory findings are refused too.
    const config = { dbferry: { level: "production", onUnknown: "deny" } };
    const { reports, refused } = await runPack([resource(type, inputs)], { now: NOW, config });
    const about = reports.filter((report) => headOf(report).rules.includes(rule));
    expect(about.map((report) => headOf(report).verdict)).toContain("undetermined");
    for (const report of about.filter((one) => headOf(one).verdict === "undetermined")) {
      expect(report.message).not.toContain("default");
      expect(report.message).toMatch(/known only during the update|not in this plan/);
    }
    expect(refused).toBe(true);
  });
});
