import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { markFor } from "../../../../model/expiry";
import type { Opening } from "../../../../model/openings";
import { huaweicloud } from "../../../../provider/clouds/huaweicloud";
import { allowlistApi } from "../../../../provider/clouds/huaweicloud/allowlist";
import type { HuaweiClient, HuaweiRequest } from "../../../../provider/clouds/huaweicloud/client";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/error";
import { closeHuaweicloud, huaweicloudOpenings } from "../../../../provider/clouds/huaweicloud/openings";
import type { CloudApi, KnownHere } from "../../../../provider/core/clouds";
import type { SecurityGroupRule } from "../../../../sandbox/huaweicloud/facts/types";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/huaweicloud/stage";

const NAME = "dbferry_shop_0a1b2c";
const EIP = "203.0.113.10/32";
const BY = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };

let cloud: Cloud;
let api: CloudApi;
beforeEach(async () => {
  cloud = await Cloud.raise();
  const { accessKey, secretKey, projectId } = CREDENTIALS;
  api = huaweicloud.connect({ region: REGION, accessKey, secretKey, projectId, endpoints: cloud.services.endpoints });
});
afterEach(() => cloud.close());

const id = () => cloud.rds.id;
const facts = () => cloud.world.huaweicloud;
/** What nobody has changed admits one address to the instance's port. */
const insert = (change: Partial<SecurityGroupRule>) =>
  facts().securityGroups.addRule({
    ...{ securityGroupId: cloud.groupId, direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "3306" },
    remoteIpPrefix: EIP,
    ...change,
  });
const rules = (group = cloud.groupId) =>
  facts()
    .securityGroups.rules(group)
    .map(({ description, action, remoteIpPrefix, ports }) => `${description} ${action} ${remoteIpPrefix} ${ports}`);
const known = (more: Partial<KnownHere["named"][number]> = {}): KnownHere => ({
  migration: "shop",
  named: [{ at: { cloud: "huaweicloud", region: REGION }, kind: "instance", id: id(), ...more }],
});
const listed = (name: string, ...entries: string[]) =>
  known({ kind: "allowlistGroup", id: `${id()}/${name}`, entries });

describe("the security group of an RDS instance as its list of addresses", () => {
  it("gets ours, a rule each, and loses ours alone", async () => {
    insert({ remoteIpPrefix: "198.51.100.0/24", description: "the office" });
    insert({ remoteIpPrefix: "0.0.0.0/0", direction: "egress", description: NAME });
    const foreign = rules();
    await api.allowlists!.change(id(), NAME, "add", ["203.0.113.10", "203.0.113.11"]);
    expect(rules()).toEqual([...foreign, `${NAME} allow ${EIP} 3306`, `${NAME} allow 203.0.113.11/32 3306`]);
    const groups = await api.allowlists!.groups(id());
    const ids = [expect.any(String), expect.any(String)];
    expect(groups).toContainEqual({ name: NAME, entries: [EIP, "203.0.113.11/32"], ids, attribute: "" });
    await api.allowlists!.change(id(), NAME, "remove", [EIP]);
    expect(rules()).toEqual([...foreign, `${NAME} allow 203.0.113.11/32 3306`]);
    await api.allowlists!.change(id(), NAME, "remove", [EIP, "203.0.113.11"]);
    expect(rules()).toEqual(foreign);
  });

  it("does not take a rule that somebody has changed for the way in", async () => {
    insert({ description: NAME, ports: undefined });
    insert({ description: NAME, action: "deny" });
    const [group] = await api.allowlists!.groups(id());
    expect(group?.entries).toEqual([`ingress allow tcp ${EIP} all ports`, `ingress deny tcp ${EIP} 3306`]);
    await api.allowlists!.change(id(), NAME, "remove", [EIP]);
    expect(rules()).toHaveLength(2);
  });

  it("is not that of a group which the instance has lost: what is ours there is another entry", async () => {
    const { id: other } = facts().securityGroups.add({ region: REGION, name: "sg-before" });
    insert({ description: NAME, securityGroupId: other });
    insert({ description: "the office", securityGroupId: other, remoteIpPrefix: "198.51.100.0/24" });
    const entries = [`ingress allow tcp ${EIP} 3306 in the security group ${other}`];
    expect(await api.allowlists!.groups(id())).toMatchObject([{ name: NAME, entries, attribute: "" }]);
    await api.allowlists!.change(id(), NAME, "remove", [EIP]);
    expect(rules(other)).toHaveLength(2);
  });

  it("is unknown of an instance that is not there: nothing is taken for gone", async () => {
    const read = api.allowlists!.groups("0f1e2d3cin01");
    await expect(read).rejects.toThrow(/no such instance in cn-north-4; check that HW_PROJECT_ID/);
    await read.catch((error) => expect(api.allowlists!.meaning(error)).toBeUndefined());
  });
});

describe("a rule that somebody else has for the same address and port", () => {
  it("is named before the cloud refuses the same one again, and nothing is added", async () => {
    insert({ description: "the office" });
    const before = rules();
    const attempt = api.allowlists!.change(id(), NAME, "add", ["203.0.113.11", "203.0.113.10"]);
    await expect(attempt).rejects.toThrow(
      /already lets in 203\.0\.113\.10\/32 \(described as 'the office'\) on port 3306/,
    );
    await expect(attempt).rejects.toThrow(/leave that address out of operator\.addresses/);
    expect(rules()).toEqual(before);
  });
});

it("is of another list of dbferry's, which is not advised to be removed", async () => {
  insert({ description: "dbferry_other_0a1b2c" });
  const attempt = api.allowlists!.change(id(), NAME, "add", [EIP]);
  await expect(attempt).rejects.toThrow(/another list of dbferry's.*a security group that it shares with no other one/);
  await attempt.catch(({ message }: Error) => expect(message).not.toMatch(/remove that rule/));
});

describe("rules as only some requests show them", () => {
  const rule = (change: object) => ({
    ...{ id: "r-1", security_group_id: "sg-1", direction: "ingress", ethertype: "IPv4", action: "allow" },
    ...{ protocol: "tcp", multiport: "3306", remote_ip_prefix: EIP, description: NAME, ...change },
  });
  const listOf = (all: object[], ofGroup: object[]) => {
    const instances = [{ id: "in-1", security_group_id: "sg-1", port: 3306 }];
    const send = async (service: string, _: string, { query }: HuaweiRequest) =>
      service === "rds" ? { instances } : { security_group_rules: query?.["security_group_id"] ? ofGroup : all };
    return allowlistApi({ region: REGION, send } as unknown as HuaweiClient);
  };

  it("are entries of the instance's list also where the list of all rules omits its group", async () => {
    expect(await listOf([], [rule({})]).groups("in-1")).toEqual([
      { name: NAME, entries: [EIP], ids: ["r-1"], attribute: "" },
    ]);
  });

  it("are entries by their ids in a group that the instance has lost, whatever somebody has made of them", async () => {
    const strayed = rule({ security_group_id: "sg-2", description: "web", remote_ip_prefix: "0.0.0.0/0" });
    const list = listOf([strayed], [rule({ id: "r-2" })]);
    const elsewhere = "ingress allow tcp 0.0.0.0/0 3306 in the security group sg-2";
    expect(await list.groups("in-1", ["r-1"])).toMatchObject([
      { name: NAME },
      { name: "web", entries: [elsewhere], ids: ["r-1"] },
    ]);
    expect(await list.groups("in-1", ["r-3"])).toMatchObject([{ name: NAME }]);
  });

  it("are named with the way out where the same rule is there, disabled", async () => {
    const off = [rule({ enabled: false })];
    const list = listOf(off, off);
    const entries = [`ingress allow tcp ${EIP} 3306 (disabled)`];
    expect(await list.groups("in-1")).toMatchObject([{ name: NAME, entries, attribute: "" }]);
    await expect(list.change("in-1", NAME, "add", [EIP])).rejects.toThrow(
      /disabled rule for 203\.0\.113\.10\/32 on port 3306.*Enable that rule in the console/,
    );
  });
});

describe("a security group that shows no rules", () => {
  const GONE = new HuaweiError("reading", "VPC.0602", "not found", 404, undefined);
  const client = (group: object | Error) => {
    const send = async (service: string, _: string, { url }: HuaweiRequest) => {
      if (service === "rds") return { instances: [{ id: "in-1", security_group_id: "sg-1", port: 3306 }] };
      if (url.endsWith("/security-group-rules")) return { security_group_rules: [] };
      if (!url.endsWith("/security-groups/{security_group_id}"))
        return { publicips: [], total_count: 0, peerings: [], routetables: [] };
      if (group instanceof Error) throw group;
      return { security_group: group };
    };
    return { region: REGION, send } as unknown as HuaweiClient;
  };

  it("has none if it can be read itself", async () => {
    expect(await allowlistApi(client({ id: "sg-1" })).groups("in-1")).toEqual([]);
  });

  it.each<[string, object | Error, RegExp]>([
    [
      "it does not exist for these credentials",
      GONE,
      /sg-1: it shows no rules, and does not exist for these credentials/,
    ],
    ["another one is answered", { id: "sg-2" }, /sg-1: the response does not contain it/],
    ["it may not be read", new HuaweiError("reading", "VPC.0001", "forbidden", 403, undefined), /forbidden/],
  ])("is unknown, and not empty, if %s", async (_, group, told) => {
    await expect(allowlistApi(client(group)).groups("in-1")).rejects.toThrow(told);
    const { unread } = await huaweicloudOpenings(client(group), {
      ...known(),
      named: [{ ...known().named[0]!, id: "in-1" }],
    });
    expect(unread).toEqual([expect.stringMatching(told)]);
    const opening = { name: NAME, group: "sg-1", kind: "allowlistGroup", addresses: [EIP] } as Opening;
    await expect(closeHuaweicloud(client(group), opening)).rejects.toThrow(told);
  });
});

describe("the openings in security groups of Huawei Cloud", () => {
  it("are the rules with our names that admit somebody, whatever has become of them", async () => {
    insert({ description: NAME });
    insert({ description: NAME, remoteIpPrefix: "203.0.113.0/24", ports: undefined });
    insert({ description: NAME, remoteIpPrefix: "203.0.113.12/32", action: "deny" });
    insert({ description: "the office", remoteIpPrefix: "203.0.113.13/32" });
    const { found, unread } = await api.openings!(known());
    expect(unread).toEqual([]);
    expect(found).toEqual([
      expect.objectContaining({
        ...{ cloud: "huaweicloud", kind: "allowlistGroup", id: `${id()}/${NAME}`, migration: "shop" },
        ...{ addresses: [EIP, "203.0.113.0/24"], port: "3306,all" },
        where: `security group ${cloud.groupId}, rules ${NAME}`,
      }),
    ]);
    // An audit of everybody's knows no instance.
    expect((await api.openings!()).found).toMatchObject([{ id: `${cloud.groupId}/${NAME}` }]);
    await api.close!(found[0]!);
    expect(rules()).toEqual([`${NAME} deny 203.0.113.12/32 3306`, "the office allow 203.0.113.13/32 3306"]);
    expect((await api.openings!(known())).found).toEqual([]);
  });

  it("are those of every group, closed in the group where they were seen", async () => {
    const { id: other } = facts().securityGroups.add({ region: REGION, name: "sg-before" });
    insert({ description: NAME });
    insert({ description: NAME, securityGroupId: other });
    const { found } = await api.openings!(listed(NAME, EIP));
    expect(found.map(({ group }) => group).sort()).toEqual([cloud.groupId, other].sort());
    await api.close!(found.find(({ group }) => group === other)!);
    expect([rules().length, rules(other).length]).toEqual([1, 0]);
  });

  it("are under an adopted name what the state says that dbferry has added, for that instance's port", async () => {
    insert({ description: "office" });
    insert({ description: "office", ports: "22" });
    insert({ description: "office", remoteIpPrefix: "203.0.113.13/32" });
    const { id: other } = facts().securityGroups.add({ region: REGION, name: "sg-web" });
    insert({ description: "office", securityGroupId: other });
    const { found, unread } = await api.openings!(listed("office", EIP));
    expect(found).toMatchObject([{ id: `${id()}/office`, addresses: [EIP], port: "3306", group: cloud.groupId }]);
    expect(unread).toEqual([]);
    expect((await api.openings!(known())).found).toEqual([]);
    await api.close!(found[0]!);
    expect(rules()).toEqual([`office allow ${EIP} 22`, "office allow 203.0.113.13/32 3306"]);
    expect(rules(other)).toHaveLength(1);
  });

  it.each([
    ["port", { ports: undefined }],
    ["block", { remoteIpPrefix: "203.0.113.0/24" }],
  ])("are not proven where a rule with an adopted name may be ours with a wider %s", async (_, wider) => {
    insert({ description: "office", ...wider });
    const read = await api.openings!(listed("office", EIP));
    expect(read.found).toEqual([]);
    expect(read.unread).toEqual([expect.stringMatching(/has rules 'office' that let in .* nothing shows whose/)]);
  });

  it.each([
    ["another description", { description: "web" }],
    ["no description", {}],
  ])("are not proven where what the state says that dbferry has added is there with %s", async (_, changed) => {
    insert(changed);
    insert({ ...changed, ports: "22" });
    insert({ ...changed, remoteIpPrefix: "203.0.113.13/32" });
    const { found, unread } = await api.openings!(listed(NAME, EIP));
    expect(found).toEqual([]);
    expect(unread).toEqual([
      expect.stringMatching(
        new RegExp(`${cloud.groupId} lets in ${EIP} \\(described as '.*'\\), which dbferry has let in as '${NAME}'`),
      ),
    ]);
    // Nothing was added, or nothing is known to have been.
    expect((await api.openings!(listed(NAME, "203.0.113.99"))).unread).toEqual([]);
    expect((await api.openings!(known())).unread).toEqual([]);
  });

  it.each<[string, string, Partial<SecurityGroupRule>]>([
    ["renamed and widened", NAME, { description: "web", remoteIpPrefix: "0.0.0.0/0" }],
    ["renamed and moved to another port", NAME, { description: "web", ports: "22" }],
    ["given another address under the adopted name", "office", { description: "office", remoteIpPrefix: "10.0.0.0/8" }],
    ["moved to another port under the adopted name", "office", { description: "office", ports: "22" }],
  ])("are not proven where a rule that dbferry has added was %s", async (_, name, changed) => {
    const rule = insert(changed);
    const list = known({ kind: "allowlistGroup", id: `${id()}/${name}`, entries: [EIP], ids: [rule.id] });
    const { found, unread } = await api.openings!(list);
    expect(found).toEqual([]);
    expect(unread).toEqual([
      expect.stringMatching(
        `${cloud.groupId} lets in ingress allow .*${rule.id}.* by what dbferry has added as '${name}'`,
      ),
    ]);
    // Without its id, it is anybody's.
    expect((await api.openings!(listed(name, EIP))).unread).toEqual([]);
    facts().securityGroups.removeRule(rule.id);
    expect((await api.openings!(list)).unread).toEqual([]);
  });

  it("are not proven where an instance with a list in the state cannot be read", async () => {
    const at = { cloud: "huaweicloud", region: REGION } as const;
    const gone = { migration: "shop", named: [{ at, kind: "allowlistGroup", id: `other/${NAME}`, entries: [EIP] }] };
    const { unread } = await api.openings!(gone as KnownHere);
    expect(unread).toEqual([
      expect.stringMatching(/the security group of other could not be read: .*no such instance/),
    ]);
  });

  it("are not proven where an instance of the migration cannot be read, with or without a list", async () => {
    expect((await api.openings!(known({ id: "0f1e2d3cin01" }))).unread).toEqual([
      expect.stringMatching(/the security group of 0f1e2d3cin01 could not be read: .*no such instance/),
    ]);
  });

  it.each<[string, KnownHere["named"][number]["kind"], string]>([
    ["an instance of the migration", "instance", "in-1"],
    ["a rule in the state, or of the file", "securityGroup", "sg-1"],
  ])("are found in the group of %s, which the list of all rules omits", async (_, kind, id) => {
    const marked = markFor("shop", new Date("2030-01-01T00:00:00Z"), BY);
    const rule = { security_group_id: "sg-1", direction: "ingress", action: "allow", remote_ip_prefix: EIP };
    const ofGroup = [
      { ...rule, id: "r-1", description: NAME },
      { ...rule, id: "r-2", description: marked },
    ];
    const send = async (service: string, _: string, { url, query }: HuaweiRequest) => {
      if (service === "rds") return { instances: [{ id: "in-1", security_group_id: "sg-1", port: 3306 }] };
      if (!url.endsWith("/security-group-rules"))
        return { publicips: [], total_count: 0, peerings: [], routetables: [] };
      return { security_group_rules: query?.["security_group_id"] === "sg-1" ? ofGroup : [] };
    };
    const client = { region: REGION, send } as unknown as HuaweiClient;
    const { found, unread } = await huaweicloudOpenings(client, {
      ...known(),
      named: [{ ...known().named[0]!, kind, id }],
    });
    expect(unread).toEqual([]);
    expect(found.map((one) => one.kind).sort()).toEqual(["allowlistGroup", "securityGroupRule"]);
  });
});
