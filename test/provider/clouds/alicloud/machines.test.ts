import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alicloud } from "../../../../provider/clouds/alicloud";
import { machineGuard } from "../../../../provider/clouds/alicloud/ecs/guard";
import type { CloudApi, GuardLook, InstanceQuery, KnownHere } from "../../../../provider/core/clouds";
import { type AlicloudServices, startAlicloud } from "../../../../sandbox/alicloud";
import type { AlibabaSecurityGroupRule } from "../../../../sandbox/alicloud/facts/types";
import { newWorld, type SandboxWorld } from "../../../../sandbox/clouds";

const REGION = "cn-hangzhou";
const NAME = "dbferry_shop_0a1b2c";
const MYSQL = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };

let world: SandboxWorld;
let services: AlicloudServices;
let api: CloudApi;
let group: string;
let machine: string;
beforeEach(async () => {
  world = newWorld();
  const keys = { accessKey: "LTAIsandbox", secretKey: "secret" };
  services = await startAlicloud({ world, credentials: { ...keys, region: REGION } });
  api = alicloud.connect({ region: REGION, ...keys, endpoints: services.endpoints });
  const inVpc = { region: REGION, vpcId: "vpc-1", name: "db" };
  group = world.alicloud.securityGroups.add(inVpc).id;
  const at = { vswitchId: "vsw-1", securityGroupId: group, privateIp: "172.16.10.10" };
  machine = world.alicloud.machines.add({ ...inVpc, ...at, mysql: MYSQL }).id;
});
afterEach(async () => {
  await services.close();
  world.close();
});

const add = (rule: Partial<AlibabaSecurityGroupRule>) =>
  world.alicloud.securityGroups.addRule(group, {
    ...{ policy: "Accept", priority: 1, protocol: "TCP", portRange: "3306/3306", cidr: "0.0.0.0/0", description: "" },
    ...rule,
  });
const rules = () =>
  world.alicloud.securityGroups
    .get(group)
    .rules.map(({ description, policy, cidr, portRange }) => `${description} ${policy} ${cidr} ${portRange}`);
const list = () => api.securityGroup!({ id: group, port: 3306 });
const known = (...named: KnownHere["named"]): KnownHere => ({ migration: "shop", named });
const at = { cloud: "alicloud", region: REGION } as const;
const adopted = () =>
  ({ at, kind: "allowlistGroup", id: `${group}/adopted`, entries: ["100.104.52.0/24"], port: 3306 }) as const;

describe("a security group of Alibaba ECS as a list of addresses", () => {
  it("gets ours beside everybody else's, and loses ours alone", async () => {
    add({ cidr: "10.9.0.0/16", portRange: "22/22", description: "ssh" });
    await list().change(machine, NAME, "add", ["100.104.52.0/24", "100.104.53.7"]);
    expect(rules()).toEqual([
      "ssh Accept 10.9.0.0/16 22/22",
      `${NAME} Accept 100.104.52.0/24 3306/3306`,
      `${NAME} Accept 100.104.53.7/32 3306/3306`,
    ]);
    expect(await list().groups(machine)).toContainEqual({
      ...{ name: NAME, attribute: "" },
      entries: ["100.104.52.0/24", "100.104.53.7/32"],
      ids: [expect.any(String), expect.any(String)],
    });
    await list().change(machine, NAME, "remove", ["100.104.52.0/24"]);
    expect(rules()).toEqual(["ssh Accept 10.9.0.0/16 22/22", `${NAME} Accept 100.104.53.7/32 3306/3306`]);
  });

  it("gets more rules than one call holds, and shows them all", async () => {
    const many = Array.from({ length: 620 }, (_, at) => `100.${104 + (at >> 8)}.${at & 255}.0/24`);
    await list().change(machine, NAME, "add", many);
    expect((await list().groups(machine)).find(({ name }) => name === NAME)?.entries).toEqual(many);
    await list().change(machine, NAME, "remove", many);
    expect(rules()).toEqual([]);
  });

  it("refuses what somebody has let in already, because the cloud would add nothing that could be removed", async () => {
    add({ cidr: "100.104.52.0/24", description: "mine" });
    await expect(list().change(machine, NAME, "add", ["100.104.52.0/24"])).rejects.toThrow(
      /already lets in 100\.104\.52\.0\/24 \(described as 'mine'\).*nothing was added/,
    );
    expect(rules()).toHaveLength(1);
  });

  it("does not advise to remove what another migration has let in", async () => {
    add({ cidr: "100.104.52.0/24", description: "dbferry_orders_0a1b2c" });
    const attempt = list().change(machine, NAME, "add", ["100.104.52.0/24"]);
    const refused = String(await attempt.catch((error: unknown) => error));
    expect(refused).toMatch(/another list of dbferry's.*finish the other migration first/);
    expect(refused).not.toContain("remove it in the console");
    expect(rules()).toHaveLength(1);
  });

  it("shows a rule of our name that somebody has widened as another entry", async () => {
    add({ cidr: "100.104.52.0/24", portRange: "1/65535", description: NAME });
    expect(await list().groups(machine)).toContainEqual({
      ...{ name: NAME, attribute: "" },
      entries: ["Accept TCP 100.104.52.0/24 1/65535"],
      ids: [expect.any(String)],
    });
  });

  it("is gone with its group", async () => {
    const other = api.securityGroup!({ id: "sg-gone", port: 3306 });
    const error = await other.groups(machine).catch((failed: unknown) => failed);
    expect(other.meaning(error)).toBe("gone");
  });
});

describe("an audit of Alibaba Cloud", () => {
  it("finds our rules in every group, also where no database is, and removes what it has shown", async () => {
    add({ cidr: "10.9.0.0/16", portRange: "22/22", description: "ssh" });
    add({ cidr: "100.104.52.0/24", description: NAME });
    const { found, unread } = await api.openings!();
    expect(unread).toEqual([]);
    expect(found).toMatchObject([
      {
        ...{ kind: "allowlistGroup", id: `${group}/${NAME}`, migration: "shop", group, port: "3306/3306" },
        addresses: ["100.104.52.0/24"],
      },
    ]);
    add({ cidr: "100.104.53.0/24", description: NAME });
    await api.close!(found[0]!);
    expect(rules()).toEqual(["ssh Accept 10.9.0.0/16 22/22", `${NAME} Accept 100.104.53.0/24 3306/3306`]);
  });

  it("finds what the state has under an adopted name, removes it, and leaves everything else of that name", async () => {
    add({ cidr: "100.104.52.0/24", description: "adopted" });
    add({ cidr: "10.9.0.0/16", description: "adopted" });
    add({ cidr: "100.104.52.0/24", portRange: "22/22", description: "adopted" });
    expect((await api.openings!()).found).toEqual([]);
    const { found, unread } = await api.openings!(known(adopted()));
    expect(unread).toEqual([]);
    expect(found).toMatchObject([{ id: `${group}/adopted`, addresses: ["100.104.52.0/24"], port: "3306/3306" }]);
    await api.close!(found[0]!);
    expect(rules()).toEqual(["adopted Accept 10.9.0.0/16 3306/3306", "adopted Accept 100.104.52.0/24 22/22"]);
  });

  it("proves nothing of a rule under an adopted name that lets in what ours did, and more", async () => {
    add({ cidr: "100.104.0.0/16", portRange: "1/65535", description: "adopted" });
    const { found, unread } = await api.openings!(known(adopted()));
    expect(found).toEqual([]);
    expect(unread).toEqual([
      expect.stringContaining("for 100.104.0.0/16 that let in what dbferry has let in, and more"),
    ]);
  });

  it("proves nothing where what the state says that dbferry has added is there with another description", async () => {
    add({ cidr: "100.104.52.0/24", description: "web" });
    add({ cidr: "100.104.52.0/24", description: "web", portRange: "22/22" });
    const ours = { ...adopted(), id: `${group}/${NAME}` };
    const { found, unread } = await api.openings!(known(ours));
    expect(found).toEqual([]);
    expect(unread).toEqual([
      expect.stringMatching(
        /lets in 100\.104\.52\.0\/24 \(described as 'web'\), which dbferry has let in as 'dbferry_shop/,
      ),
    ]);
    expect((await api.openings!(known())).unread).toEqual([]);
  });

  it.each([
    ["renamed and widened", NAME, { cidr: "0.0.0.0/0", description: "web" }],
    ["renamed and moved to another port", NAME, { cidr: "100.104.52.0/24", portRange: "22/22", description: "web" }],
    ["given another address under the adopted name", "adopted", { cidr: "10.0.0.0/8", description: "adopted" }],
  ])("proves nothing where a rule that dbferry has added was %s", async (_, name, changed) => {
    add(changed);
    const { id } = world.alicloud.securityGroups.get(group).rules.at(-1)!;
    const list = { ...adopted(), id: `${group}/${name}` };
    expect((await api.openings!(known(list))).unread).toEqual([]);
    const { found, unread } = await api.openings!(known({ ...list, ids: [id] }));
    expect(found).toEqual([]);
    expect(unread).toEqual([expect.stringMatching(`lets in .*${id}.* by what dbferry has added as '${name}'`)]);
  });

  it("takes no group of the state that these credentials do not see for closed", async () => {
    const entry = { ...adopted(), id: `sg-elsewhere/${NAME}` };
    const { found, unread } = await api.openings!(known(entry));
    expect(found).toEqual([]);
    expect(unread).toEqual([
      expect.stringContaining("sg-elsewhere does not exist in cn-hangzhou for these credentials"),
    ]);
  });

  it("counts a rule whose policy is not known as an opening, and no rule that drops", async () => {
    add({ cidr: "100.104.52.0/24", description: NAME, policy: "Trust" as never });
    add({ cidr: "100.104.53.0/24", description: NAME, policy: "Drop" });
    expect((await api.openings!()).found).toMatchObject([{ addresses: ["100.104.52.0/24"] }]);
  });
});

describe("what keeps a task from a machine", () => {
  const guard = (from = "100.104.52.0/24") => {
    const login = { cloud: "alicloud", machineId: machine, securityGroupId: group, host: "172.16.10.10", port: 3306 };
    return api.guard!({ login, side: "source", from, debug: () => {} } as unknown as GuardLook);
  };

  it("is certain where no rule lets it in, and not where one does or another may drop it", async () => {
    add({ cidr: "10.0.0.0/8" });
    expect(await guard()).toMatchObject({ certain: true, reads: "securityGroup" });
    add({ cidr: "100.104.52.0/23", portRange: "3300/3310" });
    expect(await guard()).toMatchObject({ certain: false, admits: true });
    add({ cidr: "0.0.0.0/0", policy: "Drop", portRange: "-1/-1", protocol: "ALL", priority: 100 });
    expect(await guard()).toMatchObject({ certain: false, admits: true });
    add({ cidr: "100.104.52.7/32", policy: "Drop", portRange: "-1/-1", protocol: "ALL" });
    const seen = await guard();
    expect(seen).toMatchObject({ certain: false, cause: expect.stringContaining("others that may drop it") });
    expect(seen.admits).toBeUndefined();
  });

  const ACCEPT = { Policy: "Accept", Priority: "1", IpProtocol: "TCP", PortRange: "3306/3306" };
  const FROM = "100.104.52.0/24";
  const judged = (groups: Record<string, object[]>) =>
    machineGuard(
      {
        login: { machineId: "i-1", securityGroupId: "sg-1", host: "172.16.10.10", port: 3306 },
        from: FROM,
        debug() {},
      } as never,
      async (one) => groups[one] as never,
      async () => Object.keys(groups),
    );

  it("is read in every group that the machine has now, not in the one of the file", async () => {
    expect(await judged({ "sg-2": [{ ...ACCEPT, SourceCidrIp: FROM }] })).toMatchObject({ admits: true });
    expect(await judged({ "sg-2": [] })).toMatchObject({
      certain: true,
      cause: expect.stringContaining("the security group sg-2 of i-1 does not let in"),
    });
    const drops = {
      "sg-1": [{ ...ACCEPT, SourceCidrIp: FROM }],
      "sg-2": [{ ...ACCEPT, Policy: "Drop", SourceCidrIp: FROM }],
    };
    const seen = await judged(drops);
    expect(seen.admits).toBeUndefined();
    expect(seen.cause).toContain("the security groups sg-1, sg-2 of i-1 have rules that let in");
  });

  it.each([
    ["a list of prefixes", { ...ACCEPT, SourcePrefixListId: "pl-1" }],
    ["a list of ports", { ...ACCEPT, PortRange: "", PortRangeListId: "prl-1", SourceCidrIp: FROM }],
    ["some of the caller's ports", { ...ACCEPT, SourcePortRange: "80/80", SourceCidrIp: FROM }],
    ["another address of the machine", { ...ACCEPT, DestCidrIp: "172.16.10.99/32", SourceCidrIp: FROM }],
  ])("is neither certain nor ruled out by a rule for %s", async (_, rule) => {
    const seen = await judged({ "sg-1": [rule] });
    expect(seen).toMatchObject({ certain: false, cause: expect.stringContaining("that may let in") });
    expect(seen.admits).toBeUndefined();
  });

  it("is judged by no rule for IPv6: a service connects from no such address", async () => {
    const rule = { ...ACCEPT, Ipv6SourceCidrIp: "2001:db8::/32" };
    expect(await judged({ "sg-1": [rule] })).toMatchObject({ certain: true });
    const both = [
      { ...ACCEPT, SourceCidrIp: FROM },
      { ...rule, Policy: "Drop" },
    ];
    expect(await judged({ "sg-1": both })).toMatchObject({ admits: true });
  });

  it("is not known where the machine's groups are not", async () => {
    const seen = await judged({});
    expect(seen).toMatchObject({ certain: false, cause: expect.stringContaining("most likely") });
    expect(seen.admits).toBeUndefined();
  });
});

describe("a machine in the file", () => {
  const problems = async (given: object = {}) => {
    const query = {
      ...{ machine: true, instanceId: machine, region: REGION, cloud: "alicloud" },
      ...{ vpcId: "vpc-1", subnetId: "vsw-1", securityGroupId: group, privateIp: "172.16.10.10" },
      ...given,
    } as InstanceQuery;
    return (await api.instance!("source", query)).problems.map(({ path, seen }) => `${path}: ${seen}`);
  };

  it("is confirmed as it is, and every difference is named at once", async () => {
    expect(await problems()).toEqual([]);
    const wrong = { vpcId: "vpc-2", subnetId: "vsw-2", securityGroupId: "sg-2", privateIp: "172.16.10.11" };
    expect(await problems(wrong)).toEqual(Object.entries(wrong).map(([name, seen]) => `source.${name}: ${seen}`));
    world.alicloud.machines.find(machine)!.status = "Stopped";
    expect(await problems()).toEqual([`source.instanceId: ${machine}, whose state is Stopped`]);
    expect(await problems({ instanceId: "i-other" })).toEqual([
      "source.instanceId: i-other, which does not exist in cn-hangzhou",
    ]);
  });
});
