import type { Problem } from "../problems";
import { overlapProblems, repeatedProblems } from "./problems";

/** Two VPCs that are to be peered, as far as it is known before they exist. */
export interface PeeredVpcs {
  vpcId?: string;
  region: string;
  subnets: readonly string[];
  peerVpcId?: string;
  peerRegion: string;
  peerSubnets: readonly string[];
}

/**
 * Why a peering could not carry traffic, every problem at once.
 * @param across what connects VPCs of two regions instead
 */
export function peeringProblems(vpcs: PeeredVpcs, across: string): Problem[] {
  const near = { path: "subnets", subnets: vpcs.subnets };
  const far = { path: "peerSubnets", subnets: vpcs.peerSubnets };
  return [
    ...sameVpc(vpcs),
    ...otherRegion(vpcs, across),
    ...repeatedProblems(near),
    ...repeatedProblems(far),
    ...overlapProblems(near, far),
  ];
}

function sameVpc({ vpcId, peerVpcId }: PeeredVpcs): Problem[] {
  if (vpcId === undefined || vpcId !== peerVpcId) return [];
  return [
    {
      path: "peerVpcId",
      seen: `${peerVpcId}, as vpcId`,
      needed: "two VPCs",
      fix: "nothing has to be connected inside of one VPC: remove the peering",
    },
  ];
}

function otherRegion({ region, peerRegion }: PeeredVpcs, across: string): Problem[] {
  if (region === peerRegion) return [];
  return [
    {
      path: "peerRegion",
      seen: `${peerRegion}, with region: ${region}`,
      needed: "VPCs of one region: a peering ends at the region",
      fix: `connect the regions by ${across}, by a VPN, or use the public path with TLS`,
    },
  ];
}
