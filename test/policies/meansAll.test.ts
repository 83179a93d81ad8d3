import { describe, expect, test } from "vitest";
import { runPack, unknown } from "../../policies/testkit";
import { aliRule, hwRule, NOW, resource, tcRule } from "./cases/case";

type Inputs = Record<string, unknown>;
const HOME = "203.0.113.7/32";
const NOTHING = [undefined, null, ""];
const ZEROS = [0, "0"];

/**
 * Every property of the judged types whose zero, empty or absent value means all to the vendor: the type, inputs that
 * pass, the property, the values, and the rule that must then refuse them. Judged at level production, where network
 * ACLs are no longer merely advisory.
 */
const MEANS_ALL: [type: string, fine: Inputs, property: string, values: unknown[], rule: string][] = [
  ["ali.Rule", { ...aliRule, cidrIp: HOME }, "portRange", [...NOTHING, "-1/-1"], "NET-06"],
  ["ali.Rule", { ...aliRule, cidrIp: HOME }, "ipProtocol", ["all", "ALL", "-1"], "NET-06"],
  ["ali.Rule", { ...aliRule, cidrIp: HOME }, "ipProtocol", [undefined, ""], "NET-03"],
  ["ali.Rule", { ...aliRule, cidrIp: "0.0.0.0/0" }, "policy", NOTHING, "NET-01"],
  ["ali.Rule", { ...aliRule, cidrIp: "0.0.0.0/0" }, "type", NOTHING, "NET-01"],
  ["ali.Rule", { ...aliRule, cidrIp: "0.0.0.0/0" }, "priority", [undefined, 0, 1], "NET-01"],
  [
    "alicloud:vpc/forwardEntry:ForwardEntry",
    forward("443", "8443"),
    "externalPort",
    ["any", "Any", ...NOTHING],
    "NET-10",
  ],
  ["alicloud:vpc/forwardEntry:ForwardEntry", forward("443", "8443"), "internalPort", ["any", ...NOTHING], "NET-10"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: HOME }, "remoteIpPrefix", NOTHING, "NET-03"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: HOME }, "protocol", NOTHING, "NET-03"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: HOME }, "protocol", ZEROS, "NET-06"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: HOME }, "ports", [...NOTHING, ...ZEROS, "65535-1"], "NET-06"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, "action", NOTHING, "NET-01"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, "direction", NOTHING, "NET-01"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, "ethertype", NOTHING, "NET-01"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, "remoteGroupId", ["", null], "NET-01"],
  ["hw.Rule", { ...hwRule, remoteIpPrefix: "0.0.0.0/0" }, "priority", [undefined, 0, 1], "NET-01"],
  [
    "huaweicloud:index/natDnatRule:NatDnatRule",
    dnat(443, 8443),
    "externalServicePort",
    [...NOTHING, ...ZEROS],
    "NET-10",
  ],
  [
    "huaweicloud:index/natDnatRule:NatDnatRule",
    dnat(443, 8443),
    "internalServicePort",
    [...NOTHING, ...ZEROS],
    "NET-10",
  ],
  [
    "hw.Account",
    { instanceId: "i", name: "a", hosts: ["10.0.0.7"] },
    "hosts",
    [undefined, null, [], "", [""]],
    "NET-07",
  ],
  ["tc.Rule", { ...tcRule, cidrIp: HOME }, "cidrIp", NOTHING, "NET-03"],
  ["tc.Rule", { ...tcRule, cidrIp: HOME }, "portRange", [...NOTHING, "ALL", "all"], "NET-06"],
  ["tc.Rule", { ...tcRule, cidrIp: HOME }, "ipProtocol", [...NOTHING, "ALL"], "NET-06"],
  ["tc.Rule", { ...tcRule, cidrIp: "0.0.0.0/0" }, "policy", NOTHING, "NET-01"],
  ["tc.Rule", { ...tcRule, cidrIp: "0.0.0.0/0" }, "type", NOTHING, "NET-01"],
  ["tc.Rule", { ...tcRule, cidrIp: "0.0.0.0/0" }, "sourceSgid", ["", null], "NET-01"],
  [
    "tencentcloud:index/dnat:Dnat",
    { protocol: "TCP", elasticPort: "443", privatePort: "8443" },
    "elasticPort",
    [...NOTHING, "0", 0],
    "NET-10",
  ],
  [
    "tencentcloud:index/dnat:Dnat",
    { protocol: "TCP", elasticPort: "443", privatePort: "8443" },
    "privatePort",
    [...NOTHING, "0"],
    "NET-10",
  ],
  ["tc.Account", { mysqlId: "c", name: "a", host: "10.0.0.7" }, "host", [undefined, null, "", "%"], "NET-07"],
  [
    "tc.Privilege",
    { mysqlId: "c", accountName: "a", accountHost: "10.0.0.7" },
    "accountHost",
    [undefined, null, ""],
    "NET-07",
  ],
  ["tc.Mysql", { securityGroups: ["sg-1"] }, "securityGroups", [undefined, null, [], [""]], "NET-03"],
  ["mysql:index/user:User", { user: "u", host: "10.0.0.7" }, "host", ["", "%"], "NET-07"],
];

/** The same for entries in lists: builds a resource from one entry. */
const IN_LISTS: [
  name: string,
  make: (entry: Inputs) => [type: string, inputs: Inputs],
  fine: Inputs,
  property: string,
  rule: string,
][] = [
  ...["sourceCidrIp", "port", "protocol", "policy"].map((property): (typeof IN_LISTS)[number] => [
    "Alibaba ACL",
    (entry) => ["alicloud:vpc/networkAcl:NetworkAcl", { ingressAclEntries: [entry] }],
    { policy: "accept", protocol: "tcp", port: "3306/3306", sourceCidrIp: "0.0.0.0/0" },
    property,
    "NET-01",
  ]),
  ...["sourceIpAddress", "destinationPort", "protocol", "action"].map((property): (typeof IN_LISTS)[number] => [
    "Huawei ACL",
    (entry) => ["huaweicloud:index/vpcNetworkAcl:VpcNetworkAcl", { ingressRules: [entry] }],
    {
      action: "allow",
      protocol: "tcp",
      destinationPort: "3306",
      sourceIpAddress: "0.0.0.0/0",
    },
    property,
    "NET-01",
  ]),
  ...["cidrBlock", "port", "protocol", "action"].map((property): (typeof IN_LISTS)[number] => [
    "Tencent rule set",
    (entry) => ["tc.RuleSet", { securityGroupId: "sg-1", ingresses: [entry] }],
    { action: "ACCEPT", protocol: "TCP", port: "3306", cidrBlock: property === "action" ? "0.0.0.0/0" : HOME },
    property,
    { cidrBlock: "NET-03", action: "NET-01" }[property] ?? "NET-06",
  ]),
];

/** Entries written as one string. */
const TEXTS: [type: string, property: string, texts: string[], rule: string][] = [
  ["tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule", "ingresses", ["ACCEPT##3306#TCP"], "NET-03"],
  [
    "tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule",
    "ingresses",
    ["ACCEPT#203.0.113.7##TCP", "ACCEPT#203.0.113.7#ALL#TCP", "ACCEPT#203.0.113.7#ALL#ALL"],
    "NET-06",
  ],
  [
    "tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule",
    "ingresses",
    ["ACCEPT###", "ACCEPT", "#0.0.0.0/0#3306#TCP"],
    "NET-01",
  ],
  ["tencentcloud:index/vpcAcl:VpcAcl", "ingresses", ["ACCEPT#0.0.0.0/0#3306#TCP", "#0.0.0.0/0#ALL#ALL"], "NET-01"],
  ["tc.Protocols", "protocols", ["tcp", "tcp:", "tcp:all", "all:3306", "tcp:0"], "NET-06"],
];

function forward(externalPort: string, internalPort: string): Inputs {
  return { externalPort, internalPort, ipProtocol: "tcp", externalIp: "203.0.113.9", internalIp: "10.0.0.5" };
}
function dnat(externalServicePort: number, internalServicePort: number): Inputs {
  return { protocol: "tcp", externalServicePort, internalServicePort, natGatewayId: "g" };
}

const refusedBy = async (type: string, inputs: Inputs) => {
  const config = { dbferry: { level: "production" } };
  return (await runPack([resource(type, inputs)], { now: NOW, config })).violations;
};

describe("values that the vendor treats as all", () => {
  const rows = MEANS_ALL.flatMap(([type, fine, property, values, rule]) =>
    values.map((value) => ({ type, fine, property, value, rule, shown: JSON.stringify(value) ?? "absent" })),
  );
  test.each(rows)("$type.$property: $shown", async ({ type, fine, property, value, rule }) => {
    expect(await refusedBy(type, { ...fine, [property]: value })).toContain(rule);
    const known = ["policy", "type", "priority", "action", "direction", "ethertype", "remoteGroupId", "sourceSgid"];
    if (!known.includes(property)) expect(await refusedBy(type, fine)).not.toContain(rule);
  });

  const entries = IN_LISTS.flatMap(([name, make, fine, property, rule]) =>
    NOTHING.map((value) => ({ name, make, fine, property, value, rule, shown: JSON.stringify(value) ?? "absent" })),
  );
  test.each(entries)("$name, $property: $shown", async ({ make, fine, property, value, rule }) => {
    const [type, inputs] = make({ ...fine, [property]: value });
    expect(await refusedBy(type, inputs)).toContain(rule);
  });

  test.each(IN_LISTS.filter(([, , , property]) => property === "policy" || property === "action"))(
    "%s: an action counts as allowing unless it is known to deny",
    async (name, make, fine, property, rule) => {
      const refused = async (action: string) => refusedBy(...make({ ...fine, [property]: action }));
      expect(await refused("Permit")).toContain(rule);
      const deny = name === "Huawei ACL" ? "deny" : "drop";
      expect(await refused(deny)).not.toContain(rule);
    },
  );

  const texts = TEXTS.flatMap(([type, property, all, rule]) => all.map((text) => ({ type, property, text, rule })));
  test.each(texts)("$type: $text", async ({ type, property, text, rule }) => {
    expect(await refusedBy(type, { [property]: [text] })).toContain(rule);
  });
});

describe("a Tencent database without a security group", () => {
  const mysql = (props: Inputs, more: object = {}) => resource("tc.Mysql", props, { name: "source", ...more });
  const binding = (props: Inputs, from: Record<string, string[]> = {}) =>
    resource(
      "tencentcloud:index/mysqlSecurityGroupsAttachment:MysqlSecurityGroupsAttachment",
      { securityGroupId: "sg-1", ...props },
      { name: "binding", from },
    );
  const said = async (...resources: Parameters<typeof runPack>[0]) => {
    const { reports } = await runPack(resources, { now: NOW });
    return reports
      .filter(({ policy }) => policy === "NET-03")
      .map(({ message, enforcement }) => `${enforcement} ${message}`);
  };

  test("is reported as such, as advice at baseline", async () => {
    const [found, ...more] = await said(mysql({}));
    expect(more).toEqual([]);
    expect(found).toMatch(/^advisory NET-03 A database has no security group\n/);
  });
  test("is guarded by a separate resource", async () => {
    expect(await said(mysql({}), binding({ instanceId: unknown.string }, { instanceId: ["source"] }))).toEqual([]);
    expect(await said(mysql({}), binding({ instanceId: "cdb-9" }))).toHaveLength(1);
  });
  test("is undetermined while the groups are not known", async () => {
    expect(await said(mysql({ securityGroups: unknown.array }))).toEqual([
      expect.stringContaining("NET-03 undetermined"),
    ]);
    expect(await said(mysql({ securityGroups: [unknown.string] }))).toEqual([]);
  });
});
