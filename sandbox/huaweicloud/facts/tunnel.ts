import { holds } from "../../world/addresses";
import { dropped, type Hop, type Zone } from "../../world/hops";
import { describe } from "../../world/reach";
import { agreed, carries, type TunnelEnd } from "../../world/tunnels";
import type { World } from "../../world/world";
import type { Eips } from "./eips";
import type { VpnConnection, VpnPolicy } from "./types";
import type { Vpns } from "./vpns";

interface Part {
  vpns: Vpns;
  eips: Eips;
}

/** The cloud's end of every connection whose gateway, address and device exist. */
export function tunnelEnds(part: Part, zoneOf: (vpcId: string) => Zone): TunnelEnd[] {
  return part.vpns.connections.list().flatMap((connection) => endOf(part, connection, zoneOf) ?? []);
}

/** A connection's end; undefined while a part of it is missing. */
export function endOf(
  { vpns, eips }: Part,
  connection: VpnConnection,
  zoneOf: (vpcId: string) => Zone,
): TunnelEnd | undefined {
  const gateway = vpns.gateways.find(connection.gatewayId);
  const device = vpns.devices.find(connection.deviceId);
  const eip = eips.find(connection.eipId);
  if (!gateway || !device || eip?.boundTo !== gateway.id) return undefined;
  return {
    address: eip.address,
    peer: device.idValue,
    key: connection.psk,
    ike: suite(connection.ike, "dh_group"),
    ipsec: suite(connection.ipsec, "pfs"),
    pairs: connection.policyRules.flatMap(({ source, destination }) =>
      destination.map((far) => ({ near: source, far })),
    ),
    zone: zoneOf(gateway.vpcId),
  };
}

/** From a VPC through its VPN gateway to the network behind the device. */
export function tunnelHop(part: Part, world: World, zoneOf: (vpcId: string) => Zone): Hop {
  const candidates = (zone: Zone, ip: string) =>
    part.vpns.connections.list().filter(({ gatewayId, peerSubnets }) => {
      const gateway = part.vpns.gateways.find(gatewayId);
      return gateway && zoneOf(gateway.vpcId) === zone && peerSubnets.some((subnet) => holds(subnet, ip));
    });
  const through = (connection: VpnConnection, from: string, ip: string): { to: Zone } | { fault: string } => {
    const end = endOf(part, connection, zoneOf);
    const other = end ? agreed(end, world.tunnelEnds()) : "it is not complete";
    if (!end || typeof other === "string") return { fault: `${connection.name} is down: ${other}` };
    const { localSubnets } = part.vpns.gateways.find(connection.gatewayId)!;
    if (!localSubnets.some((subnet) => holds(subnet, from)))
      return { fault: `the gateway of ${connection.name} does not carry ${from}` };
    if (!carries(end, other, from, ip)) return { fault: `${connection.name} does not carry ${from} to ${ip}` };
    return { to: other.zone };
  };
  const ways = (zone: Zone, from: string, ip: string) => candidates(zone, ip).map((one) => through(one, from, ip));
  return {
    forward({ zone, from, ip }) {
      const found = ways(zone, from.address, ip);
      const open = found.find((way) => "to" in way);
      if (open) return open;
      return found.length > 0 ? { to: "no tunnel" } : undefined;
    },
    guard({ zone, from, ip }) {
      const found = ways(zone, from.address, ip);
      if (found.some((way) => "to" in way)) return undefined;
      const why = found.map((way) => ("fault" in way ? way.fault : "")).join("; ");
      return dropped("noRoute", `No tunnel takes packets of ${describe(from)} to ${ip}: ${why}`);
    },
  };
}

/** `ikev2 aes-256 sha2-256 group14`; an IPsec SA has no version. */
function suite(policy: VpnPolicy, group: "dh_group" | "pfs"): string {
  const version = group === "dh_group" ? [`ike${policy["ike_version"]}`] : [];
  return [...version, policy["encryption_algorithm"], policy["authentication_algorithm"], policy[group]].join(" ");
}
