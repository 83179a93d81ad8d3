import { dropped, type Hop, type Zone } from "../../world/hops";
import { describe } from "../../world/reach";
import { agreed, carries, type TunnelEnd } from "../../world/tunnels";
import type { World } from "../../world/world";
import type { RouteTables } from "./routeTables";
import type { Negotiation, VpnConnection } from "./types";
import type { Vpns } from "./vpns";

interface Part {
  vpns: Vpns;
  routeTables: RouteTables;
}

/** The cloud's end of every connection whose gateway and device exist. */
export function tunnelEnds(part: Part, zoneOf: (vpcId: string) => Zone): TunnelEnd[] {
  return part.vpns.connections.list().flatMap((connection) => endOf(part, connection, zoneOf) ?? []);
}

/** A connection's end; undefined while a part of it is missing. */
export function endOf(
  { vpns }: Part,
  connection: VpnConnection,
  zoneOf: (vpcId: string) => Zone,
): TunnelEnd | undefined {
  const gateway = vpns.gateways.find(connection.gatewayId);
  const device = vpns.devices.find(connection.deviceId);
  const { identities, negotiation } = connection;
  if (!gateway || !device) return undefined;
  // The ends identify themselves by their addresses: another identity is refused by the other one.
  if (identities.local !== gateway.address || identities.remote !== device.address) return undefined;
  return {
    address: gateway.address,
    peer: device.address,
    key: connection.key,
    ike: [version(negotiation), cipher(negotiation), hash(negotiation), group(negotiation.group)].join(" "),
    ipsec: [cipher(negotiation.ipsec), hash(negotiation.ipsec), group(negotiation.ipsec.group)].join(" "),
    pairs: connection.policies.flatMap(({ local, remotes }) => remotes.map((far) => ({ near: local, far }))),
    zone: zoneOf(gateway.vpcId),
  };
}

/** From a VPC through the route to its VPN gateway to the network behind the device. */
export function tunnelHop(part: Part, world: World, vpcAt: (zone: Zone) => string | undefined): Hop {
  const zoneOf = (zone: Zone) => () => zone;
  const gatewayFor = (zone: Zone, ip: string) => {
    const vpcId = vpcAt(zone);
    const route = vpcId === undefined ? undefined : part.routeTables.routeFor(vpcId, ip);
    return route?.type === "VPN" ? route.gatewayId : undefined;
  };
  const through = (zone: Zone, connection: VpnConnection, from: string, ip: string) => {
    const end = endOf(part, connection, zoneOf(zone));
    const other = end ? agreed(end, world.tunnelEnds()) : "it is not complete";
    if (!end || typeof other === "string") return { fault: `${connection.name} is down: ${other}` };
    if (!carries(end, other, from, ip)) return { fault: `${connection.name} does not carry ${from} to ${ip}` };
    return { to: other.zone };
  };
  const ways = (zone: Zone, from: string, ip: string) => {
    const gateway = gatewayFor(zone, ip);
    return part.vpns.connections
      .list()
      .filter(({ gatewayId }) => gatewayId === gateway)
      .map((one) => through(zone, one, from, ip));
  };
  return {
    forward({ zone, from, ip }) {
      if (gatewayFor(zone, ip) === undefined) return undefined;
      const open = ways(zone, from.address, ip).find((way) => "to" in way);
      return open && "to" in open ? { to: open.to! } : { to: "no tunnel" };
    },
    guard({ zone, from, ip }) {
      const found = ways(zone, from.address, ip);
      if (found.some((way) => "to" in way)) return undefined;
      const why = found.map((way) => ("fault" in way ? way.fault : "")).join("; ") || "its gateway has no connection";
      return dropped("noRoute", `No tunnel takes packets of ${describe(from)} to ${ip}: ${why}`);
    },
  };
}

/** In the spelling of the world. */
const version = ({ version: given }: Pick<Negotiation, "version">) => given.toLowerCase();
const cipher = ({ encryption }: { encryption: string }) => encryption.replace(/^AES-CBC-/, "aes-").toLowerCase();
const hash = ({ integrity }: { integrity: string }) => integrity.replace(/^SHA-/, "sha2-").toLowerCase();
const group = (given: string) => given.replace(/^DH-/, "").toLowerCase();

/** Whether both ends of a connection agree, which the API shows as its state. */
export function isUp(part: Part, world: World, connection: VpnConnection): boolean {
  const end = endOf(part, connection, () => "");
  return end !== undefined && typeof agreed(end, world.tunnelEnds()) !== "string";
}
