import { isIPv4 } from "node:net";
import { asBlock } from "../../addresses/block";
import { publicPart } from "../../addresses/sets";
import { REGIONS } from "../../clouds";
import type { Problem } from "../../problems";
import { scenarioOf } from "../../scenario";
import { endsOf } from "../../vpn/gateway";
import { networkProblems } from "../../vpn/networks";
import { cloudOf } from "../places";
import type { Migration } from "../schema";
import { quoted } from "./quoted";

/** A tunnel that could not come up, or would carry nothing, before anything is created; all problems at once. */
export function vpnRules(migration: Migration): Problem[] {
  const { path, vpn, source } = migration;
  if (path !== "vpn") return vpn ? [notOnThisPath(path)] : [];
  // The route itself is the problem then.
  if (!scenarioOf(migration)) return [];
  if (!vpn) return [missing()];
  return [
    ...sourceAddress(source),
    ...deviceAddress(vpn),
    ...networks(migration, vpn),
    ...(vpn.gateway ? besideGateway(vpn) : zones(migration, vpn)),
  ];
}

type Vpn = NonNullable<Migration["vpn"]>;

const notOnThisPath = (path: string): Problem => ({
  path: "vpn",
  seen: `settings of a VPN, with path: ${path}`,
  needed: "nothing, or path: vpn",
  fix: "remove vpn, or write path: vpn",
});

const missing = (): Problem => ({
  path: "vpn",
  seen: "nothing",
  needed: "the device and the networks of both sides, with path: vpn",
  fix: "write vpn: { deviceAddress, deviceSubnets, cloudSubnets, availabilityZones }",
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

/** An address that is in the network, where the server's own is a problem already. */
const firstOf = ([subnet = ""]: readonly string[]) => subnet.split("/")[0]!;

function besideGateway({ availabilityZones, subnetId }: Vpn): Problem[] {
  const idle = Object.entries({ availabilityZones, subnetId }).filter(([, given]) => given !== undefined);
  return idle.map(([key, given]) => ({
    path: `vpn.${key}`,
    seen: `${String(given)}, with vpn.gateway`,
    needed: "nothing: a gateway that exists is never changed",
    fix: `remove vpn.${key}`,
  }));
}

/** A zone begins with the name of its region. */
function zones({ target }: Migration, { availabilityZones }: Vpn): Problem[] {
  if (!availabilityZones)
    return [
      {
        path: "vpn.availabilityZones",
        seen: "nothing",
        needed: "one or two zones for the gateway, or vpn.gateway",
        fix: "name two zones of the target's region; the console shows them when a VPN gateway is created",
      },
    ];
  const cloud = cloudOf(target);
  const region = "region" in target ? target.region : undefined;
  if (!cloud || region === undefined) return [];
  return availabilityZones.flatMap((zone, index): Problem[] => {
    const path = `vpn.availabilityZones.${index}`;
    if (availabilityZones.indexOf(zone) < index) return [{ path, seen: quoted(zone), needed: "each zone once" }];
    const other = REGIONS[cloud].find((one) => one !== region && new RegExp(`^${one}[a-z]`).test(zone));
    if (other === undefined) return [];
    return [
      {
        path,
        seen: `${quoted(zone)}, a zone of ${other}`,
        needed: `a zone of ${region}: the gateway is in the VPC of the target`,
        fix: "name zones of the target's region, or correct target.region",
      },
    ];
  });
}
