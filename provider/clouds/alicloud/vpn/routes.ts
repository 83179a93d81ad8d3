import { covers } from "../../../../model/addresses";
import { overlapping } from "../../../../model/addresses/overlap";
import { visible } from "../../../../model/printing/visible";
import { everyPage } from "../../../http/pages";
import type { VpcCall } from "../../../permissions/alibabaVpc";
import { TITLE, type VpcClient } from "./client";

const PAGE = 50;

export interface WireRoute {
  RouteDest: string;
  NextHop?: string;
  State?: string;
  Weight?: number;
  /** Of the tunnel, of which a connection has two. */
  NextHopTunnelId?: string;
}

/** A route by source and destination: whatever it matches never comes to the routes by destination alone. */
export interface WirePolicyRoute extends WireRoute {
  RouteSource?: string;
  Priority?: number;
}

/** The routes of a gateway by destination that somebody has made, all pages. */
export function routesOf(client: VpcClient, gateway: string): Promise<WireRoute[]> {
  return byDestination(client, gateway, "custom");
}

/** Those that its gateway has learned by BGP, which the cloud lists only where they are asked for. */
export function learnedRoutesOf(client: VpcClient, gateway: string): Promise<WireRoute[]> {
  return byDestination(client, gateway, "bgp");
}

function byDestination(client: VpcClient, gateway: string, type: "custom" | "bgp"): Promise<WireRoute[]> {
  const list = ["VpnRouteEntries", "VpnRouteEntry"] as const;
  return entriesOf<WireRoute>(client, gateway, "DescribeVpnRouteEntries", list, { RouteEntryType: type });
}

/** Its policy-based routes, all pages. */
export function policyRoutesOf(client: VpcClient, gateway: string): Promise<WirePolicyRoute[]> {
  const list = ["VpnPbrRouteEntries", "VpnPbrRouteEntry"] as const;
  return entriesOf<WirePolicyRoute>(client, gateway, "DescribeVpnPbrRouteEntries", list);
}

/**
 * Policy-based routes that may take packets between these networks. Published or not: packets that come to the gateway
 * are matched. The weight 0 is that of a standby, which takes them while the other one does not.
 */
export function policiesBetween(
  routes: readonly WirePolicyRoute[],
  from: readonly string[],
  to: readonly string[],
): WirePolicyRoute[] {
  const meets = (block: string | undefined, blocks: readonly string[]) =>
    block === undefined || covers([block], [...blocks]) || overlapping([block], blocks) !== undefined;
  return routes.filter(({ RouteSource, RouteDest }) => meets(RouteSource, from) && meets(RouteDest, to));
}

export function toldPolicy({ RouteSource, ...route }: WirePolicyRoute): string {
  return `${visible(RouteSource ?? "anywhere")} to ${toldRoute(route)}`;
}

export function toldRoute({ RouteDest, NextHop }: WireRoute): string {
  return `${visible(RouteDest)} through ${visible(NextHop ?? "nothing that the response names")}`;
}

async function entriesOf<T extends WirePolicyRoute>(
  client: VpcClient,
  gateway: string,
  action: VpcCall,
  [outer, inner]: readonly [string, string],
  which: Record<string, string> = {},
): Promise<T[]> {
  const doing = `reading the routes of ${gateway}`;
  return everyPage<T & { key: string }, "key">({
    ...{ doing: `${TITLE}, ${doing}`, field: inner, size: PAGE, id: "key" },
    read: async (page) => {
      const answer = await client.call<Record<string, Record<string, T[]>> & { TotalCount?: number }>(action, doing, {
        ...{ VpnGatewayId: gateway, PageSize: String(PAGE), PageNumber: String(page), ...which },
      });
      // None has an id: these are one.
      const items = answer[outer]?.[inner]?.map((one) => ({
        ...one,
        key: [one.RouteSource, one.RouteDest, one.NextHop, one.NextHopTunnelId, one.Priority].join(" "),
      }));
      return { items, total: answer.TotalCount as number | undefined };
    },
  });
}
