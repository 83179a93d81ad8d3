import { describe, expect, it } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import { dropped } from "../../../sandbox/world/hops";
import { hostHolds, matchAccount } from "../../../sandbox/world/hostMatch";
import type { Origin, ServerRef } from "../../../sandbox/world/types";
import { World } from "../../../sandbox/world/world";
import type { WorldError } from "../../../sandbox/world/worldError";

const mysql: ServerRef = {
  host: "127.0.0.1",
  port: 1,
  admin: { user: "a", password: "secret-of-the-admin" },
  version: "5.6.24",
};

function stage() {
  const world = newWorld();
  const rds = world.alicloud.rds.add({ id: "rm-1", region: "cn-hangzhou", mysql });
  const vpc = world.huaweicloud.vpcs.add({ region: "cn-north-4", name: "v", cidr: "192.168.0.0/16" });
  const subnet = world.huaweicloud.vpcs.addSubnet({ vpcId: vpc.id, name: "s", cidr: "192.168.10.0/24" });
  const group = world.huaweicloud.securityGroups.add({ region: "cn-north-4", name: "g" });
  const target = world.huaweicloud.rds.add({
    name: "t",
    region: "cn-north-4",
    subnetId: subnet.id,
    securityGroupId: group.id,
    mysql,
  });
  const eip = world.huaweicloud.eips.allocate({ region: "cn-north-4" });
  const node = world.huaweicloud.vpcs.takeIp(subnet.id, "task");
  const inside = { address: node.address, vpcId: vpc.id };
  const rule = (change: object) =>
    world.huaweicloud.securityGroups.addRule({
      securityGroupId: group.id,
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      ...change,
    });
  const why = (result: { ok: boolean; why?: string }) => (result.ok ? "ok" : result.why);
  return {
    world,
    rds,
    group,
    target,
    eip,
    inside,
    rule,
    publicWay: (address = eip.address, port = 3306) =>
      why(world.reach({ address }, "rm-1-pub.mysql.rds.aliyuncs.com", port)),
    privateWay: (origin: object = {}, port = 3306) =>
      why(world.reach({ ...inside, ...origin }, target.privateIp, port)),
  };
}

function whyOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as WorldError).why;
  }
  return "no error";
}

describe("the route to an Alibaba RDS", () => {
  it("has no name before the public endpoint exists, nor after it was released", () => {
    const { world, publicWay } = stage();
    expect(publicWay()).toBe("dns");
    const endpoint = world.alicloud.rds.allocatePublicEndpoint("rm-1", "rm-1-pub");
    expect(world.resolve(endpoint.host)).toBe(endpoint.ip);
    expect(endpoint.ip).toMatch(/^198\.51\.100\./);
    expect(publicWay()).toBe("allowlist");
    world.alicloud.rds.releasePublicEndpoint("rm-1");
    expect(publicWay()).toBe("dns");
  });

  it.each([
    ["the address", (ip: string) => ip],
    ["the address as /32", (ip: string) => `${ip}/32`],
    ["a range that holds it", () => "203.0.113.0/24"],
    ["everybody", () => "0.0.0.0/0"],
  ])("is open when one group of several holds %s", (_, entry) => {
    const { world, eip, publicWay } = stage();
    world.alicloud.rds.allocatePublicEndpoint("rm-1", "rm-1-pub");
    world.alicloud.rds.modifyAllowlist("rm-1", "office", "Append", ["192.0.2.0/24"]);
    expect(publicWay()).toBe("allowlist");
    world.alicloud.rds.modifyAllowlist("rm-1", "dbferry", "Append", [entry(eip.address)]);
    expect(publicWay()).toBe("ok");
    expect(publicWay(eip.address, 3307)).toBe("refused");
    world.alicloud.rds.modifyAllowlist("rm-1", "dbferry", "Delete", [entry(eip.address)]);
    expect(publicWay()).toBe("allowlist");
    expect([...world.alicloud.rds.get("rm-1").allowlists.keys()]).toEqual(["default", "office"]);
  });

  it("needs a public address that is still ours", () => {
    const { world, eip, inside, publicWay } = stage();
    world.alicloud.rds.allocatePublicEndpoint("rm-1", "rm-1-pub");
    world.alicloud.rds.modifyAllowlist("rm-1", "default", "Append", ["0.0.0.0/0"]);
    expect(publicWay(inside.address)).toBe("noRoute");
    world.huaweicloud.eips.release(eip.id);
    expect(publicWay()).toBe("noRoute");
  });

  it("is refused at a port that a fault closes", () => {
    const { world, publicWay } = stage();
    world.alicloud.rds.allocatePublicEndpoint("rm-1", "rm-1-pub");
    world.alicloud.rds.modifyAllowlist("rm-1", "x", "Cover", ["203.0.113.0/24"]);
    world.faults.refusedPorts.add("rm-1-pub.mysql.rds.aliyuncs.com:3306");
    expect(publicWay()).toBe("refused");
  });
});

describe("the route to a Huawei RDS", () => {
  it("is closed by a group without a rule, even within one VPC", () => {
    expect(stage().privateWay()).toBe("securityGroup");
  });

  it.each([
    ["its address and port", (ip: string) => ({ remoteIpPrefix: `${ip}/32`, ports: "3306" }), "ok"],
    ["a range of addresses and ports", () => ({ remoteIpPrefix: "192.168.10.0/24", ports: "80,3300-3310" }), "ok"],
    ["anybody, any protocol", () => ({ protocol: undefined }), "ok"],
    ["another address", () => ({ remoteIpPrefix: "192.168.10.99/32" }), "securityGroup"],
    ["other ports", (ip: string) => ({ remoteIpPrefix: `${ip}/32`, ports: "3307-3399" }), "securityGroup"],
    ["another protocol", (ip: string) => ({ remoteIpPrefix: `${ip}/32`, protocol: "udp" }), "securityGroup"],
    ["the way out", (ip: string) => ({ remoteIpPrefix: `${ip}/32`, direction: "egress" }), "securityGroup"],
    ["the other family", () => ({ ethertype: "IPv6" }), "securityGroup"],
  ])("is open with a rule for %s", (_, change, expected) => {
    const { rule, inside, privateWay } = stage();
    rule(change(inside.address));
    expect(privateWay()).toBe(expected);
  });

  it("follows the smaller priority number, and deny on a tie", () => {
    const { rule, privateWay } = stage();
    rule({ priority: 5 });
    rule({ priority: 5, action: "deny" });
    expect(privateWay()).toBe("securityGroup");
    rule({ priority: 4 });
    expect(privateWay()).toBe("ok");
    rule({ priority: 1, action: "deny", ports: "3306" });
    expect(privateWay()).toBe("securityGroup");
  });

  it("admits members of a remote group", () => {
    const { rule, privateWay } = stage();
    rule({ remoteGroupId: "sg-drs" });
    expect(privateWay()).toBe("securityGroup");
    expect(privateWay({ securityGroupIds: ["sg-drs"] })).toBe("ok");
  });

  it("does not exist outside its VPC, nor while a fault closes the group", () => {
    const { world, group, rule, privateWay } = stage();
    rule({});
    expect(privateWay({ vpcId: "other" })).toBe("noRoute");
    expect(privateWay({ vpcId: undefined })).toBe("noRoute");
    expect(privateWay({}, 3307)).toBe("refused");
    world.faults.closedSecurityGroups.add(group.id);
    expect(privateWay()).toBe("securityGroup");
  });
});

describe("a chain of hops", () => {
  /** A cloud with two zones, connected by a door, behind which the caller has a different address. */
  function rooms({ doorOpen = true, knock = (_: string): boolean => true } = {}) {
    const world = new World();
    const zone = ({ address }: Origin) => (address === "10.9.0.1" ? "lobby" : undefined);
    world.join({
      resolve: (name) => (name === "vault.example" ? "10.9.1.1" : undefined),
      zone,
      hops: [
        {
          forward: ({ zone }) => (zone === "lobby" ? { to: "corridor", as: { address: "10.9.0.254" } } : undefined),
          guard: () => (doorOpen ? undefined : dropped("noRoute", "the door is shut")),
        },
        {
          forward: ({ zone, ip }) =>
            zone === "corridor" && ip === "10.9.1.1" ? { server: mysql, port: 3306, names: [ip] } : undefined,
          guard: ({ from }) =>
            knock(from.address) ? undefined : dropped("allowlist", `${from.address} is a stranger`),
        },
      ],
      dump: () => ({}),
    });
    return world;
  }

  it("leads to a server if every guard passes the packet, each seeing the caller's address at that point", () => {
    const seen: string[] = [];
    const world = rooms({ knock: (address) => seen.push(address) > 0 });
    expect(world.reach({ address: "10.9.0.1" }, "vault.example", 3306)).toEqual({
      ok: true,
      server: mysql,
      from: { address: "10.9.0.254" },
    });
    expect(seen).toEqual(["10.9.0.254"]);
    expect(world.reach({ address: "10.9.0.1" }, "vault.example", 3307)).toMatchObject({ why: "refused" });
  });

  it("ends at the first guard that drops the packet, and where no hop continues", () => {
    const from = { address: "10.9.0.1" };
    expect(rooms({ doorOpen: false, knock: () => false }).reach(from, "vault.example", 3306)).toMatchObject({
      detail: "the door is shut",
    });
    expect(rooms({ knock: () => false }).reach(from, "vault.example", 3306)).toMatchObject({ why: "allowlist" });
    expect(rooms().reach(from, "10.9.1.2", 3306)).toMatchObject({ why: "noRoute" });
    expect(rooms().reach({ address: "10.9.0.2" }, "vault.example", 3306)).toMatchObject({ why: "noRoute" });
    expect(rooms().reach({ address: "8.8.8.8" }, "vault.example", 3306)).toMatchObject({ why: "noRoute" });
  });

  it("ends if it forms a cycle", () => {
    const world = new World();
    const circle = { forward: () => ({ to: "round" }), guard: () => undefined };
    world.join({ resolve: () => undefined, zone: () => "round", hops: [circle], dump: () => ({}) });
    expect(world.reach({ address: "10.0.0.1" }, "10.0.0.2", 3306)).toMatchObject({ why: "noRoute" });
  });
});

describe("between the clouds", () => {
  it("no private network leads to another one, to the internet, or to an intranet endpoint", () => {
    const { world, target, inside, eip } = stage();
    const why = (from: Origin, host: string) => {
      const way = world.reach(from, host, 3306);
      return way.ok ? "ok" : way.why;
    };
    const { host, ip } = world.alicloud.rds.get("rm-1").intranet;
    world.alicloud.rds.modifyAllowlist("rm-1", "default", "Append", ["0.0.0.0/0"]);
    const endpoint = world.alicloud.rds.allocatePublicEndpoint("rm-1", "rm-1-pub");
    for (const to of [host, ip, endpoint.host, endpoint.ip]) expect(why(inside, to), to).toBe("noRoute");
    for (const to of [host, ip, target.privateIp]) expect(why({ address: eip.address }, to), to).toBe("noRoute");
    for (const to of [host, ip, target.privateIp]) expect(why({ address: "192.0.2.7" }, to), to).toBe("noRoute");
    expect(why({ address: eip.address }, endpoint.host)).toBe("ok");
  });
});

describe("things that exist only once", () => {
  it("every EIP of the range is allocated once, and a released one not again at once", () => {
    const { world, eip } = stage();
    world.huaweicloud.eips.release(eip.id);
    const next = world.huaweicloud.eips.allocate({ region: "r" });
    expect(next.address).not.toBe(eip.address);
    const addresses = new Set([next.address]);
    expect(
      whyOf(() => {
        for (;;) addresses.add(world.huaweicloud.eips.allocate({ region: "r" }).address);
      }),
    ).toBe("quota");
    expect(addresses.has(eip.address)).toBe(true);
    expect(addresses.size).toBe(world.huaweicloud.eips.list().length);
  });

  it("an EIP is bound to one thing, and not released while bound", () => {
    const { world, eip } = stage();
    world.huaweicloud.eips.bind(eip.id, "task-1");
    world.huaweicloud.eips.bind(eip.id, "task-1");
    expect(whyOf(() => world.huaweicloud.eips.bind(eip.id, "task-2"))).toBe("conflict");
    expect(whyOf(() => world.huaweicloud.eips.release(eip.id))).toBe("conflict");
    world.huaweicloud.eips.unbind(eip.id);
    world.huaweicloud.eips.release(eip.id);
    expect(whyOf(() => world.huaweicloud.eips.get(eip.id))).toBe("notFound");
  });

  it("each private address has one owner, never the gateway, and can be returned", () => {
    const { world, inside, target } = stage();
    const { subnetId } = target;
    expect(inside.address).not.toBe(target.privateIp);
    expect(whyOf(() => world.huaweicloud.vpcs.takeIp(subnetId, "x", { wanted: inside.address }))).toBe("conflict");
    expect(whyOf(() => world.huaweicloud.vpcs.takeIp(subnetId, "x", { wanted: "10.0.0.1" }))).toBe("invalid");
    world.huaweicloud.vpcs.giveBackIps("task");
    expect(world.huaweicloud.vpcs.takeIp(subnetId, "x", { wanted: inside.address }).owner).toBe("x");
  });

  it("the same rule twice, a second public endpoint, a taken name and an absent entry are refused", () => {
    const { world, rule } = stage();
    rule({ ports: "3306" });
    expect(whyOf(() => rule({ ports: "3306", description: "the same" }))).toBe("conflict");
    world.alicloud.rds.add({ id: "rm-2", region: "r", mysql });
    world.alicloud.rds.allocatePublicEndpoint("rm-1", "pub");
    expect(whyOf(() => world.alicloud.rds.allocatePublicEndpoint("rm-1", "pub-b"))).toBe("conflict");
    expect(whyOf(() => world.alicloud.rds.allocatePublicEndpoint("rm-2", "pub"))).toBe("conflict");
    expect(whyOf(() => world.alicloud.rds.modifyAllowlist("rm-1", "default", "Delete", ["192.0.2.1"]))).toBe(
      "notFound",
    );
  });

  it("the entry that admits nobody stays when the default group is emptied", () => {
    const { world } = stage();
    world.alicloud.rds.modifyAllowlist("rm-1", "default", "Cover", ["192.0.2.1"]);
    world.alicloud.rds.modifyAllowlist("rm-1", "default", "Delete", ["192.0.2.1"]);
    expect(world.alicloud.rds.allowed("rm-1")).toEqual(["127.0.0.1"]);
  });

  it("the state is shown without a password", () => {
    const { world } = stage();
    world.resources.create("vpn", { name: "x" }, "id-1");
    expect(whyOf(() => world.resources.create("vpn", {}, "id-1"))).toBe("conflict");
    const dump = JSON.stringify(world.dump());
    expect(dump).toContain("rm-1");
    expect(dump).toContain('"id-1"');
    expect(dump).not.toContain("secret-of-the-admin");
  });
});

describe("which account MySQL chooses", () => {
  it.each([
    ["203.0.113.10", true],
    ["203.0.113.%", true],
    ["203.0.113.1_", true],
    ["203.0.113._", false],
    ["203.0.113.0/255.255.255.0", true],
    ["203.0.112.0/255.255.255.0", false],
    ["%", true],
    ["", true],
    ["localhost", false],
    ["203.0.113.1", false],
    ["203\\.0\\.113\\.10", true],
    ["203_0_113_10", true],
  ])("host %s matches 203.0.113.10: %s", (pattern, expected) => {
    expect(hostHolds(pattern, "203.0.113.10")).toBe(expected);
  });

  it("prefers the host with the latest wildcard, then a name over the anonymous account", () => {
    const rows = ["%", "203.%", "203.0.113.%", "203.0.113.10"].map((host) => ({ user: "u", host }));
    const taken = (from: typeof rows, user = "u") => matchAccount(from, user, "203.0.113.10")?.host;
    expect(taken(rows)).toBe("203.0.113.10");
    expect(taken(rows.slice(0, 3))).toBe("203.0.113.%");
    expect(taken(rows.slice(0, 1))).toBe("%");
    // A pitfall of every fresh MySQL: an anonymous account with a more specific host wins over the named account at
    // '%'.
    expect(
      matchAccount(
        [
          { user: "u", host: "%" },
          { user: "", host: "203.0.113.10" },
        ],
        "u",
        "203.0.113.10",
      )?.user,
    ).toBe("");
    expect(
      matchAccount(
        [
          { user: "", host: "%" },
          { user: "u", host: "%" },
        ],
        "u",
        "203.0.113.10",
      )?.user,
    ).toBe("u");
    expect(taken(rows, "other")).toBeUndefined();
  });
});
