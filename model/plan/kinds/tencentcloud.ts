import type { Kinds } from "./kind";

const FREE = ["tencent-vpn-parts.hour"];

export const tencentcloud: Kinds = {
  "tencentcloud:index/vpnGateway:VpnGateway": {
    title: "VPN gateway",
    at: "cloud",
    what: "terminates the tunnel in the cloud",
    prices: ["tencent-vpn.hour", "tencent-vpn.gb"],
    each: ["tencent-vpn.hour"],
  },
  "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway": {
    title: "customer gateway",
    at: "cloud",
    what: "the cloud's entry for the device on premises",
    prices: FREE,
    each: FREE,
  },
  "tencentcloud:index/vpnConnection:VpnConnection": {
    title: "VPN connection",
    at: "cloud",
    what: "the tunnel, with a key of its own",
    prices: FREE,
    each: FREE,
  },
  "tencentcloud:index/routeTableEntry:RouteTableEntry": {
    title: "route",
    at: "cloud",
    counted: "route",
    what: "leads from the subnet of the target to a network behind the device",
    prices: FREE,
    each: FREE,
  },
};
