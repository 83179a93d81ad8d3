import { describe, expect, it, vi } from "vitest";
import { tagsFor } from "../../../../model/expiry";
import type { Need } from "../../../../model/need";
import type { Opening } from "../../../../model/openings";
import { AlicloudError } from "../../../../provider/clouds/alicloud/error";
import type { VpcClient } from "../../../../provider/clouds/alicloud/vpn/client";
import { closeVpn } from "../../../../provider/clouds/alicloud/vpn/closing";
import { vpnLacks } from "../../../../provider/clouds/alicloud/vpn/needs";
import { vpnOpenings } from "../../../../provider/clouds/alicloud/vpn/openings";
import { vpnProblems } from "../../../../provider/clouds/alicloud/vpn/plan";
import { tunnelHop } from "../../../../provider/clouds/alicloud/vpn/tunnel";
import type { VpnQuery } from "../../../../provider/core/clouds";

vi.mock("node:timers/promises", () => ({ setTimeout: async () => {} }));

const BY = { id: "0123456789ab", organization: "acme", project: "dbferry", stack: "shop" };
const tagged = (migration: string, by = BY) => ({
  Tag: Object.entries(tagsFor(migration, new Date("2026-12-10T00:00:00Z"), "dba", by)).map(([Key, Value]) => ({
    Key,
    Value,
  })),
});
const GATEWAY = {
  ...{ VpnGatewayId: "vpn-1", Name: "dbferry-shop", Status: "active", VpcId: "vpc-1", ChargeType: "POSTPAY" },
  ...{ BusinessStatus: "Normal", NetworkType: "public", IpsecVpn: "enable", VpnType: "Normal" },
  ...{ VSwitchId: "vsw-1", DisasterRecoveryVSwitchId: "vsw-2" },
  ...{ InternetIp: "203.0.113.1", DisasterRecoveryInternetIp: "203.0.113.2", Tags: tagged("shop") },
};
const DEVICE = { CustomerGatewayId: "cgw-1", Name: "dbferry-shop", IpAddress: "198.51.100.1", Tags: tagged("shop") };
const tunnels = (...statuses: (string | undefined)[]) => ({
  TunnelOptions: statuses.map((Status, at) => ({
    ...{ Role: at === 0 ? "master" : "slave", Status, CustomerGatewayId: "cgw-1" },
    TunnelIkeConfig: { Psk: "the_secret_Key" },
  })),
});
const CONNECTION = {
  ...{ VpnConnectionId: "vco-1", Name: "dbferry-shop", VpnGatewayId: "vpn-1", Tag: tagged("shop") },
  ...{ LocalSubnet: "100.104.52.0/24,100.104.61.128/26", RemoteSubnet: "10.1.0.0/24" },
  TunnelOptionsSpecification: tunnels("ipsec_sa_established", "ike_sa_not_established"),
};
const ROUTE = { RouteDest: "10.1.0.0/24", NextHop: "vco-1", State: "published", Weight: 100 };

const refused = (code: string, status = 400) => new AlicloudError("asking", code, "no", status, "Alibaba VPC");
const MISSING = refused("InvalidVpnGatewayInstanceId.NotFound", 404);

interface World {
  gateways?: object[];
  devices?: object[];
  connections?: object[];
  routes?: object[];
  /** Learned by BGP. */
  learned?: object[];
  /** Policy-based routes. */
  policies?: object[];
  answers?: Record<string, object | Error>;
}

/** A client of a cloud that has these parts; deleted ones are gone. */
function cloud({
  gateways = [],
  devices = [],
  connections = [],
  routes = [],
  learned = [],
  policies = [],
  answers = {},
}: World) {
  const calls: string[] = [];
  const lists = { VpnGateway: [...gateways], CustomerGateway: [...devices], VpnConnection: [...connections] } as Record<
    string,
    Record<string, unknown>[]
  >;
  const call = async (action: string, _: string, query: Record<string, string>) => {
    const given = answers[action];
    if (given instanceof Error) throw given;
    if (given) return given;
    if (action === "DescribeVpnPbrRouteEntries")
      return { VpnPbrRouteEntries: { VpnPbrRouteEntry: policies }, TotalCount: policies.length };
    if (action === "DescribeVpnRouteEntries") {
      const listed = query["RouteEntryType"] === "bgp" ? learned : routes;
      return { VpnRouteEntries: { VpnRouteEntry: listed }, TotalCount: listed.length };
    }
    const list = /^Describe(\w+)s$/.exec(action)?.[1];
    if (list && lists[list]) return { [`${list}s`]: { [list]: lists[list] }, TotalCount: lists[list].length };
    const [, verb, kind] = /^(Describe|Delete)(\w+)$/.exec(action)!;
    const id = query[`${kind}Id`];
    if (verb === "Delete") {
      calls.push(`${action} ${id ?? query["RouteDest"]}`);
      if (id) lists[kind!] = lists[kind!]!.filter((one) => one[`${kind}Id`] !== id);
      return {};
    }
    const found = lists[kind!]?.find((one) => one[`${kind}Id`] === id);
    if (!found) throw MISSING;
    return found;
  };
  return { client: { region: "cn-hangzhou", call } as unknown as VpcClient, calls };
}

describe("the way through the tunnels", () => {
  const query = { migration: "shop", from: ["100.104.52.0/24"], to: "10.1.0.7", deviceAddress: "198.51.100.1" };
  const hop = (change: object = {}, routes: object[] = [ROUTE], more: object[] = []) =>
    tunnelHop(cloud({ devices: [DEVICE], connections: [{ ...CONNECTION, ...change }, ...more], routes }).client, query);

  it("is inferred where one tunnel is up and carries every block of the task", async () => {
    expect(await hop()).toMatchObject({ hop: "route", state: "inferred" });
  });

  it.each<[string, object, object[], RegExp]>([
    [
      "both tunnels are down",
      { TunnelOptionsSpecification: tunnels("ike_sa_not_established", "ipsec_sa_not_established") },
      [ROUTE],
      /the tunnels are down \(the master tunnel: the IKE negotiation failed; the slave tunnel: the IPsec/,
    ],
    [
      "a block of the task is not carried",
      { LocalSubnet: "100.104.61.128/26" },
      [ROUTE],
      /do not hold 100\.104\.52\.0\/24/,
    ],
    ["the server's network is not carried", { RemoteSubnet: "10.2.0.0/24" }, [ROUTE], /do not hold 10\.1\.0\.7/],
    ["there is no route", {}, [], /no published route to 10\.1\.0\.7/],
    ["the route is not published", {}, [{ ...ROUTE, State: "normal" }], /no published route/],
    ["the route leads elsewhere", {}, [{ ...ROUTE, NextHop: "vco-2" }], /no published route/],
    ["the route has no weight", {}, [{ ...ROUTE, Weight: 0 }], /no published route/],
  ])("is shut where %s, with what opens it", async (_, change, routes, seen) => {
    const found = await hop(change, routes);
    expect(found).toMatchObject({ state: "shut", seen: [expect.stringMatching(seen)] });
    expect(found.fix).toHaveLength(1);
  });

  it.each<[string, object[], string]>([
    ["shut", [{ ...DEVICE, IpAddress: "198.51.100.9" }], "to another device than 198.51.100.1: 198.51.100.9"],
    ["unknown", [], "one whose customer gateway is not listed"],
  ])("is %s where the tunnel that is up is not to the device", async (state, devices, seen) => {
    const { client } = cloud({ devices, connections: [CONNECTION], routes: [ROUTE] });
    expect(await tunnelHop(client, query)).toMatchObject({ state, seen: [expect.stringContaining(seen)] });
  });

  it("is shut where one of two tunnels that are up is to another device, which packets may take", async () => {
    const [master, slave] = tunnels("ipsec_sa_established", "ipsec_sa_established").TunnelOptions;
    const connection = {
      ...CONNECTION,
      TunnelOptionsSpecification: { TunnelOptions: [{ ...master, CustomerGatewayId: "cgw-2" }, slave] },
    };
    const other = { CustomerGatewayId: "cgw-2", Name: "theirs", IpAddress: "198.51.100.9", Tags: tagged("crm") };
    const { client } = cloud({ devices: [DEVICE, other], connections: [connection], routes: [ROUTE] });
    expect(await tunnelHop(client, query)).toMatchObject({
      state: "shut",
      seen: [expect.stringMatching(/than 198\.51\.100\.1: 198\.51\.100\.9$/)],
    });
  });

  it.each([[[]], [["SOMETHING_NEW"]], [["ike_sa_not_established", undefined]]])(
    "is unknown for the states %j, which prove nothing",
    async (statuses) => {
      expect(await hop({ TunnelOptionsSpecification: tunnels(...statuses) })).toMatchObject({ state: "unknown" });
    },
  );

  it("is unknown while nobody knows what the task connects from, and where two stacks claim a connection", async () => {
    const without = await tunnelHop(cloud({ devices: [DEVICE], connections: [CONNECTION], routes: [ROUTE] }).client, {
      ...query,
      from: [],
    });
    expect(without).toMatchObject({ state: "unknown" });
    const theirs = {
      ...CONNECTION,
      VpnConnectionId: "vco-2",
      Name: "theirs",
      Tag: tagged("shop", { ...BY, id: "ffff" }),
    };
    expect(await hop({}, [ROUTE], [theirs])).toMatchObject({
      state: "unknown",
      seen: [expect.stringContaining("theirs")],
    });
  });

  it("is shut where the migration has no connection: another one's is not its own", async () => {
    expect(await hop({ Tag: tagged("crm") })).toMatchObject({
      state: "shut",
      seen: ["no VPN connection has the mark of the migration"],
    });
  });
});

describe("what a VPN has left open", () => {
  it("is every part with the mark, and never a key", async () => {
    const foreign = { ...CONNECTION, VpnConnectionId: "vco-office", Name: "office", Tag: { Tag: [] } };
    const parts = { gateways: [GATEWAY], devices: [DEVICE], connections: [CONNECTION, foreign] };
    const { found, unread } = await vpnOpenings(cloud(parts).client);
    expect(found.map(({ kind, id, migration, state }) => [kind, id, migration, state])).toEqual([
      ["vpnConnection", "vco-1", "shop", BY.id],
      ["customerGateway", "cgw-1", "shop", BY.id],
      ["vpnGateway", "vpn-1", "shop", BY.id],
    ]);
    expect(found[0]).toMatchObject({
      addresses: ["198.51.100.1"],
      where: expect.stringContaining("ipsec_sa_established"),
    });
    expect(unread).toEqual([]);
    expect(JSON.stringify(found)).not.toContain("the_secret_Key");
  });

  it("includes what only the state knows, and says what it could not read", async () => {
    const unmarked = { ...GATEWAY, Name: "theirs", Tags: { Tag: [] } };
    const at = { cloud: "alicloud", region: "cn-hangzhou" } as const;
    const known = {
      migration: "shop",
      named: [
        { at, kind: "vpnGateway", id: "vpn-1", isOurs: true },
        { at, kind: "customerGateway", id: "cgw-9" },
      ],
    } as const;
    const denied = { DescribeCustomerGateway: refused("Forbidden", 403) };
    const { found, unread } = await vpnOpenings(cloud({ gateways: [unmarked], answers: denied }).client, known);
    expect(found.map(({ id }) => id)).toEqual(["vpn-1"]);
    expect(unread).toEqual([expect.stringContaining("cgw-9 is not listed, and could not be read either")]);
  });

  it("may be a gateway that has the name and not yet the mark: nothing claims it, and nothing denies it", async () => {
    const named = { ...GATEWAY, Tags: { Tag: [] } };
    const { found, unread } = await vpnOpenings(cloud({ gateways: [named] }).client);
    expect([found, unread]).toEqual([[], [expect.stringContaining("vpn-1 has the name dbferry-shop and no mark")]]);
  });
});

describe("closing", () => {
  const opening = (kind: string, id: string) => ({ kind, id, where: `the ${kind}` }) as Opening;

  it("removes the routes that lead to a connection first, and no others", async () => {
    const other = { ...ROUTE, RouteDest: "10.5.0.0/24", NextHop: "vco-office" };
    const { client, calls } = cloud({ connections: [CONNECTION], routes: [ROUTE, other] });
    await closeVpn(client, opening("vpnConnection", "vco-1"));
    expect(calls).toEqual(["DeleteVpnRouteEntry 10.1.0.0/24", "DeleteVpnConnection vco-1"]);
  });

  it("guesses no weight of a route", async () => {
    const { client, calls } = cloud({ connections: [CONNECTION], routes: [{ ...ROUTE, Weight: undefined }] });
    await expect(closeVpn(client, opening("vpnConnection", "vco-1"))).rejects.toThrow(/does not say the weight/);
    expect(calls).toEqual([]);
  });

  it("waits while the gateway takes another change, and gives up on nothing else", async () => {
    const { client, calls } = cloud({ connections: [CONNECTION], routes: [] });
    const tried: string[] = [];
    const call = (action: string, doing: string, query: Record<string, string>) => {
      if (action === "DeleteVpnConnection" && tried.push(action) < 3) throw refused("VpnGateway.Configuring");
      return client.call(action as never, doing, query);
    };
    await closeVpn({ region: "cn-hangzhou", call } as unknown as VpcClient, opening("vpnConnection", "vco-1"));
    expect([tried.length, calls]).toEqual([3, ["DeleteVpnConnection vco-1"]]);
  });

  it("is a no-op for what is gone, and refuses what the cloud keeps until its time is over", async () => {
    const { client, calls } = cloud({ gateways: [{ ...GATEWAY, ChargeType: "Prepay" }] });
    await closeVpn(client, opening("vpnGateway", "vpn-9"));
    await expect(closeVpn(client, opening("vpnGateway", "vpn-1"))).rejects.toThrow(/paid in advance/);
    expect(calls).toEqual([]);
  });

  it("does not take a refusal of its key for a part that is gone", async () => {
    const answers = { DescribeVpnGateway: refused("InvalidAccessKeyId.NotFound", 404) };
    await expect(
      closeVpn(cloud({ gateways: [GATEWAY], answers }).client, opening("vpnGateway", "vpn-1")),
    ).rejects.toThrow("InvalidAccessKeyId.NotFound");
  });

  it("fails with the cloud's own words", async () => {
    const answers = { DeleteVpnGateway: refused("DependencyViolation") };
    await expect(
      closeVpn(cloud({ gateways: [GATEWAY], answers }).client, opening("vpnGateway", "vpn-1")),
    ).rejects.toThrow(/DependencyViolation/);
  });
});

describe("what a migration needs of a VPN", () => {
  const at = { cloud: "alicloud", region: "cn-hangzhou" } as const;
  const needs: Need[] = [
    { kind: "vpnGateway", ...at, id: "vpn-1", address: "203.0.113.1, 203.0.113.2" },
    { kind: "customerGateway", ...at, id: "cgw-1", address: "198.51.100.1" },
    { kind: "vpnConnection", ...at, id: "vco-1", address: "198.51.100.1", through: "vpn-1" },
  ];
  const lacking = async (world: World) => {
    const { client } = cloud({
      gateways: [GATEWAY],
      devices: [DEVICE],
      connections: [CONNECTION],
      routes: [ROUTE],
      ...world,
    });
    return (await Promise.all(needs.map((need) => vpnLacks(client, need)))).filter((one) => one !== undefined);
  };

  it.each<[string, World, RegExp | undefined]>([
    ["nothing", {}, undefined],
    ["nothing while the gateway takes a change", { gateways: [{ ...GATEWAY, Status: "updating" }] }, undefined],
    ["the gateway", { gateways: [] }, /vpn-1 .* is gone/],
    ["an active gateway", { gateways: [{ ...GATEWAY, Status: "deleting" }] }, /is deleting, not active/],
    ["an address", { gateways: [{ ...GATEWAY, InternetIp: "203.0.113.9" }] }, /has the addresses 203\.0\.113\.9/],
    ["the device", { devices: [{ ...DEVICE, IpAddress: "198.51.100.9" }] }, /it is of 198\.51\.100\.9/],
    ["the connection", { connections: [] }, /vco-1 .* is gone/],
    ["its gateway", { connections: [{ ...CONNECTION, VpnGatewayId: "vpn-2" }] }, /it is of the gateway vpn-2/],
    ["its networks", { connections: [{ ...CONNECTION, RemoteSubnet: "" }] }, /has no peer networks/],
    [
      "a gateway that is paid",
      { gateways: [{ ...GATEWAY, BusinessStatus: "FinancialLocked" }] },
      /has BusinessStatus FinancialLocked, not BusinessStatus Normal/,
    ],
    [
      "a weight of its route",
      { routes: [{ ...ROUTE, Weight: 0 }] },
      /no published route of the gateway to 10\.1\.0\.0\/24/,
    ],
    ["a route", { routes: [{ ...ROUTE, State: "normal" }] }, /no published route of the gateway to 10\.1\.0\.0\/24/],
  ])("lacks %s", async (_, world, says) => {
    expect(await lacking(world)).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  it.each([
    "Forbidden",
    "InvalidAccessKeyId.NotFound",
    "InvalidApi.NotFound",
    "InvalidProduct.NotFound",
    "InvalidRegionId.NotFound",
  ])("nothing is concluded from a call that fails with %s", async (code) => {
    await expect(lacking({ answers: { DescribeVpnGateway: refused(code, 404) } })).rejects.toThrow(code);
  });
});

describe("what the cloud says of a VPN before it is made", () => {
  const given = { id: "vpn-1", address: "203.0.113.1", standbyAddress: "203.0.113.2" };
  const query = {
    ...{ cloud: "alicloud" as const, vpcId: "vpc-1", cloudSubnets: ["100.104.52.0/24"], deviceAddress: "198.51.100.1" },
    ...{ migration: "shop", stateId: BY.id, deviceSubnets: ["10.1.0.0/24"] },
    ...{ subnetId: "vsw-1", standbySubnetId: "vsw-2" },
  } satisfies VpnQuery;
  const vswitch = (VpcId: string, VSwitchId: string) => ({
    ...{ VSwitchId, VpcId },
    CidrBlock: VSwitchId === "vsw-6" ? "10.1.0.128/25" : "192.168.10.0/24",
  });
  /** Each is in a zone of its own, apart from vsw-4, which is in that of vsw-1, and vsw-5, of which nothing is said. */
  const zones = (id: string) => (id === "vsw-5" ? {} : { ZoneId: `cn-hangzhou-${id === "vsw-4" ? "vsw-1" : id}` });
  const problems = (more: Partial<VpnQuery>, world: World = {}) => {
    const { client } = cloud({ gateways: [GATEWAY], ...world });
    const call = async (action: string, doing: string, asked: Record<string, string>) => {
      if (action !== "DescribeVSwitchAttributes") return client.call(action as never, doing, asked);
      const id = asked["VSwitchId"]!;
      if (id === "vsw-9") throw refused("InvalidVSwitchId.NotFound", 404);
      return { ...vswitch(id === "vsw-3" ? "vpc-2" : "vpc-1", id), ...zones(id) };
    };
    return vpnProblems({ region: "cn-hangzhou", call } as unknown as VpcClient, { ...query, ...more });
  };

  it("nothing, where it agrees", async () => {
    expect(await problems({})).toEqual([]);
    expect(await problems({ gateway: given, subnetId: undefined, standbySubnetId: undefined })).toEqual([]);
    const own = { connections: [CONNECTION], routes: [ROUTE, { ...ROUTE, RouteDest: "10.0.0.0/8", NextHop: "vco-2" }] };
    expect(await problems({ gateway: given }, own)).toEqual([]);
    expect(await problems({ customerGatewayId: "cgw-1" }, { devices: [DEVICE] })).toEqual([]);
    expect(await problems({}, { devices: [DEVICE] })).toEqual([]);
    // Of a killed update, which is told elsewhere.
    const unmarked = { ...DEVICE, Name: "dbferry-shop", Tags: { Tag: [] } };
    expect(await problems({}, { devices: [unmarked] })).toEqual([]);
  });

  it.each<[string, Partial<VpnQuery>, World, string, RegExp]>([
    ["a vSwitch of another VPC", { subnetId: "vsw-3" }, {}, "vpn.subnetId", /vsw-3, of the VPC vpc-2/],
    ["one that is not in the region", { standbySubnetId: "vsw-9" }, {}, "vpn.standbySubnetId", /not in cn-hangzhou/],
    ["one vSwitch twice", { standbySubnetId: "vsw-1" }, {}, "vpn.standbySubnetId", /vsw-1, as vpn\.subnetId/],
    [
      "two vSwitches of one zone",
      { standbySubnetId: "vsw-4" },
      {},
      "vpn.standbySubnetId",
      /vsw-4, of the zone cn-hangzhou-vsw-1, as vpn\.subnetId/,
    ],
    [
      "a network behind the device that is also one of the VPC",
      { standbySubnetId: "vsw-6" },
      {},
      "vpn.deviceSubnets",
      /10\.1\.0\.0\/24, which overlaps 10\.1\.0\.128\/25 of vsw-6/,
    ],
    [
      "one that is also a network of a gateway that exists",
      { gateway: given },
      { gateways: [{ ...GATEWAY, DisasterRecoveryVSwitchId: "vsw-6" }] },
      "vpn.deviceSubnets",
      /overlaps 10\.1\.0\.128\/25 of vsw-6/,
    ],
    [
      "a network of the gateway's that nobody says",
      { gateway: given },
      { gateways: [{ ...GATEWAY, VSwitchId: "vsw-9" }] },
      "vpn.deviceSubnets",
      /does not say the network of vsw-9/,
    ],
    ["a gateway that is not there", { gateway: given }, { gateways: [] }, "vpn.gateway.id", /not in cn-hangzhou/],
    ["one of another VPC", { gateway: given, vpcId: "vpc-2" }, {}, "vpn.gateway.id", /of the VPC vpc-1/],
    [
      "one that is not active",
      { gateway: given },
      { gateways: [{ ...GATEWAY, Status: "provisioning" }] },
      "vpn.gateway.id",
      /whose state is provisioning/,
    ],
    [
      "one that is locked",
      { gateway: given },
      { gateways: [{ ...GATEWAY, BusinessStatus: "FinancialLocked" }] },
      "vpn.gateway.id",
      /vpn-1, with BusinessStatus FinancialLocked/,
    ],
    [
      "one without public addresses",
      { gateway: given },
      { gateways: [{ ...GATEWAY, NetworkType: "private" }] },
      "vpn.gateway.id",
      /vpn-1, with NetworkType private/,
    ],
    [
      "one without IPsec",
      { gateway: given },
      { gateways: [{ ...GATEWAY, IpsecVpn: "disable" }] },
      "vpn.gateway.id",
      /vpn-1, with IpsecVpn disable/,
    ],
    [
      "one of another kind, or none that is given",
      { gateway: given },
      { gateways: [{ ...GATEWAY, VpnType: undefined }] },
      "vpn.gateway.id",
      /vpn-1, with VpnType not given/,
    ],
    [
      "one with a single tunnel",
      { gateway: given },
      { gateways: [{ ...GATEWAY, DisasterRecoveryInternetIp: "" }] },
      "vpn.gateway.standbyAddress",
      /203\.0\.113\.2/,
    ],
    [
      "one with policy-based routes",
      { gateway: given },
      { policies: [{ RouteSource: "172.16.0.0/12", RouteDest: "10.5.0.0/24", NextHop: "vco-office", Weight: 0 }] },
      "vpn.gateway.id",
      /vpn-1, with policy-based routes: 172\.16\.0\.0\/12 to 10\.5\.0\.0\/24 through vco-office/,
    ],
    [
      "one with a route of others into the networks behind the device",
      { gateway: given },
      { routes: [{ ...ROUTE, RouteDest: "10.1.0.0/28", NextHop: "vco-office", Weight: 0 }] },
      "vpn.gateway.id",
      /vpn-1, with routes into vpn\.deviceSubnets: 10\.1\.0\.0\/28 through vco-office/,
    ],
    [
      "one with a route of a migration of the same name in another stack",
      { gateway: given },
      { connections: [{ ...CONNECTION, Tag: tagged("shop", { ...BY, id: "ffff" }) }], routes: [ROUTE] },
      "vpn.gateway.id",
      /10\.1\.0\.0\/24 through vco-1/,
    ],
    [
      "one that has learned such a route by BGP",
      { gateway: given },
      { learned: [{ ...ROUTE, NextHop: "vco-office" }] },
      "vpn.gateway.id",
      /10\.1\.0\.0\/24 through vco-office/,
    ],
    [
      "a customer gateway of another device",
      { customerGatewayId: "cgw-1", deviceAddress: "198.51.100.9" },
      { devices: [DEVICE] },
      "vpn.customerGatewayId",
      /cgw-1, of the device 198\.51\.100\.1/,
    ],
    [
      "a device that somebody else has named already",
      {},
      { devices: [{ ...DEVICE, Name: "office", Tags: { Tag: [] } }] },
      "vpn.deviceAddress",
      /has the customer gateway cgw-1 in cn-hangzhou already$/,
    ],
    [
      "a device that a migration of the same name in another stack has named",
      {},
      { devices: [{ ...DEVICE, Tags: tagged("shop", { ...BY, id: "ffff", stack: "other" }) }] },
      "vpn.deviceAddress",
      /which is that of the migration shop of the stack acme\/dbferry\/other$/,
    ],
  ])("names %s", async (_, more, world, path, seen) => {
    expect(await problems(more, world)).toMatchObject([{ path, seen: expect.stringMatching(seen) }]);
  });

  it("offers no customer gateway that another migration removes at its end", async () => {
    const [found] = await problems({}, { devices: [{ ...DEVICE, Tags: tagged("crm") }] });
    expect(found!.fix).toMatch(/^end the migration crm of the stack acme\/dbferry\/shop first, or/);
    const [stays] = await problems({}, { devices: [{ ...DEVICE, Name: "office", Tags: { Tag: [] } }] });
    expect(stays!.fix).toMatch(/^write vpn\.customerGatewayId: cgw-1;/);
  });
});
