import { describe, expect, it } from "vitest";
import { lastingMark, tagsFor } from "../../../../model/expiry";
import type { Opening } from "../../../../model/openings";
import type { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { closeVpn } from "../../../../provider/clouds/tencentcloud/vpn/closing";
import { vpnLacks } from "../../../../provider/clouds/tencentcloud/vpn/needs";
import { readVpn, vpnOpenings } from "../../../../provider/clouds/tencentcloud/vpn/openings";
import { tunnelHop } from "../../../../provider/clouds/tencentcloud/vpn/tunnel";
import { partsOfVpn } from "../../../../provider/clouds/vpnParts";

const at = { cloud: "tencentcloud", region: "ap-guangzhou" } as const;
const UNTIL = new Date("2026-12-10T00:00:00Z");
const BY = { organization: "shop", project: "dbferry", stack: "prod", id: "0a1b2c3d" };
const NOT_THE_VENDOR = "check that the endpoint is the vendor's own";

/** The cloud, with answers that the sandbox never gives, and what it was told to remove. */
function answering(more: Record<string, object> = {}) {
  const answers: Record<string, object> = {
    "vpc DescribeVpnConnections": { VpnConnectionSet: [], TotalCount: 0 },
    "vpc DescribeCustomerGateways": { CustomerGatewaySet: [], TotalCount: 0 },
    "vpc DescribeVpnGateways": { VpnGatewaySet: [], TotalCount: 0 },
    "vpc DescribeRouteTables": { RouteTableSet: [], TotalCount: 0 },
    ...more,
  };
  const removed: string[] = [];
  const reads: [string, object][] = [];
  const client = {
    region: "ap-guangzhou",
    read: async (action: string, _: string, request: object) => {
      reads.push([action, request]);
      return answers[action];
    },
    call: async (action: string) => {
      removed.push(action);
      return {};
    },
  } as unknown as TencentClient;
  const asked = (action: string) => reads.flatMap(([one, request]) => (one === action ? [request] : []));
  return { client, removed, asked };
}

const opening = (kind: Opening["kind"], id: string): Opening => ({
  ...{ ...at, kind, id, migration: "shop", addresses: ["10.1.0.0/24"], where: `the ${kind} ${id}` },
});

describe("an answer about one part of a VPN", () => {
  const LISTS = [
    ["vpnConnection", "vpnx-1", "DescribeVpnConnections", "VpnConnectionSet", "VpnConnectionId"],
    ["customerGateway", "cgw-1", "DescribeCustomerGateways", "CustomerGatewaySet", "CustomerGatewayId"],
    ["vpnGateway", "vpngw-1", "DescribeVpnGateways", "VpnGatewaySet", "VpnGatewayId"],
    ["route", "10001.rtb-1", "DescribeRouteTables", "RouteTableSet", "RouteTableId"],
  ] as const;

  it.each(LISTS)("of the kind %s says that it is gone by an empty list alone", async (kind, id, action, set, key) => {
    const close = (answer: object) => closeVpn(answering({ [`vpc ${action}`]: answer }).client, opening(kind, id));
    await expect(close({ [set]: [], TotalCount: 0 })).resolves.toBeUndefined();
    await expect(close({ TotalCount: 0 })).rejects.toThrow(`has no list '${set}'; ${NOT_THE_VENDOR}`);
    await expect(close({ [set]: null })).rejects.toThrow(NOT_THE_VENDOR);
    await expect(close({ [set]: [{ [key]: "other" }] })).rejects.toThrow(/contains other, which was not asked for/);
  });

  it.each(LISTS)("of the kind %s does not make it count as gone for what needs it", async (kind, id, action, set) => {
    const lacks = (answer: object) =>
      vpnLacks(answering({ [`vpc ${action}`]: answer }).client, { ...at, kind, id, address: "x" });
    expect(await lacks({ [set]: [] })).toContain("is gone");
    await expect(lacks({})).rejects.toThrow(NOT_THE_VENDOR);
  });
});

describe("a gateway without a mark", () => {
  const { client } = answering({
    "vpc DescribeVpnGateways": {
      VpnGatewaySet: [{ VpnGatewayId: "vpngw-1", VpnGatewayName: "to-office", PublicIpAddress: "198.51.100.9" }],
      TotalCount: 1,
    },
  });
  const known = { migration: "shop", named: [], tunnels: true };

  it("with somebody's name is nobody's business", async () => {
    expect(await vpnOpenings(client, known)).toEqual({ found: [], unread: [] });
  });

  it("with a name that the stack gives to its own keeps an audit from saying that nothing is open", async () => {
    const { found, unread } = await vpnOpenings(client, { ...known, names: ["to-office"] });
    expect([found, unread]).toEqual([[], [expect.stringContaining("vpngw-1 has the name to-office and no mark")]]);
  });
});

const CONNECTION = {
  ...{ VpnConnectionId: "vpnx-1", VpcId: "vpc-1", VpnGatewayId: "vpngw-1", CustomerGatewayId: "cgw-1" },
  ...{ State: "AVAILABLE", NetStatus: "AVAILABLE" },
  SecurityPolicyDatabaseSet: [{ LocalCidrBlock: "10.20.10.0/24", RemoteCidrBlock: ["10.1.0.0/24"] }],
  TagSet: Object.entries(tagsFor("shop", UNTIL, "dba@example.com", BY)).map(([Key, Value]) => ({ Key, Value })),
};
const ROUTE = { RouteId: 10_001, DestinationCidrBlock: "10.1.0.0/24", GatewayType: "VPN", GatewayId: "vpngw-1" };
const table = (more: object) => ({
  "vpc DescribeRouteTables": { RouteTableSet: [{ RouteTableId: "rtb-1", VpcId: "vpc-1", ...more }], TotalCount: 1 },
});

describe("a route table without its routes", () => {
  const WITHOUT = [
    ["no list", {}, "has no list 'RouteSet'"],
    ["null", { RouteSet: null }, "has no list 'RouteSet'"],
    ["a route without its id", { RouteSet: [{ DestinationCidrBlock: "10.1.0.0/24" }] }, "an entry without 'RouteId'"],
  ] as const;

  it.each(WITHOUT)("is not one that has none: %s", async (_, more, told) => {
    const { client, removed } = answering({
      ...table(more),
      "vpc DescribeVpnConnections": { VpnConnectionSet: [CONNECTION], TotalCount: 1 },
    });
    const { found, unread } = await vpnOpenings(client, { migration: "shop", named: [] });
    expect(found).toHaveLength(1);
    expect(unread).toEqual([expect.stringContaining(told)]);
    await expect(closeVpn(client, opening("route", "10001.rtb-1"))).rejects.toThrow(told);
    await expect(
      vpnLacks(client, { ...at, kind: "route", id: "10001.rtb-1", address: "10.1.0.0/24", through: "vpngw-1" }),
    ).rejects.toThrow(told);
    await expect(
      tunnelHop(client, { migration: "shop", from: ["10.20.10.9"], to: "10.1.0.7", deviceAddress: "192.0.2.1" }),
    ).rejects.toThrow(told);
    expect(removed).toEqual([]);
  });

  it("is asked for with them", async () => {
    const { client, asked } = answering(table({ RouteSet: [ROUTE] }));
    await vpnOpenings(client, { migration: "shop", named: [] });
    await closeVpn(client, opening("route", "10002.rtb-1"));
    expect(asked("vpc DescribeRouteTables")).toEqual([
      expect.objectContaining({ NeedRouterInfo: true }),
      expect.objectContaining({ RouteTableIds: ["rtb-1"], NeedRouterInfo: true }),
    ]);
  });
});

describe("a route that a person pointed elsewhere", () => {
  const MARK = lastingMark("shop", BY);
  const read = (more: object, through?: string) => {
    const { client } = answering(table({ RouteSet: [{ ...ROUTE, ...more }] }));
    const route = { at, kind: "route", id: "10001.rtb-1", isOurs: true, ...(through ? { through } : {}) } as const;
    return vpnOpenings(client, { migration: "shop", named: [route] });
  };

  it("is not the migration's, with our mark or without", async () => {
    for (const RouteDescription of [MARK, ""]) {
      expect((await read({ RouteDescription }, "vpngw-1")).found).toMatchObject([{ id: "10001.rtb-1" }]);
      const { found, unread } = await read({ RouteDescription, GatewayId: "vpngw-2" }, "vpngw-1");
      expect(found).toEqual([]);
      expect(unread).toEqual([expect.stringContaining("does not lead through what the state says (vpngw-1)")]);
    }
  });

  it("is not removed when it was shown before that", async () => {
    const [shown] = (await read({}, "vpngw-1")).found;
    for (const more of [{ GatewayId: "vpngw-2" }, { GatewayType: "CCN", GatewayId: "ccn-1" }, { GatewayId: null }]) {
      const { client, removed } = answering(table({ RouteSet: [{ ...ROUTE, ...more }] }));
      await expect(closeVpn(client, shown!)).rejects.toThrow(/was changed since it was shown.*It is not removed/);
      expect(removed).toEqual([]);
    }
    const { client, removed } = answering(table({ RouteSet: [ROUTE] }));
    await closeVpn(client, shown!);
    expect(removed).toEqual(["vpc DeleteRoutes"]);
  });
});

describe("what an update that was killed before it marked a part has left", () => {
  const query = { ...at, migration: "shop", stateId: BY.id, kind: "vpn", tasks: async () => [] };
  const leftOf = (client: TencentClient, asked: typeof query) =>
    partsOfVpn(client.region, asked, (known) => readVpn(client, known));
  const gateways = (...names: string[]) => ({
    "vpc DescribeVpnGateways": {
      VpnGatewaySet: names.map((VpnGatewayName) => ({ VpnGatewayId: `vpngw-${VpnGatewayName}`, VpnGatewayName })),
      TotalCount: names.length,
    },
  });

  it("is found by its name, so that no second gateway is made beside it", async () => {
    const { client } = answering(gateways("dbferry-shop", "dbferry-other", "office"));
    expect(await leftOf(client, query)).toBe("vpngw-dbferry-shop");
    expect(await leftOf(answering(gateways("office")).client, query)).toBeUndefined();
  });

  it("is found by the mark of this state, too, and by no other", async () => {
    const marked = { "vpc DescribeVpnConnections": { VpnConnectionSet: [CONNECTION], TotalCount: 1 } };
    const left = (more: object) => leftOf(answering({ ...marked }).client, { ...query, ...more });
    expect(await left({})).toBe("vpnx-1");
    expect(await left({ stateId: "another" })).toBeUndefined();
    expect(await left({ migration: "other" })).toBeUndefined();
  });

  it("is not taken for nothing where it could not be read", async () => {
    const { client } = answering(table({}));
    await expect(leftOf(client, query)).rejects.toThrow(/could not be read: the route table rtb-1 .* run it again/);
  });
});

describe("a tunnel", () => {
  const look = (connection: object, routes: object[] = [ROUTE]) => {
    const { client } = answering({
      ...table({ RouteSet: routes }),
      "vpc DescribeVpnConnections": { VpnConnectionSet: [{ ...CONNECTION, ...connection }], TotalCount: 1 },
    });
    const ends = { from: ["10.20.10.9"], to: "10.1.0.7", deviceAddress: "192.0.2.1" };
    return tunnelHop(client, { migration: "shop", ...ends });
  };

  it("is neither up nor down with a state that the vendor does not name", async () => {
    expect(await look({})).toMatchObject({ state: "inferred" });
    for (const NetStatus of ["UNAVAILABLE", "CONNECTING", "", undefined, null]) {
      const hop = await look({ NetStatus });
      expect(hop).toMatchObject({ state: "unknown", seen: [expect.stringContaining("not shown as up")] });
      expect(hop).not.toHaveProperty("fix");
    }
  });

  it("has no route where another one to the same network leads elsewhere, in either order", async () => {
    const other = { ...ROUTE, RouteId: 10_002, GatewayType: "CCN", GatewayId: "ccn-1" };
    for (const routes of [
      [ROUTE, other],
      [other, ROUTE],
    ])
      expect(await look({}, routes)).toMatchObject({ state: "shut", seen: [expect.stringContaining("route missing")] });
    expect(await look({}, [ROUTE, { ...other, Enabled: false }])).toMatchObject({ state: "inferred" });
  });
});

describe("a part of a VPN that is there, and does not serve", () => {
  const GATEWAY = {
    ...{ VpnGatewayId: "vpngw-1", PublicIpAddress: "198.51.100.7", State: "AVAILABLE" },
    ...{ RestrictState: "NORMAL", IsAddressBlocked: false },
  };
  const DEVICE = { CustomerGatewayId: "cgw-1", IpAddress: "192.0.2.1" };
  const gateway = (more: object) => {
    const { client } = answering({ "vpc DescribeVpnGateways": { VpnGatewaySet: [{ ...GATEWAY, ...more }] } });
    return vpnLacks(client, { ...at, kind: "vpnGateway", id: "vpngw-1", address: "198.51.100.7" });
  };
  const connection = (more: object, device: object = {}) => {
    const { client } = answering({
      "vpc DescribeVpnConnections": { VpnConnectionSet: [{ ...CONNECTION, ...more }] },
      "vpc DescribeCustomerGateways": { CustomerGatewaySet: [{ ...DEVICE, ...device }] },
    });
    return vpnLacks(client, {
      ...{ ...at, kind: "vpnConnection", id: "vpnx-1", address: "192.0.2.1", through: "vpngw-1" },
    });
  };

  it.each([
    ["State", "PENDING"],
    ["RestrictState", "PROTECTIVELY_ISOLATED"],
    ["IsAddressBlocked", true],
    ["RestrictState", undefined],
    ["IsAddressBlocked", undefined],
  ])("is a gateway whose %s is %s", async (field, value) => {
    expect(await gateway({})).toBeUndefined();
    expect(await gateway({ [field]: value })).toContain(`${field} is ${value ?? "not given"}`);
  });

  it.each<[string, object, object, string]>([
    ["that is being made", { State: "PENDING" }, {}, "State is PENDING, not AVAILABLE"],
    ["without a policy", { SecurityPolicyDatabaseSet: [] }, {}, "has no policy"],
    ["to another device", {}, { IpAddress: "192.0.2.9" }, "it is to 192.0.2.9"],
    ["to no device", { CustomerGatewayId: "" }, {}, "it is to no device that is there"],
  ])("is a connection %s", async (_, more, device, expected) => {
    expect(await connection({})).toBeUndefined();
    expect(await connection(more, device)).toContain(expected);
  });
});
