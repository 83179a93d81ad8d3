import type { Kinds } from "./kind";

const VPC = ["huawei-vpc.hour"];

export const huaweicloud: Kinds = {
  "huaweicloud:index/vpcEip:VpcEip": {
    title: "EIP",
    at: "cloud",
    what: "a public address of the migration",
    prices: ["huawei-eip.hour", "huawei-eip.gb"],
    each: ["huawei-eip.hour"],
  },
  "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule": {
    title: "security-group rule",
    at: "cloud",
    what: "lets the task's address reach the server's port, and no other address",
    prices: VPC,
    each: VPC,
  },
  "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection": {
    title: "VPC peering",
    at: "cloud",
    what: "connects the two VPCs",
    prices: VPC,
    each: VPC,
  },
  "huaweicloud:index/vpcRoute:VpcRoute": {
    title: "route",
    at: "cloud",
    counted: "route",
    what: "leads to the network on the other side of the peering",
    prices: VPC,
    each: VPC,
  },
  "huaweicloud:index/vpnGateway:VpnGateway": {
    title: "VPN gateway",
    at: "cloud",
    what: "terminates the tunnels in the cloud",
    prices: ["huawei-vpn.hour"],
    each: ["huawei-vpn.hour"],
  },
  "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway": {
    title: "customer gateway",
    at: "cloud",
    what: "the cloud's entry for the device on premises",
    prices: VPC,
    each: VPC,
  },
  "huaweicloud:index/vpnConnection:VpnConnection": {
    title: "VPN connection",
    at: "cloud",
    what: "one tunnel, with a key of its own",
    prices: ["huawei-vpn-connection.hour"],
    each: ["huawei-vpn-connection.hour"],
  },
};
