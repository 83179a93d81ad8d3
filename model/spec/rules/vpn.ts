import { isIPv4 } from "node:net";
import { asBlock } from "../../addresses/block";
import { overlapping } from "../../addresses/overlap";
import { publicPart } from "../../addresses/sets";
import { CLOUD_NAMES } from "../../clouds";
import { ENGINE_FACTS } from "../../engines";
import type { Problem } from "../../problems";
import { scenarioOf } from "../../scenario";
import { endsOf } from "../../vpn/gateway";
import { networkProblems } from "../../vpn/networks";
import { locationOf } from "../places";
import type { Migration } from "../schema";
import type { Vpn } from "../vpn";
import { type CloudVpn, cloudVpn } from "../vpnClouds";
import { quoted } from "./quoted";
import { keysProblems, neededKeys } from "./vpnKeys";

/** A tunnel that could not come up, or would carry nothing, before anything is created; all problems at once. */
export function vpnRules(migration: Migration): Problem[] {
  const { path, vpn, source, target } = migration;
  if (path !== "vpn") return vpn ? [notOnThisPath(path)] : [];
  const at = locationOf(target);
  const of = cloudVpn(at?.cloud);
  // The route itself is the problem then.
  if (!scenarioOf(migration) || !at || !of) return [];
  if (!vpn) return [missing(of)];
  return [
    ...sourceAddress(source),
    ...deviceAddress(vpn),
    ...networks(migration, vpn),
    ...ownRange(migration, vpn, at.region),
    ...keysProblems(vpn, of, CLOUD_NAMES[at.cloud]),
    ...of.problems(vpn, at.region),
  ];
}

const notOnThisPath = (path: string): Problem => ({
  path: "vpn",
  seen: `settings of a VPN, with path: ${path}`,
  needed: "nothing, or path: vpn",
  fix: "remove vpn, or write path: vpn",
});

const missing = (of: CloudVpn): Problem => ({
  path: "vpn",
  seen: "nothing",
  needed: "the device and the networks of both sides, with path: vpn",
  fix: `write vpn: { ${["deviceAddress", "deviceSubnets", "cloudSubnets", ...neededKeys(of)].join(", ")} }`,
});

/** The rules of the device and the host are for addresses, and no resolver of the cloud knows an internal name. */
function sourceAddress(source: Migration["source"]): Problem[] {
  if (source.place !== "onprem" || isIPv4(source.host)) return [];
  return [
    {
      path: "source.host",
      seen: quoted(source.host),
      needed:
        "the private IPv4 address of the server, in one of vpn.deviceSubnets: the task reaches it through the tunnel",
      fix: "write the server's address; an address that only this machine reaches belongs in source.connect",
    },
  ];
}

/** The gateway calls it over the internet. */
function deviceAddress({ deviceAddress: address }: Vpn): Problem[] {
  if (publicPart([asBlock(address)]).length > 0) return [];
  return [
    {
      path: "vpn.deviceAddress",
      seen: quoted(address),
      needed: "a public address: the tunnels cross the internet",
      fix: "write the public address of the device, or that of the router which translates to it",
    },
  ];
}

function networks({ source }: Migration, vpn: Vpn): Problem[] {
  const { host, port } = { host: "", ...source };
  const server = { address: isIPv4(host) ? host : firstOf(vpn.deviceSubnets), port };
  return networkProblems({ ...vpn, server }, endsOf(vpn)).map((problem) => ({
    ...problem,
    path: problem.path === "server.address" ? "source.host" : `vpn.${problem.path}`,
    ...(problem.path === "server.address" && problem.needed
      ? { needed: problem.needed.replace("deviceSubnets", "vpn.deviceSubnets") }
      : {}),
  }));
}

/** The blocks that the task connects from are in no VPC, and the service lists them: what the tunnels carry is compared with those before the update. */
function ownRange(migration: Migration, { cloudSubnets }: Vpn, region: string): Problem[] {
  const range = scenarioOf(migration)?.ownRange;
  if (!range || overlapping(cloudSubnets, [range.block])) return [];
  const { title } = ENGINE_FACTS[migration.engine];
  const parts = range.published(region);
  const there = parts ? `; in ${region}, ${parts.join(", ")} were published (${range.source})` : "";
  return [
    {
      path: "vpn.cloudSubnets",
      seen: cloudSubnets.join(", "),
      needed: `the blocks of ${range.block} that ${title} connects from, which are in no VPC${there}`,
      fix: `write cloudSubnets: [${range.block}], or the blocks that the service lists for ${region}`,
    },
  ];
}

/** An address that is in the network, where the server's own is a problem already. */
const firstOf = ([subnet = ""]: readonly string[]) => subnet.split("/")[0]!;
