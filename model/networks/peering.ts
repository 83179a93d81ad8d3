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

/** The paths at which the user wrote them. */
export type PeeringPaths = Readonly<Record<keyof PeeredVpcs, string>>;

const OWN: PeeringPaths = {
  vpcId: "vpcId",
  region: "region",
  subnets: "subnets",
  peerVpcId: "peerVpcId",
  peerRegion: "peerRegion",
  peerSubnets: "peerSubnets",
};

interface Ways {
  /** What connects VPCs of two regions instead. */
  across: string;
  /** What to do instead inside of one VPC. */
  inside?: string;
  /** What to do instead of connecting them. */
  instead?: string;
  paths?: PeeringPaths;
}

/** Why a peering could not carry traffic, every problem at once. */
export function peeringProblems(
  vpcs: PeeredVpcs,
  { across, inside = "remove the peering", instead = "use the public path with TLS", paths = OWN }: Ways,
): Problem[] {
  const near = { path: paths.subnets, subnets: vpcs.subnets };
  const far = { path: paths.peerSubnets, subnets: vpcs.peerSubnets };
  return [
    ...sameVpc(vpcs, inside, paths),
    ...otherRegion(vpcs, `connect the regions by ${across}, by a VPN, or ${instead}`, paths),
    ...repeatedProblems(near),
    ...repeatedProblems(far),
    ...overlapProblems(near, far),
  ];
}

function sameVpc({ vpcId, peerVpcId }: PeeredVpcs, inside: string, paths: PeeringPaths): Problem[] {
  if (vpcId === undefined || vpcId !== peerVpcId) return [];
  return [
    {
      path: paths.peerVpcId,
      seen: `${peerVpcId}, as ${paths.vpcId}`,
      needed: "two VPCs",
      fix: `nothing has to be connected inside of one VPC: ${inside}`,
    },
  ];
}

function otherRegion({ region, peerRegion }: PeeredVpcs, fix: string, paths: PeeringPaths): Problem[] {
  if (region === peerRegion) return [];
  return [
    {
      path: paths.peerRegion,
      seen: `${peerRegion}, with ${paths.region}: ${region}`,
      needed: "VPCs of one region: a peering ends at the region",
      fix,
    },
  ];
}
