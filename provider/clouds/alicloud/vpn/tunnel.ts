import { covers } from "../../../../model/addresses";
import { asBlock } from "../../../../model/addresses/block";
import type { Hop } from "../../../../model/hops";
import { visible } from "../../../../model/printing/visible";
import type { TunnelQuery } from "../../../core/clouds";
import { hopThrough, type TunnelFault } from "../../tunnelHop";
import type { VpcClient } from "./client";
import { listOf, listParts, tagsIn, type WireConnection, type WireTunnel } from "./parts";
import {
  learnedRoutesOf,
  policiesBetween,
  policyRoutesOf,
  routesOf,
  toldPolicy,
  toldRoute,
  type WireRoute,
} from "./routes";

const UP = "ipsec_sa_established";
/** The negotiation has not come to an end. */
const DOWN: Readonly<Record<string, string>> = {
  ike_sa_not_established: "the IKE negotiation failed",
  ike_sa_established: "the IKE negotiation succeeded, and that for IPsec has not",
  ipsec_sa_not_established: "the IPsec negotiation failed",
};

/** The way from the task through the migration's tunnels, as far as the cloud shows it. */
export async function tunnelHop(client: VpcClient, query: TunnelQuery): Promise<Hop> {
  return hopThrough(query.migration, await listParts(client, "vpnConnection"), {
    tagsIn,
    nameOf: ({ Name, VpnConnectionId }) => Name || VpnConnectionId,
    faultOf: (one) => faultOf(client, one, query),
    more: (one) => ` (${tunnelsIn(one)}); the routes of the VPC itself are not read`,
    made: "the connection",
  });
}

async function faultOf(
  client: VpcClient,
  connection: WireConnection,
  { from, to, deviceAddress }: TunnelQuery,
): Promise<TunnelFault | undefined> {
  const near = listOf(connection.LocalSubnet);
  const missing = from.filter((block) => !covers(near, [asBlock(block)]));
  if (missing.length > 0)
    return {
      seen: `route missing: the connection's local networks (${near.join(", ") || "none"}) do not hold ${missing.join(", ")}`,
      fix: "name every block that DTS connects from in vpn.cloudSubnets; dbferry up --refresh restores the networks of the connection",
    };
  const far = listOf(connection.RemoteSubnet);
  if (!covers(far, [asBlock(to)]))
    return {
      seen: `route missing: the connection's peer networks (${far.join(", ") || "none"}) do not hold ${to}`,
      fix: "dbferry up --refresh: it restores the networks of the connection",
    };
  const gateway = connection.VpnGatewayId;
  if (!gateway) return { seen: "the response does not say its gateway" };
  const policies = policiesBetween(await policyRoutesOf(client, gateway), blocksFrom(from, near), [asBlock(to)]);
  const others = policies.filter(({ NextHop }) => NextHop !== connection.VpnConnectionId);
  if (others.length > 0)
    return {
      seen: `route elsewhere: the gateway ${gateway} has policy-based routes between these networks, which come before the migration's: ${others.map(toldPolicy).join(", ")}`,
      // With another one through the connection, their order decides.
      ...(others.length < policies.length
        ? {}
        : {
            fix: `remove them from the gateway ${gateway} in the console, if nothing else needs them, or use another gateway`,
          }),
    };
  const published = publishedTo(await routesOf(client, gateway), to);
  const taking = published.filter(({ Weight }) => Weight !== 0);
  const elsewhere = narrowest(taking).find(({ NextHop }) => NextHop !== connection.VpnConnectionId);
  if (!taking.some(({ NextHop }) => NextHop === connection.VpnConnectionId))
    return {
      seen: `route missing: the gateway ${gateway} has no published route to ${to} through it`,
      fix: "dbferry up --refresh: it restores the routes",
    };
  if (elsewhere)
    return {
      seen: `route elsewhere: the published route of the gateway ${gateway} to ${elsewhere.RouteDest} leads through ${visible(elsewhere.NextHop ?? "nothing that the response names")}, and is as narrow as any to ${to}`,
      fix: `remove the route of the gateway ${gateway} to ${elsewhere.RouteDest} through ${visible(elsewhere.NextHop ?? "that")} in the console, if nothing else needs it`,
    };
  const standbys = othersAsNarrow(published, taking, connection.VpnConnectionId);
  if (standbys.length > 0)
    return {
      seen: `the gateway ${gateway} has published routes of the weight 0 beside the migration's, each of which may be a standby that takes the packets: ${standbys.map(toldRoute).join(", ")}`,
    };
  // Of these, the cloud does not say which come before one that somebody has made.
  const learned = (await learnedRoutesOf(client, gateway)).filter(({ RouteDest }) => holds(RouteDest, to));
  const byBgp = othersAsNarrow(learned, taking, connection.VpnConnectionId);
  if (byBgp.length > 0)
    return {
      seen: `the gateway ${gateway} has routes that it has learned by BGP beside the migration's, each of which may take the packets: ${byBgp.map(toldRoute).join(", ")}`,
    };
  const tunnels = connection.TunnelOptionsSpecification?.TunnelOptions ?? [];
  const up = tunnels.filter(({ Status }) => Status === UP);
  const peers = up.length > 0 ? await peersOf(client, up) : [];
  const strangers = peers.filter((one) => one !== deviceAddress);
  if (strangers.length > 0)
    return {
      seen: `up, and to another device than ${deviceAddress}: ${strangers.map((one) => visible(one ?? "one whose customer gateway is not listed")).join(", ")}`,
      ...(strangers.includes(undefined)
        ? {}
        : { fix: "dbferry up --refresh: it restores the customer gateway of the tunnels" }),
    };
  if (up.length > 0)
    return from.length > 0
      ? undefined
      : { seen: "up; whether it carries the task is not known, as the addresses of the task are not" };
  const told = tunnelsIn(connection);
  if (tunnels.length === 0 || tunnels.some(({ Status }) => DOWN[Status ?? ""] === undefined))
    return { seen: told || "the response shows no tunnels" };
  return {
    seen: `the tunnels are down (${told})`,
    fix:
      `bring the tunnels up on the device ${deviceAddress}: the same keys, the same networks, IKEv2 with exactly the proposal that its settings name, and UDP 500 and 4500 ` +
      "and ESP admitted (pulumi stack output plainText)",
  };
}

/** Where the task's own addresses are not known, any of the networks may be. */
function blocksFrom(from: readonly string[], near: readonly string[]): readonly string[] {
  return from.length > 0 ? from.map(asBlock) : near;
}

/** Addresses of the devices at the other ends; undefined: not listed. */
async function peersOf(client: VpcClient, tunnels: readonly WireTunnel[]): Promise<(string | undefined)[]> {
  const devices = await listParts(client, "customerGateway");
  return tunnels.map(
    ({ CustomerGatewayId: id }) => devices.find(({ CustomerGatewayId }) => CustomerGatewayId === id)?.IpAddress,
  );
}

/** Every tunnel with its state: where one alone is up, the other takes over nothing. */
function tunnelsIn({ TunnelOptionsSpecification: { TunnelOptions = [] } = {} }: WireConnection): string {
  return TunnelOptions.map(({ Role, Status }) => `the ${visible(Role ?? "?")} tunnel: ${saidOf(Status)}`).join("; ");
}

function saidOf(status: string | undefined): string {
  if (status === UP) return "up";
  return DOWN[status ?? ""] ?? `its state is ${visible(status ?? "not given")}, which says nothing about the tunnel`;
}

/** The published routes that hold an address. */
function publishedTo(routes: readonly WireRoute[], to: string): WireRoute[] {
  return routes.filter(({ RouteDest, State }) => State === "published" && holds(RouteDest, to));
}

const holds = (destination: string, address: string) => covers([destination], [asBlock(address)]);

/** Those that lead elsewhere and are as narrow as the routes through a connection, or narrower. */
function othersAsNarrow(routes: readonly WireRoute[], ours: readonly WireRoute[], connection: string): WireRoute[] {
  const longest = Math.max(...ours.map(prefix));
  return routes.filter((route) => route.NextHop !== connection && prefix(route) >= longest);
}

const prefix = ({ RouteDest }: WireRoute) => Number(asBlock(RouteDest).split("/")[1]);

/** Those of the longest prefix, which alone get the packets. */
function narrowest(routes: readonly WireRoute[]): WireRoute[] {
  const longest = Math.max(...routes.map(prefix));
  return routes.filter((route) => prefix(route) === longest);
}
