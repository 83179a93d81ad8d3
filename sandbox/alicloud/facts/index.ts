import { asBlock } from "../../../model/addresses/block";
import { holds } from "../../world/addresses";
import { type CloudPart, dropped, type Hop, INTERNET, type Zone } from "../../world/hops";
import type { Origin } from "../../world/types";
import { serverPlace, type World } from "../../world/world";
import { AlibabaMachines } from "./machines";
import { AlibabaRds } from "./rds";
import { AlibabaSecurityGroups } from "./securityGroups";
import { tunnelEnds, tunnelHop } from "./tunnel";
import { AlibabaVpns } from "./vpns";

/** The zone of the intranet endpoints. Within this cloud, nothing leads there from outside: that takes a tunnel. */
export const ALICLOUD_INTRANET = "alicloud intranet";

/** The range from which the cloud's own services connect internally. */
const SERVICES_RANGE = "100.104.0.0/16";

/** The facts of Alibaba Cloud, and the routes to its servers. */
export class AlicloudPart implements CloudPart {
  readonly rds: AlibabaRds;
  readonly machines: AlibabaMachines;
  readonly securityGroups: AlibabaSecurityGroups;
  readonly vpns: AlibabaVpns;
  readonly hops: readonly Hop[];

  constructor(world: World) {
    this.rds = new AlibabaRds(world.journal);
    this.machines = new AlibabaMachines(world.journal);
    this.securityGroups = new AlibabaSecurityGroups(world.journal);
    this.vpns = new AlibabaVpns(world.journal);
    this.hops = [
      publicEndpoint(this.rds),
      intranetEndpoint(this.rds),
      machine(this, world),
      tunnelHop(this.vpns, world, zoneOf),
    ];
    world.join(this);
  }

  resolve(name: string): string | undefined {
    for (const { intranet, publicEndpoint } of this.rds.list()) {
      if (intranet.host === name) return intranet.ip;
      if (publicEndpoint?.host === name) return publicEndpoint.ip;
    }
    return undefined;
  }

  /** Services that run inside the cloud, such as DTS, are on its network, and reach a VPC's own machines, and what its VPN leads to, in that VPC. */
  zone({ address, vpcId }: Origin): Zone | undefined {
    if (!holds(SERVICES_RANGE, address)) return undefined;
    return vpcId === undefined ? ALICLOUD_INTRANET : zoneOf(vpcId);
  }

  tunnelEnds() {
    return tunnelEnds(this.vpns, zoneOf);
  }

  dump(): Record<string, unknown> {
    return {
      alibabaRds: this.rds.list().map(({ mysql, allowlists, ...rest }) => ({
        ...rest,
        allowlists: Object.fromEntries([...allowlists].map(([name, entries]) => [name, [...entries]])),
        mysql: serverPlace(mysql),
      })),
      alibabaMachines: this.machines
        .list()
        .map(({ mysql, firewall, ...rest }) => ({ ...rest, mysql: serverPlace(mysql), firewall: firewall.list() })),
      alibabaSecurityGroups: this.securityGroups.list(),
      ...this.vpns.dump(),
    };
  }
}

/** The world with this cloud in it. */
export type AlicloudWorld = World & { readonly alicloud: AlicloudPart };

/** From the internet to a server's public endpoint. */
function publicEndpoint(rds: AlibabaRds): Hop {
  const at = (ip: string) => rds.list().find((one) => one.publicEndpoint?.ip === ip);
  return {
    forward({ zone, ip, host }) {
      const found = zone === INTERNET ? at(ip) : undefined;
      return found && { server: found.mysql, port: found.publicEndpoint!.port, names: [host, ip] };
    },
    guard: ({ ip, from }) => allowlist(rds, at(ip)!.id, from.address),
  };
}

/** From inside the cloud's network to a server's intranet endpoint. */
function intranetEndpoint(rds: AlibabaRds): Hop {
  const at = (ip: string) => rds.list().find((one) => one.intranet.ip === ip);
  return {
    forward({ zone, ip, host }) {
      const found = zone === ALICLOUD_INTRANET || zone === INTERNET ? at(ip) : undefined;
      return found && { server: found.mysql, port: found.intranet.port, names: [host, ip] };
    },
    guard({ zone, ip, host, from }) {
      if (zone === ALICLOUD_INTRANET) return allowlist(rds, at(ip)!.id, from.address);
      const needs = `${from.address} needs the public endpoint or a tunnel`;
      return dropped("noRoute", `${host} (${ip}) is inside Alibaba Cloud: ${needs}`);
    },
  };
}

function allowlist(rds: AlibabaRds, id: string, address: string) {
  if (rds.allowed(id).some((entry) => holds(entry, address))) return undefined;
  return dropped("allowlist", `No allowlist group of ${id} holds ${address}: add ${asBlock(address)}`);
}

/** A private address is meaningful only inside its VPC. */
function zoneOf(vpcId: string): Zone {
  return `alicloud vpc ${vpcId}`;
}

/** To a machine in its VPC: through its security group, then its own firewall. */
function machine({ machines, securityGroups }: AlicloudPart, { faults }: World): Hop {
  const at = (zone: Zone, ip: string) =>
    machines.list().find((one) => one.privateIp === ip && zone === zoneOf(one.vpcId));
  return {
    forward({ zone, ip }) {
      const found = at(zone, ip);
      return found && { server: found.mysql, port: found.port, names: [ip] };
    },
    guard({ zone, ip, from, port }) {
      const { id, securityGroupId: group, firewall } = at(zone, ip)!;
      const needs = `it needs a rule for ${asBlock(from.address)}`;
      if (faults.closedSecurityGroups.has(group) || !securityGroups.admits(group, from.address, port))
        return dropped("securityGroup", `Security group ${group} of ${id} drops TCP ${port}: ${needs}`);
      if (firewall.admits(from.address, port)) return undefined;
      return dropped("hostFirewall", `The firewall of ${id} drops TCP ${port}: ${needs}`);
    },
  };
}
