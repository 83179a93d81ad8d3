import { asBlock } from "../../../model/addresses/block";
import { holds } from "../../world/addresses";
import { type CloudPart, dropped, type Hop, INTERNET, type Zone } from "../../world/hops";
import { describe } from "../../world/reach";
import type { TunnelEnd } from "../../world/tunnels";
import type { Origin } from "../../world/types";
import { serverPlace, type World } from "../../world/world";
import { EIP_RANGE, Eips } from "./eips";
import { Machines } from "./machines";
import { Peerings } from "./peerings";
import { HuaweiRds } from "./rds";
import { RouteTables } from "./routeTables";
import { SecurityGroups } from "./securityGroups";
import { tunnelEnds, tunnelHop } from "./tunnel";
import { Vpcs } from "./vpcs";
import { Vpns } from "./vpns";

/** The facts of Huawei Cloud, and the routes into and out of it. */
export class HuaweicloudPart implements CloudPart {
  readonly eips: Eips;
  readonly vpcs: Vpcs;
  readonly peerings: Peerings;
  readonly routeTables: RouteTables;
  readonly securityGroups: SecurityGroups;
  readonly rds: HuaweiRds;
  readonly machines: Machines;
  readonly vpns: Vpns;
  readonly hops: readonly Hop[];
  /** The account's quotas; -1: unlimited. */
  readonly quotas = { publicIp: 200, tasks: 9999 };

  constructor(world: World) {
    this.eips = new Eips(world.journal);
    this.vpcs = new Vpcs(world.journal);
    this.peerings = new Peerings(world.journal, this.vpcs);
    this.routeTables = new RouteTables(world.journal, this.vpcs);
    this.securityGroups = new SecurityGroups(world.journal);
    this.rds = new HuaweiRds(world.journal, this.vpcs);
    this.machines = new Machines(world.journal, this.vpcs);
    this.vpns = new Vpns(world.journal);
    this.hops = [eip(this.eips), networkCard(this, world), peering(this), tunnelHop(this, world, zoneOf)];
    world.join(this);
  }

  /** Undefined, because the cloud's endpoints are plain addresses. */
  resolve(): undefined {
    return undefined;
  }

  zone({ address, vpcId }: Origin): Zone | undefined {
    if (vpcId !== undefined && this.vpcs.find(vpcId)) return zoneOf(vpcId);
    return holds(EIP_RANGE, address) ? EDGE : undefined;
  }

  tunnelEnds(): TunnelEnd[] {
    return tunnelEnds(this, zoneOf);
  }

  dump(): Record<string, unknown> {
    return {
      eips: this.eips.list(),
      vpcs: this.vpcs.list(),
      subnets: this.vpcs.subnets(),
      privateIps: this.vpcs.privateIps(),
      peerings: this.peerings.list(),
      routeTables: this.routeTables.list(),
      securityGroups: this.securityGroups.list(),
      securityGroupRules: this.securityGroups.rules(),
      ...this.vpns.dump(),
      huaweiRds: this.rds.list().map(({ mysql, ...rest }) => ({ ...rest, mysql: serverPlace(mysql) })),
      huaweiMachines: this.machines
        .list()
        .map(({ mysql, firewall, ...rest }) => ({ ...rest, mysql: serverPlace(mysql), firewall: firewall.list() })),
    };
  }
}

/** The world with this cloud in it. */
export type HuaweicloudWorld = World & { readonly huaweicloud: HuaweicloudPart };

/** The zone through which packets with an EIP leave the cloud. */
const EDGE: Zone = "huaweicloud edge";

/** A private address is meaningful only inside its VPC. */
export function zoneOf(vpcId: string): Zone {
  return `huaweicloud vpc ${vpcId}`;
}

/** From a VPC to the internet. */
function eip(eips: Eips): Hop {
  return {
    forward: ({ zone }) => (zone === EDGE ? { to: INTERNET } : undefined),
    guard: ({ from }) =>
      eips.find(from.address) ? undefined : dropped("noRoute", `${from.address} is no longer an allocated EIP`),
  };
}

/** From one VPC to another, where a route leads through a peering, and another one back to the caller. */
function peering({ vpcs, peerings, routeTables }: HuaweicloudPart): Hop {
  const vpcAt = (zone: Zone) => vpcs.list().find(({ id }) => zone === zoneOf(id))?.id;
  const next = (zone: Zone, ip: string) => {
    const from = vpcAt(zone);
    const route = from === undefined ? undefined : routeTables.routeFor(from, ip);
    if (from === undefined || route?.type !== "peering") return undefined;
    const to = peerings.otherEnd(route.nexthop, from);
    return to === undefined ? undefined : { from, to, peering: route.nexthop };
  };
  return {
    forward({ zone, ip }) {
      const found = next(zone, ip);
      return found && { to: zoneOf(found.to) };
    },
    guard({ zone, ip, from }) {
      const there = next(zone, ip)!;
      const back = routeTables.routeFor(there.to, from.address);
      if (back?.type === "peering" && back.nexthop === there.peering) return undefined;
      return dropped("noRoute", `VPC ${there.to} has no route back to ${describe(from)} through ${there.peering}`);
    },
  };
}

/** From inside a VPC, or by an EIP that is bound to it, to the network interface of a server there, and through a machine's firewall. */
function networkCard({ rds, eips, machines, securityGroups }: HuaweicloudPart, { faults }: World): Hop {
  const at = (zone: Zone, ip: string) => {
    if (zone === INTERNET) return rds.find(eips.find(ip)?.boundTo ?? "");
    return [...rds.list(), ...machines.list()].find((one) => one.privateIp === ip && zone === zoneOf(one.vpcId));
  };
  return {
    forward({ zone, ip }) {
      const found = at(zone, ip);
      return found && { server: found.mysql, port: found.port, names: [ip] };
    },
    guard({ zone, ip, from, port }) {
      const server = at(zone, ip)!;
      const { id, securityGroupId: group } = server;
      if (faults.closedSecurityGroups.has(group) || !securityGroups.admits(group, from, port)) {
        const needs = `it needs an ingress rule for ${asBlock(from.address)}`;
        return dropped(
          "securityGroup",
          `Security group ${group} of ${id} drops TCP ${port} from ${describe(from)}: ${needs}`,
        );
      }
      if (!("firewall" in server) || server.firewall.admits(from.address, port)) return undefined;
      return dropped(
        "hostFirewall",
        `The firewall of ${id} drops TCP ${port} from ${describe(from)}: no rule accepts it`,
      );
    },
  };
}
