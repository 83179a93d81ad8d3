import { asBlock } from "../../addresses/block";
import { overlapping } from "../../addresses/overlap";
import { peeringProblems } from "../../networks/peering";
import type { Problem } from "../../problems";
import { scenarioOf } from "../../scenario";
import type { Side } from "../../side";
import { locationOf } from "../places";
import type { Migration } from "../schema";
import { overTheInternet } from "./internet";

const PATHS = {
  vpcId: "target.vpcId",
  region: "target.region",
  subnets: "peering.targetNetwork",
  peerVpcId: "source.vpcId",
  peerRegion: "source.region",
  peerSubnets: "peering.sourceNetwork",
};

/** The networks of a migration that connects two VPCs: what could not carry traffic is refused. */
export function peering(migration: Migration): Problem[] {
  const { path, peering: given, source, target } = migration;
  if (path !== "peering") return given ? elsewhere(migration, given) : [];
  // What has no route is refused for that alone.
  if (!scenarioOf(migration) || !("vpcId" in source && "vpcId" in target)) return [];
  if (!given) return [missing()];
  const { sourceNetwork, targetNetwork } = given;
  return [
    ...otherAccount(migration),
    ...peeringProblems(
      {
        ...{ vpcId: target.vpcId, region: target.region, subnets: [targetNetwork] },
        ...{ peerVpcId: source.vpcId, peerRegion: source.region, peerSubnets: [sourceNetwork] },
      },
      {
        across: "Cloud Connect",
        inside: "write path: vpc, and remove peering",
        instead: overTheInternet(source),
        paths: PATHS,
      },
    ),
    ...outside("source", source.privateIp, sourceNetwork),
    ...outside("target", target.privateIp, targetNetwork),
  ];
}

function elsewhere({ engine, path }: Migration, given: object): Problem[] {
  return Object.entries(given).map(([key, value]) => ({
    path: `peering.${key}`,
    seen: `${value}, by ${engine} over ${path}`,
    needed: "nothing: over this path, no networks are connected",
    fix: "remove peering, or write path: peering",
  }));
}

function missing(): Problem {
  return {
    path: "peering",
    seen: "nothing",
    needed: "the networks that the migration connects",
    fix: "write peering: { sourceNetwork, targetNetwork }, the CIDR blocks of the two servers' subnets",
  };
}

/** Somebody in the other account would have to accept it. */
function otherAccount({ source, target }: Migration): Problem[] {
  const [from, to] = [locationOf(source)?.account, locationOf(target)?.account];
  if (from === to) return [];
  return [
    {
      path: "source.account",
      seen: from ?? "nothing",
      needed: `${to ?? "nothing"}, as the target has: a migration peers VPCs of one account`,
      fix: `copy within one account, or ${overTheInternet(source)}`,
    },
  ];
}

function outside(side: Side, ip: string, network: string): Problem[] {
  if (overlapping([asBlock(ip)], [network])) return [];
  return [
    {
      path: `peering.${side}Network`,
      seen: network,
      needed: `a network that holds ${side}.privateIp, ${ip}`,
      fix: `write the CIDR block of the ${side}'s subnet`,
    },
  ];
}
