import type { Kinds } from "./kind";

const PARTS = ["alibaba-vpn-parts.hour"];

export const alicloud: Kinds = {
  "alicloud:rds/connection:Connection": {
    title: "public endpoint",
    at: "cloud",
    what: "the public address of the source instance, which has none by default",
    prices: ["alibaba-rds-endpoint.hour"],
  },
  "alicloud:vpn/gateway:Gateway": {
    title: "VPN gateway",
    at: "cloud",
    what: "terminates the tunnels in the cloud",
    prices: ["alibaba-vpn.hour", "alibaba-vpn.gb"],
    each: ["alibaba-vpn.hour"],
  },
  "alicloud:vpn/customerGateway:CustomerGateway": {
    title: "customer gateway",
    at: "cloud",
    what: "the cloud's entry for the device on premises",
    prices: PARTS,
    each: PARTS,
  },
  "alicloud:vpn/connection:Connection": {
    title: "VPN connection",
    at: "cloud",
    what: "two tunnels, each with a key of its own: the second takes over where the first is down",
    prices: PARTS,
    each: PARTS,
  },
  "alicloud:vpn/routeEntry:RouteEntry": {
    title: "route",
    at: "cloud",
    counted: "route",
    what: "leads from the VPC to a network behind the device",
    prices: PARTS,
    each: PARTS,
  },
};
