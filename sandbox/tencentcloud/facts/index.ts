import { asBlock } from "../../../model/addresses/block";
import { type CloudPart, type Dropped, dropped, type Hop, INTERNET, type Zone } from "../../world/hops";
import { describe } from "../../world/reach";
import type { TunnelEnd } from "../../world/tunnels";
import type { Origin } from "../../world/types";
import { serverPlace, type World } from "../../world/world";
import { Cdbs } from "./cdb";
import { isInnerEgress } from "./egress";
import { Networks } from "./networks";
import { RouteTables } from "./routeTables";
import { SecurityGroups } from "./securityGroups";
import { tunnelEnds, tunnelHop } from "./tunnel";
import type { CdbInstance } from "./types";
import { Vpns } from "./vpns";

/** The facts of Tencent Cloud, and the routes to its servers. */
export class TencentcloudPart implements CloudPart {
  readonly networks: Networks;
  readonly securityGroups: SecurityGroups;
  readonly cdb: Cdbs;
  readonly routeTables: RouteTables;
  readonly vpns: Vpns;
  readonly hops: readonly Hop[];

  constructor(world: World) {
    this.networks = new Networks(world.journal);
    this.securityGroups = new SecurityGroups(world.journal);
    this.cdb = new Cdbs(world.journal, this.networks);
    this.routeTables = new RouteTables(world.journal, this.networks);
    this.vpns = new Vpns(world.journal);
    const tunnels = tunnelHop(this, world, (zone) => this.networks.list().find(({ id }) => zone === zoneOf(id))?.id);
    this.hops = [publicEndpoint(this, world), networkCard(this, world), serviceAccess(this, world), tunnels];
    world.join(this);
  }

  resolve(name: string): string | undefined {
    const found = this.cdb.list().find(({ id, wan }) => wan?.domain === name || serviceName(id) === name);
    return found && (found.wan?.domain === name ? found.wan.ip : found.vip);
  }

  zone({ address, vpcId }: Origin): Zone | undefined {
    if (vpcId !== undefined && this.networks.find(vpcId)) return zoneOf(vpcId);
    return isInnerEgress(address) ? SERVICES : undefined;
  }

  tunnelEnds(): TunnelEnd[] {
    return tunnelEnds(this, zoneOf);
  }

  dump(): Record<string, unknown> {
    return {
      ...this.vpns.dump(),
      tencentRouteTables: this.networks.list().map(({ id }) => this.routeTables.of(id)),
      tencentVpcs: this.networks.list(),
      tencentSubnets: this.networks.subnets(),
      tencentSecurityGroups: this.securityGroups.list(),
      tencentCdb: this.cdb.list().map(({ mysql, ...rest }) => ({ ...rest, mysql: serverPlace(mysql) })),
    };
  }
}

/** The world with this cloud in it. */
export type TencentcloudWorld = World & { readonly tencentcloud: TencentcloudPart };

/** The network through which the cloud's own services reach its customers' databases. */
const SERVICES: Zone = "tencentcloud services";

/**
 * The host name under which the cloud's own services connect to an instance: its address alone would be ambiguous
 * between VPCs.
 */
export function serviceName(id: string): string {
  return `${id}.tencentcloud.internal`;
}

/** A private address is meaningful only inside its VPC. */
function zoneOf(vpcId: string): Zone {
  return `tencentcloud vpc ${vpcId}`;
}

/** From the internet to an instance's public endpoint, where its security groups apply too. */
function publicEndpoint(part: TencentcloudPart, world: World): Hop {
  const at = (ip: string) => part.cdb.list().find(({ wan }) => wan?.ip === ip);
  return {
    forward({ zone, ip, host }) {
      const found = zone === INTERNET ? at(ip) : undefined;
      return found && { server: found.mysql, port: found.wan!.port, names: [host, ip] };
    },
    // Security groups see the instance's own port, not that of its public endpoint.
    guard: ({ ip, from }) => groups(part, world, at(ip)!, from),
  };
}

/** From inside a VPC to the network interface of an instance there. */
function networkCard(part: TencentcloudPart, world: World): Hop {
  const at = (zone: Zone, ip: string) => part.cdb.list().find((one) => one.vip === ip && zone === zoneOf(one.vpcId));
  return {
    forward({ zone, ip }) {
      const found = at(zone, ip);
      return found && { server: found.mysql, port: found.port, names: [ip] };
    },
    guard: ({ zone, ip, from }) => groups(part, world, at(zone, ip)!, from),
  };
}

/**
 * From the cloud's own services to an instance: its security groups apply only to customers' networks and the internet.
 */
function serviceAccess({ cdb }: TencentcloudPart, { faults }: World): Hop {
  const at = (zone: Zone, host: string) =>
    zone === SERVICES ? cdb.list().find(({ id }) => serviceName(id) === host) : undefined;
  return {
    forward({ zone, host }) {
      const found = at(zone, host);
      return found && { server: found.mysql, port: found.port, names: [host, found.vip] };
    },
    guard({ zone, host }) {
      const closed = at(zone, host)!.securityGroupIds.find((id) => faults.closedSecurityGroups.has(id));
      return closed === undefined ? undefined : dropped("securityGroup", `Security group ${closed} drops everything`);
    },
  };
}

function groups(
  { securityGroups }: TencentcloudPart,
  { faults }: World,
  { id, port, securityGroupIds: ids }: CdbInstance,
  from: Origin,
): Dropped | undefined {
  const open = ids.every((one) => !faults.closedSecurityGroups.has(one)) && securityGroups.admits(ids, from, port);
  if (open) return undefined;
  const needs = `it needs an ingress policy for ${asBlock(from.address)}`;
  return dropped("securityGroup", `${ids.join(", ")} of ${id} drops TCP ${port} from ${describe(from)}: ${needs}`);
}
