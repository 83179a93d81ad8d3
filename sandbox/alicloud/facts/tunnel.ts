import { holds } from "../../world/addresses";
import { dropped, type Hop, type Zone } from "../../world/hops";
import { describe } from "../../world/reach";
import { agreed, carries, type TunnelEnd } from "../../world/tunnels";
import type { World } from "../../world/world";
import type { AlibabaVpns } from "./vpns";
import type { AlibabaPolicy, AlibabaTunnel, AlibabaVpnConnection } from "./vpnTypes";

type ZoneOf = (vpcId: string) => Zone;

/** The cloud's end of every tunnel whose gateway and customer gateway exist. */
export function tunnelEnds(vpns: AlibabaVpns, zoneOf: ZoneOf): TunnelEnd[] {
  return vpns.connections.list().flatMap((one) => endsOf(vpns, one, zoneOf));
}

function endsOf(vpns: AlibabaVpns, connection: AlibabaVpnConnection, zoneOf: ZoneOf): TunnelEnd[] {
  return connection.tunnels.flatMap((_, at) => endOf(vpns, connection, at, zoneOf) ?? []);
}

/** The end of one tunnel; undefined while a part of it is missing. */
export function endOf(
  vpns: AlibabaVpns,
  { gatewayId, localSubnets, remoteSubnets, tunnels }: AlibabaVpnConnection,
  at: number,
  zoneOf: ZoneOf,
): TunnelEnd | undefined {
  const gateway = vpns.gateways.find(gatewayId);
  const tunnel = tunnels[at] as AlibabaTunnel;
  const device = vpns.customerGateways.find(tunnel.customerGatewayId);
  if (!gateway || !device) return undefined;
  return {
    address: gateway.addresses[at]!,
    peer: device.address,
    key: tunnel.ike["Psk"]!,
    ike: `${tunnel.ike["IkeVersion"]} ${suite(tunnel.ike, "Ike")}`,
    ipsec: suite(tunnel.ipsec, "Ipsec"),
    pairs: localSubnets.flatMap((near) => remoteSubnets.map((far) => ({ near, far }))),
    zone: zoneOf(gateway.vpcId),
  };
}

/** From a VPC to the network behind the device: a published route of its gateway leads to a connection, whose tunnels carry it. */
export function tunnelHop(vpns: AlibabaVpns, world: World, zoneOf: ZoneOf): Hop {
  const routes = (zone: Zone, ip: string) =>
    vpns.routes.list().filter(({ gatewayId, destination, published, weight }) => {
      const gateway = vpns.gateways.find(gatewayId);
      return gateway && zoneOf(gateway.vpcId) === zone && published && weight > 0 && holds(destination, ip);
    });
  const through = (id: string, from: string, ip: string): ({ to: Zone } | { fault: string })[] => {
    const connection = vpns.connections.find(id);
    if (!connection) return [{ fault: `${id} does not exist` }];
    return connection.tunnels.map(({ role }, at) => {
      const end = endOf(vpns, connection, at, zoneOf);
      const other = end ? agreed(end, world.tunnelEnds()) : "it is not complete";
      const name = `the ${role} tunnel of ${connection.name}`;
      if (!end || typeof other === "string") return { fault: `${name} is down: ${other}` };
      if (!carries(end, other, from, ip)) return { fault: `${name} does not carry ${from} to ${ip}` };
      return { to: other.zone };
    });
  };
  const ways = (zone: Zone, from: string, ip: string) =>
    routes(zone, ip).flatMap(({ nextHop }) => through(nextHop, from, ip));
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

const ENCRYPTIONS: Readonly<Record<string, string>> = { aes: "aes-128", aes192: "aes-192", aes256: "aes-256" };

/** In the spelling of the world. */
function suite(policy: AlibabaPolicy, of: "Ike" | "Ipsec"): string {
  const [encryption, integrity, group] = ["EncAlg", "AuthAlg", "Pfs"].map((name) => policy[`${of}${name}`]!);
  return [ENCRYPTIONS[encryption!] ?? encryption, integrity!.replace(/^sha(256|384|512)$/, "sha2-$1"), group].join(" ");
}

/** What the API says of a tunnel. */
export function statusOf(vpns: AlibabaVpns, connection: AlibabaVpnConnection, at: number, world: World): string {
  // Which network is behind it is nothing that is negotiated.
  const end = endOf(vpns, connection, at, (vpcId) => vpcId);
  const other = end ? agreed(end, world.tunnelEnds()) : "";
  if (typeof other !== "string") return "ipsec_sa_established";
  return /IPsec|traffic selectors/.test(other) ? "ipsec_sa_not_established" : "ike_sa_not_established";
}
