import { expect, it } from "vitest";
import { tagsFor } from "../../model/expiry";
import type { VpcClient } from "../../provider/clouds/alicloud/vpn/client";
import { tunnelHop } from "../../provider/clouds/alicloud/vpn/tunnel";

const BY = { id: "0123456789ab", organization: "acme", project: "dbferry", stack: "shop" };
const MARK = Object.entries(tagsFor("shop", new Date("2026-12-10T00:00:00Z"), "dba", BY)).map(([Key, Value]) => ({
  Key,
  Value,
}));
const CONNECTION = {
  ...{ VpnConnectionId: "vco-1", Name: "dbferry-shop", VpnGatewayId: "vpn-1", Tag: { Tag: MARK } },
  ...{ LocalSubnet: "100.104.52.0/24", RemoteSubnet: "10.1.0.0/24" },
  TunnelOptionsSpecification: {
    TunnelOptions: [
      { Role: "master", Status: "ipsec_sa_established", CustomerGatewayId: "cgw-1" },
      { Role: "slave", Status: "ike_sa_not_established", CustomerGatewayId: "cgw-1" },
    ],
  },
};
const DEVICE = { CustomerGatewayId: "cgw-1", IpAddress: "198.51.100.1" };
const route = (RouteDest: string, NextHop: string, more: object = {}) => ({
  ...{ RouteDest, NextHop, State: "published", Weight: 100 },
  ...more,
});
const OURS = route("10.1.0.0/24", "vco-1");

const hopOver = (...routes: object[]) => hopWith([], ...routes);
const hopWith = (policies: object[], ...routes: object[]) => hopBeside({ policies }, ...routes);

/** Beside policy-based routes of the gateway, and those that it has learned by BGP. */
function hopBeside({ policies = [], learned = [] }: { policies?: object[]; learned?: object[] }, ...routes: object[]) {
  const answers: Record<string, object> = {
    DescribeVpnConnections: { VpnConnections: { VpnConnection: [CONNECTION] }, TotalCount: 1 },
    DescribeCustomerGateways: { CustomerGateways: { CustomerGateway: [DEVICE] }, TotalCount: 1 },
    DescribeVpnPbrRouteEntries: { VpnPbrRouteEntries: { VpnPbrRouteEntry: policies }, TotalCount: policies.length },
  };
  const listed = (all: object[]) => ({ VpnRouteEntries: { VpnRouteEntry: all }, TotalCount: all.length });
  // The vendor lists those of one type, by default those that somebody has made.
  const call = async (action: string, _: string, query: Record<string, string>) =>
    action === "DescribeVpnRouteEntries"
      ? listed(query["RouteEntryType"] === "bgp" ? learned : routes)
      : answers[action];
  const query = { migration: "shop", from: ["100.104.52.0/24"], to: "10.1.0.7", deviceAddress: "198.51.100.1" };
  return tunnelHop({ region: "cn-hangzhou", call } as unknown as VpcClient, query);
}

it.each([
  ["a narrower one", route("10.1.0.0/28", "vco-office")],
  ["one as narrow", route("10.1.0.0/24", "vco-office")],
])("%s that leads elsewhere takes the packets to the server", async (_, other) => {
  expect(await hopOver(OURS, other)).toMatchObject({
    state: "shut",
    seen: [expect.stringMatching(/route elsewhere: .* leads through vco-office/)],
    fix: [expect.stringContaining("vco-office in the console")],
  });
});

it.each([
  ["a wider one", route("10.0.0.0/8", "vco-office")],
  ["a wider standby", route("10.0.0.0/8", "vco-office", { Weight: 0 })],
  ["one that is not published", route("10.1.0.0/28", "vco-office", { State: "normal" })],
])("%s takes none", async (_, other) => {
  expect(await hopOver(OURS, other)).toMatchObject({ state: "inferred" });
});

const policy = (RouteSource: string, RouteDest: string, more: object = {}) => ({
  ...{ RouteSource, ...route(RouteDest, "vco-office"), State: "normal", Priority: 10 },
  ...more,
});

it.each([
  ["from the same network", policy("100.104.52.0/24", "10.1.0.0/24")],
  ["from anywhere", policy("0.0.0.0/0", "10.1.0.7/32")],
  ["that is a standby", policy("100.104.52.0/24", "10.1.0.0/24", { Weight: 0 })],
  ["from a part of the task's addresses", policy("100.104.52.128/25", "10.0.0.0/8")],
])("a policy-based route %s comes before the migration's own", async (_, other) => {
  expect(await hopWith([other], OURS)).toMatchObject({
    state: "shut",
    seen: [expect.stringMatching(/route elsewhere: .*policy-based routes.* through vco-office/)],
    fix: [expect.stringContaining("in the console")],
  });
});

it("is not known to carry the task where one through the migration's connection is beside another's", async () => {
  const ours = policy("100.104.52.0/24", "10.1.0.0/24", { NextHop: "vco-1" });
  expect(await hopWith([ours, policy("100.104.0.0/16", "10.1.0.0/16")], OURS)).toMatchObject({ state: "unknown" });
  expect(await hopWith([ours], OURS)).toMatchObject({ state: "inferred" });
});

it.each([
  ["to another network", policy("100.104.52.0/24", "10.9.0.0/24")],
  ["from another network", policy("172.16.0.0/24", "10.1.0.0/24")],
])("a policy-based route %s takes none of the task's packets", async (_, other) => {
  expect(await hopWith([other], OURS)).toMatchObject({ state: "inferred" });
});

it.each([
  ["a narrower one", route("10.1.0.0/28", "vco-office", { Weight: 0 })],
  ["one as narrow", route("10.1.0.0/24", "vco-office", { Weight: 0 })],
])("is not known to carry the task beside another's standby: %s", async (_, other) => {
  expect(await hopOver(OURS, other)).toMatchObject({
    state: "unknown",
    seen: [expect.stringContaining("through vco-office")],
  });
});

it.each([
  ["a narrower one", route("10.1.0.0/28", "vco-office"), "unknown"],
  ["one as narrow, which says no weight", route("10.1.0.0/24", "vco-office", { Weight: undefined }), "unknown"],
  ["one that is not published", route("10.1.0.0/24", "vco-office", { State: "normal" }), "unknown"],
  ["a wider one", route("10.0.0.0/8", "vco-office"), "inferred"],
  ["one to another network", route("10.9.0.0/24", "vco-office"), "inferred"],
])(
  "beside a route that the gateway has learned by BGP, %s, it is not assumed to carry the task",
  async (_, other, state) => {
    expect(await hopBeside({ learned: [other] }, OURS)).toMatchObject({ state });
  },
);

it("half of a connection is not shown as a whole one", async () => {
  const [seen] = (await hopOver(OURS)).seen;
  expect(seen).toMatch(
    /up, and carries it \(the master tunnel: up; the slave tunnel: the IKE negotiation failed\); the routes of the VPC/,
  );
});
