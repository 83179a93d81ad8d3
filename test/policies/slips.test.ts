import { describe, expect, test } from "vitest";
import { runPack, unknown } from "../../policies/testkit";
import { aliRule, hwRule, NOW, resource, SOON, tcRule } from "./cases/case";

type Given = Parameters<typeof runPack>[0];
const run = (resources: Given, dbferry: object = {}) => runPack(resources, { now: NOW, config: { dbferry } });
const HOME = "203.0.113.7/32";
const WORLD = "0.0.0.0/0";

/** The instances in these tests are minimal: their other flaws belong to the instance rules' cases. */
const besideInstances = <T extends { policy: string }>(reports: readonly T[]) =>
  reports.filter(({ policy }) => !policy.startsWith("INS-"));

/** Distinct reports, such as `NET-06 advisory`. */
async function said(resources: Given, dbferry: object = {}): Promise<string[]> {
  const reports = besideInstances((await run(resources, dbferry)).reports);
  return [...new Set(reports.map(({ policy, enforcement }) => `${policy} ${enforcement}`))];
}

describe("values that the provider treats as all", () => {
  const { ports: _, ...bare } = hwRule;

  test.each([
    ["no port", {}],
    ["ports of zero, which the provider drops", { portRangeMin: 0, portRangeMax: 0 }],
    ["one port of zero", { portRangeMin: 0 }],
    ["an empty list of ports", { ports: "" }],
    ["port zero", { ports: "0" }],
    ["one end alone", { portRangeMin: 3306 }],
    ["zero to the database's port", { portRangeMin: 0, portRangeMax: 3306 }],
  ])("Huawei: %s", async (_name, ports) => {
    expect(await said([resource("hw.Rule", { ...bare, ...ports, remoteIpPrefix: HOME })])).toEqual([
      "NET-06 mandatory",
    ]);
  });
});

describe("one of several references", () => {
  const own = resource("tc.Template", { id: "ipm-own", addresses: ["203.0.113.7"] }, { name: "own" });
  const rules = (...more: object[]) =>
    resource(
      "tc.RuleSet",
      {
        securityGroupId: unknown.string,
        ingresses: more.map((rule) => ({ action: "ACCEPT", protocol: "TCP", port: "3306", ...rule })),
      },
      { name: "set", from: { ingresses: ["own"], securityGroupId: ["sg"] } },
    );
  const group = resource("tc.SecurityGroup", {}, { name: "sg" });
  const foreign = async (set: Given[number]) => {
    const { reports } = await run([group, own, set]);
    return reports.filter(({ policy }) => policy === "NET-05").map(({ message }) => message);
  };

  test("a template in the plan next to a foreign one: the foreign one is undetermined", async () => {
    const [message, ...more] = await foreign(rules({ addressTemplateId: "ipm-own" }, { addressTemplateId: "ipm-999" }));
    expect(more).toEqual([]);
    expect(message).toMatch(/^NET-05 undetermined: /);
    expect(message).toContain("ingresses[1].addressTemplateId");
  });
  test("templates in the plan are known", async () => {
    expect(await foreign(rules({ addressTemplateId: "ipm-own" }))).toEqual([]);
    expect(await foreign(rules({ addressTemplateId: unknown.string }, { addressTemplateId: unknown.string }))).toEqual(
      [],
    );
  });
  test("an id from another stack is undetermined", async () => {
    const other = resource("pulumi:pulumi:StackReference", {}, { name: "other" });
    const set = { ...rules({ addressTemplateId: unknown.string }), from: { ingresses: ["own", "other"] } };
    const { reports } = await run([group, own, other, set]);
    expect(reports.map(({ message }) => message).join("\n")).toMatch(/NET-05 undetermined/);
  });
  test.each<[string, Given[number]]>([
    ["two templates of one rule", rules({ addressTemplateId: "ipm-own", addressTemplateGroup: "ipmg-999" })],
    ["a template beside a group", rules({ sourceSecurityId: "sg-2", addressTemplateId: "ipm-999" })],
    ["Huawei", resource("hw.Rule", { ...hwRule, remoteGroupId: "sg-2", remoteAddressGroupId: "ag-999" })],
    ["Alibaba", resource("ali.Rule", { ...aliRule, sourceSecurityGroupId: "sg-2", prefixListId: "pl-999" })],
    ["Tencent", resource("tc.Rule", { ...tcRule, sourceSgid: "sg-2", addressTemplate: { groupId: "ipmg-999" } })],
  ])("a list next to another reference is looked up too: %s", async (_name, rule) => {
    expect(await foreign(rule)).toEqual([expect.stringMatching(/^NET-05 undetermined: [\s\S]*999/)]);
  });
  test("ports behind each of two templates are looked up", async () => {
    const set = rules({ cidrBlock: "203.0.113.7", serviceTemplateId: "ppm-1", serviceTemplateGroup: "ppmg-9" });
    const { reports } = await run([group, own, set]);
    const seen = reports.filter(({ policy }) => policy === "NET-06").map(({ message }) => message);
    expect(seen).toHaveLength(2);
    expect(seen.join()).toMatch(/serviceTemplateId[\s\S]*serviceTemplateGroup/);
  });
  test("a list of lists is known if each id belongs to a list in the plan", async () => {
    const lists = (templateIds: unknown[], from: string[]) =>
      resource("tc.TemplateGroup", { templateIds }, { name: "lists", from: { templateIds: from } });
    expect(await foreign(lists(["ipm-own"], ["own"]))).toEqual([]);
    expect(await foreign(lists([unknown.string], ["own"]))).toEqual([]);
    // The value depends on a list in the plan, but is another list's id.
    expect(await foreign(lists(["ipm-999"], ["own"]))).toHaveLength(1);
    expect(await foreign(lists(["ipm-own", "ipm-999"], ["own"]))).toHaveLength(1);
    expect(await foreign(lists([unknown.string, unknown.string], ["own"]))).toHaveLength(1);
  });

  test("Alibaba: every id of the list is looked up", async () => {
    const template = resource(
      "ali.Template",
      { id: "12", templateName: "t", ipWhiteList: "203.0.113.7" },
      { name: "t" },
    );
    const instance = (ids: unknown[]) =>
      resource("ali.Instance", { templateIdLists: ids }, { name: "i", from: { templateIdLists: ["t"] } });
    expect(await said([template, instance(["12"])])).toEqual([]);
    const { reports } = await run([template, instance(["12", 999])]);
    expect(reports.map(({ message }) => message).join("\n")).toContain('templateIdLists[1]: the list "999"');
  });
  test("ports behind a template are those of the template", async () => {
    const ports = (...protocols: string[]) => resource("tc.Protocols", { id: "ppm-own", protocols }, { name: "p" });
    const behind = (serviceTemplateId: string) =>
      resource(
        "tc.RuleSet",
        { securityGroupId: unknown.string, ingresses: [{ action: "ACCEPT", cidrBlock: HOME, serviceTemplateId }] },
        { name: "set", from: { securityGroupId: ["sg"] } },
      );
    expect(await said([group, ports("tcp:3306"), behind("ppm-own")])).toEqual([]);
    expect(await said([group, ports("tcp:all"), behind("ppm-own")])).toEqual(["NET-06 mandatory"]);
    expect(await said([group, ports("tcp:3306"), behind("ppm-999")])).toEqual(["NET-06 advisory"]);
  });
});

test("each node of a cluster logs in with a judged account", async () => {
  const node = { host: "10.0.0.5", user: "df_shop" };
  const job = (...infos: object[]) =>
    resource("tc.Job", { serviceId: "dts-1", srcInfo: { accessType: "vpncloud", databaseType: "mysql", infos } });
  const users = async (...infos: object[]) =>
    (await run([job(...infos)])).reports.filter(({ policy }) => policy === "TSK-03");
  expect(await users(node, node)).toEqual([]);
  const [found, ...more] = await users(node, { ...node, user: "root" });
  expect(more).toEqual([]);
  expect(found?.message).toContain('srcInfo.infos[1].user: "root"');
});

test("a range that just misses the database's port is advice, and a refusal at strict", async () => {
  for (const portRange of ["3307/65535", "1/3305", "10000/20000"]) {
    const rule = resource("ali.Rule", { ...aliRule, portRange, cidrIp: HOME });
    expect(await said([rule])).toEqual(["NET-06 advisory"]);
    expect(await said([rule], { level: "strict" })).toEqual(["NET-06 mandatory"]);
  }
  expect(await said([resource("ali.Rule", { ...aliRule, portRange: "8000/8010", cidrIp: HOME })])).toEqual([]);
});

describe("unknown values inside a list", () => {
  const vpn = (tunnels: unknown) =>
    resource("ali.Vpn", {
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: ["10.9.0.0/16"],
      tunnelOptionsSpecifications: tunnels,
    });

  test.each([
    ["each tunnel", [unknown.object, unknown.object], ["NET-14", "NET-14"]],
    ["the whole list", unknown.object, ["NET-14"]],
  ])("%s is undetermined, and a refusal if configured", async (_name, tunnels, policies) => {
    const { refused, reports } = await run([vpn(tunnels)]);
    expect([refused, reports.map(({ policy }) => policy)]).toEqual([false, policies]);
    for (const { message } of reports) {
      expect(message).toMatch(/^NET-14, NET-15 undetermined/);
      expect(message).not.toContain("default");
    }
    expect((await run([vpn(tunnels)], { onUnknown: "deny" })).refused).toBe(true);
  });
});

describe("public endpoints outside a migration", () => {
  test.each([
    ["Alibaba RDS", "ali.Connection", { instanceId: "rm-1" }],
    ["Huawei RDS", "hw.RdsEip", { instanceId: "rds-1", publicIp: "203.0.113.9", publicIpId: "e" }],
    ["TencentDB", "tc.Mysql", { internetService: 1, securityGroups: ["sg-1"] }],
  ])("%s: advice at baseline, a refusal at strict, exempted with an expiry", async (_name, type, inputs) => {
    const one = resource(type, inputs, { name: "shop-public" });
    expect(await said([one])).toEqual(["NET-10 advisory"]);
    expect(await said([one], { level: "strict" })).toEqual(["NET-10 mandatory"]);
    const exemption = {
      policy: "NET-10",
      resource: "shop-public",
      reason: "partners",
      owner: "dba@example.com",
      expires: SOON,
    };
    const { reports } = await run([one], { level: "strict", exemptions: [exemption] });
    expect(besideInstances(reports).map(({ message, enforcement }) => [message.split(":")[0], enforcement])).toEqual([
      ["NET-10 exempted", "advisory"],
    ]);
  });
  const marked = (tags: object) =>
    resource("tc.Mysql", { securityGroups: ["sg-1"], internetService: 1, tags: { "migrate-id": "shop", ...tags } });
  test.each([
    ["an owner", { "migrate-expires": SOON }, "no owner"],
    ["an owner with a name", { owner: "", "migrate-expires": SOON }, "no owner"],
    ["an expiry", { owner: "dba" }, "no expiry"],
    ["an expiry that is an instant", { owner: "dba", "migrate-expires": "soon" }, "not an instant"],
    ["an expiry in the future", { owner: "dba", "migrate-expires": "2026-11-01T00:00:00Z" }, "has passed"],
  ])("one marked for a migration needs %s", async (_name, tags, words) => {
    const { reports } = await run([marked(tags)]);
    const [found, ...more] = besideInstances(reports);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ policy: "NET-10", enforcement: "advisory" });
    expect(found!.message).toContain(words);
    expect(await said([marked(tags)], { level: "strict" })).toEqual(["NET-10 mandatory"]);
  });
  test("one with an owner and an expiry passes", async () => {
    expect(await said([marked({ owner: "dba", "migrate-expires": SOON })], { level: "production" })).toEqual([]);
    const [open] = await said([marked({ owner: "dba", "migrate-expires": unknown.string })], { onUnknown: "deny" });
    expect(open).toBe("NET-10 mandatory");
  });
  test("is undetermined if it may be public", async () => {
    const { reports } = await run([
      resource("tc.Mysql", { internetService: unknown.number, securityGroups: ["sg-1"] }),
    ]);
    const messages = besideInstances(reports).map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/^NET-10 undetermined/)]);
  });
});

describe("a database on a non-default port", () => {
  const open = (more: object = {}) =>
    resource("hw.Rule", { ...hwRule, ports: "13306", remoteIpPrefix: WORLD, ...more }, { name: "in" });
  test.each<[string, Given[number]]>([
    ["an instance of the plan", resource("hw.Rds", { db: { type: "MySQL", port: 13306 } }, { name: "target" })],
    ["an end of a task", resource("hw.Drs", { sourceDb: { ip: "10.0.0.5", port: 13306 } }, { name: "task" })],
    ["a server that dbferry logs in to", resource("df.Account", { connect: { port: 13306 } }, { name: "account" })],
  ])("is opened by a rule for its port: %s", async (_name, database) => {
    const stops = async (rule: Given[number]) =>
      (await run([rule, database])).reports
        .filter(({ resource: name, enforcement }) => name === "in" && enforcement === "mandatory")
        .map(({ policy }) => policy);
    expect(await stops(open())).toEqual(["NET-01"]);
    expect(await stops(open({ remoteIpPrefix: undefined }))).toEqual(["NET-03"]);
    expect(await stops(open({ remoteIpPrefix: "47.92.0.0/14" }))).toEqual(["NET-04"]);
    expect(await stops(open({ remoteIpPrefix: HOME }))).toEqual([]);
    expect(await stops(open({ ports: "443" }))).toEqual([]);
  });
  test("is reported once if the pack's ports name it", async () => {
    const { reports } = await run([open(), resource("hw.Rds", { db: { port: 13306 } }, { name: "target" })], {
      ports: [13306],
    });
    expect(reports.filter(({ policy }) => policy === "NET-01")).toHaveLength(1);
  });
});

describe("no false alarm", () => {
  test.each([
    ["443", { ports: "443" }, "port 443"],
    ["ICMP", { protocol: "icmp", ports: undefined }, "ICMP"],
    ["ICMP as a number", { protocol: "1", ports: undefined }, "ICMP"],
  ])("%s for everyone is reported as such, at every level", async (_name, ports, words) => {
    const rule = resource("hw.Rule", { ...hwRule, ...ports, remoteIpPrefix: WORLD });
    for (const level of ["baseline", "strict", "production"]) {
      const { refused, reports } = await run([rule], { level });
      expect([refused, reports.map(({ policy }) => policy)]).toEqual([false, ["NET-01"]]);
      expect(reports[0]!.message).toMatch(new RegExp(`^NET-01 A rule opens ${words} to every address\n`));
      expect(reports[0]!.message).not.toContain("the task's address");
    }
  });
  test("SSH for everyone is advice at baseline and refused at strict", async () => {
    const rule = resource("tc.Rule", { ...tcRule, portRange: "22", cidrIp: WORLD });
    expect(await said([rule])).toEqual(["NET-01 advisory"]);
    expect(await said([rule], { level: "strict" })).toEqual(["NET-01 mandatory"]);
  });
  test.each(["3306", "33060", "1-65535", "all", "80,3306"])(
    "port %s for everyone opens the database",
    async (ports) => {
      const { violations } = await run([resource("hw.Rule", { ...hwRule, ports, remoteIpPrefix: WORLD })]);
      expect(violations).toContain("NET-01");
    },
  );
  test("every port for a private network is advice at baseline", async () => {
    const rule = resource("ali.Rule", { ...aliRule, ipProtocol: "all", portRange: "-1/-1", cidrIp: "10.1.0.0/16" });
    expect(await said([rule])).toEqual(["NET-06 advisory"]);
    expect(await said([rule], { level: "strict" })).toEqual(["NET-06 mandatory"]);
    const public_ = resource("ali.Rule", { ...rule.props, cidrIp: HOME });
    expect(await said([public_])).toEqual(["NET-06 mandatory"]);
  });
  test("an egress rule is recognised in every spelling", async () => {
    expect(await said([resource("hw.Rule", { ...hwRule, direction: "EGRESS", remoteIpPrefix: WORLD })])).toEqual([]);
  });
  test("an unknown ICMP spelling is read as a separate protocol", async () => {
    expect(await said([resource("hw.Rule", { ...hwRule, protocol: "icmp,tcp", remoteIpPrefix: WORLD })])).toContain(
      "NET-01 mandatory",
    );
  });
  test("a range on a port open to everyone is not reported again", async () => {
    const cdn = resource("hw.Rule", { ...hwRule, ports: "443", remoteIpPrefix: "103.21.244.0/22" });
    expect(await said([cdn], { level: "production" })).toEqual([]);
  });
  test("a wide range on another service's port is reported as such", async () => {
    const ssh = resource("hw.Rule", { ...hwRule, ports: "22", remoteIpPrefix: "47.92.0.0/14" });
    const { reports } = await run([ssh]);
    expect(reports.map(({ message, enforcement }) => `${enforcement} ${message.split("\n")[0]}`)).toEqual([
      "advisory NET-04 A rule opens port 22 to a wide range",
    ]);
    expect(await said([ssh], { level: "strict" })).toEqual(["NET-04 mandatory"]);
  });
  test("a missing source on another service's port is reported as such", async () => {
    const { remoteIpPrefix: _, ...open } = { ...hwRule, remoteIpPrefix: WORLD };
    const { reports } = await run([resource("hw.Rule", { ...open, ports: "443" })], { level: "production" });
    expect(reports.map(({ message, enforcement }) => `${enforcement} ${message.split("\n")[0]}`)).toEqual([
      "advisory NET-03 A rule opens port 443 to every address, because it names no source",
    ]);
    expect(await said([resource("hw.Rule", open)])).toEqual(["NET-03 mandatory"]);
  });
  test("a prepaid resource that is neither a database nor a migration's is advice", async () => {
    const eip = (more: object) => resource("hw.Eip", { chargingMode: "prePaid", ...more });
    expect(await said([eip({})])).toEqual(["TSK-15 advisory"]);
    expect(await said([eip({})], { phase: "prepare" })).toEqual(["TSK-15 mandatory"]);
    expect(await said([eip({ tags: { owner: "dba", "migrate-id": "shop", "migrate-expires": SOON } })])).toEqual([
      "TSK-15 mandatory",
    ]);
    expect(await said([resource("ali.Instance", { instanceChargeType: "Prepaid" })])).toContain("TSK-15 mandatory");
  });
});
