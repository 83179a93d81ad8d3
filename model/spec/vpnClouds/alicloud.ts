import { ALIBABA_BANDWIDTHS, networkProblems, proposalProblems } from "../../clouds/alibabaVpn";
import type { Problem } from "../../problems";
import type { Vpn } from "../vpn";
import type { CloudVpn } from "./cloud";
import { bandwidthProblems, inVpn } from "./shared";

const inAnotherZone = "in a region with a single zone, make the gateway in the console and name it as vpn.gateway";

/** A gateway of Alibaba Cloud: two addresses of its own, each in a vSwitch, in a VPC that need not be the target's. */
export const alicloud: CloudVpn = {
  always: {
    vpcId: {
      needed: "the VPC of the gateway, in the target's region",
      fix: "write the id of a VPC, such as the target's: the console shows it at the instance",
    },
    customerGatewayId: "optional",
  },
  created: {
    subnetId: {
      needed: "the vSwitch of the gateway's first address, or vpn.gateway",
      fix: "write the id of a vSwitch of vpn.vpcId",
    },
    standbySubnetId: {
      needed: "the vSwitch of its second address, or vpn.gateway",
      fix: `write the id of a vSwitch of vpn.vpcId in another zone; ${inAnotherZone}`,
    },
  },
  gateway: ["address", "standbyAddress"],
  instead: {
    availabilityZones: "vpn.subnetId and vpn.standbySubnetId are in the zones of the gateway",
  },
  problems: (vpn) =>
    inVpn([
      ...networkProblems(vpn),
      ...proposalProblems(vpn.proposal),
      ...bandwidthProblems(vpn, ALIBABA_BANDWIDTHS),
      ...oneSubnet(vpn),
    ]),
};

function oneSubnet({ subnetId, standbySubnetId, gateway }: Vpn): Problem[] {
  if (gateway || subnetId === undefined || subnetId !== standbySubnetId) return [];
  return [
    {
      path: "standbySubnetId",
      seen: `${subnetId}, as vpn.subnetId`,
      needed: "another vSwitch of that VPC, in another zone",
      fix: `name one in another zone; ${inAnotherZone}`,
    },
  ];
}
