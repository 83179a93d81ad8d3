import { proposalProblems, TENCENT_BANDWIDTHS } from "../../clouds/tencentVpn";
import type { CloudVpn } from "./cloud";
import { bandwidthProblems, inVpn } from "./shared";

/** A gateway of Tencent Cloud: one address of its own, in a VPC, to which the route table of the task's subnet leads. */
export const tencentcloud: CloudVpn = {
  always: {
    routeTableId: {
      needed: "the route table of the target's subnet, which gets a route to each of vpn.deviceSubnets",
      fix: "write vpn.routeTableId; the console shows it at the subnet",
    },
  },
  created: {},
  gateway: ["address"],
  instead: {
    vpcId: "the gateway is in the VPC of the target",
    standbySubnetId: "the gateway has one address",
    customerGatewayId: "the device's customer gateway is created",
    availabilityZones: "the cloud chooses the zone of a gateway",
    subnetId: "the gateway is in the VPC, and in none of its subnets",
  },
  problems: (vpn) => inVpn([...proposalProblems(vpn.proposal), ...bandwidthProblems(vpn, TENCENT_BANDWIDTHS)]),
};
