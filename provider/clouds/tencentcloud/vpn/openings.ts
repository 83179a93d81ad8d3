import { type Mark, readMark } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { messageOf } from "../../../core/failure";
import { marked } from "../../marks";
import { openingsIn, type VpnRead } from "../../vpnParts";
import { type PartsOf, type PartsRead, readParts } from "../../vpnRead";
import type { TencentClient } from "../client";
import { idOf, listParts, nameOf, PARTS, readPart, tagsIn, type VpnKind, type Wire } from "./parts";
import { listTables, readTable, routeId, routeParts, routesIn, type WireTable, whereOf } from "./routes";

/** What is read and removed here. */
export const isVpnKind = (kind: string) => kind === "route" || Object.hasOwn(PARTS, kind);

/** Other migrations make none, so that they need no permission to read any. */
export function readsVpn(known: KnownHere | undefined): boolean {
  return !known || known.tunnels === true || known.named.some(({ kind }) => isVpnKind(kind));
}

/** Connections, customer gateways, gateways and routes to them with our mark, or that the state says are ours. */
export async function vpnOpenings(client: TencentClient, known?: KnownHere): Promise<OpeningsRead> {
  return openingsIn(await readVpn(client, known));
}

export async function readVpn(client: TencentClient, known?: KnownHere): Promise<VpnRead> {
  const [devices, connections, gateways, tables] = await Promise.all([
    read(client, "customerGateway", known),
    read(client, "vpnConnection", known),
    read(client, "vpnGateway", known),
    readTables(client, known),
  ]);
  const addressOf = (id: string | undefined) =>
    devices.all.find((one) => one.CustomerGatewayId === id)?.IpAddress ?? id ?? "";
  const found = [
    ...connections.openings((one) => ({
      addresses: [addressOf(one.CustomerGatewayId)],
      more: `, tunnel ${visible(one.NetStatus ?? "in no known state")}, of the gateway ${visible(one.VpnGatewayId ?? "none")}`,
    })),
    ...devices.openings(({ IpAddress = "" }) => ({ addresses: [IpAddress] })),
    ...gateways.openings(({ PublicIpAddress: address }) => ({
      addresses: address ? [address] : [],
    })),
  ];
  const routes = tables.all.map((table) => {
    try {
      return routesOf(client, table, known);
    } catch (error) {
      return { found: [], unread: [`the route table ${table.RouteTableId} could not be read: ${messageOf(error)}`] };
    }
  });
  return {
    found: [...found, ...routes.flatMap((one) => one.found)],
    unread: [connections, devices, gateways, tables, ...routes].flatMap(({ unread }) => unread),
    unmarked: [connections, devices, gateways].flatMap(({ unmarked }) => unmarked),
  };
}

function read<K extends VpnKind>(
  client: TencentClient,
  kind: K,
  known: KnownHere | undefined,
): Promise<PartsRead<Wire[K]>> {
  const of: PartsOf<Wire[K]> = {
    ...{ at: { cloud: "tencentcloud", region: client.region }, kind, title: PARTS[kind].title },
    list: () => listParts(client, kind),
    read: (id) => readPart(client, kind, id),
    idOf: (one) => idOf(kind, one),
    nameOf: (one) => nameOf(kind, one),
    tagsIn,
  };
  return readParts(of, known);
}

async function readTables(client: TencentClient, known: KnownHere | undefined) {
  const all = await listTables(client);
  const unread: string[] = [];
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => (kind === "route" ? [routeParts(id).table] : []));
  for (const id of new Set(ids)) {
    if (all.some(({ RouteTableId }) => RouteTableId === id)) continue;
    try {
      const one = await readTable(client, id);
      if (one) all.push(one);
    } catch (error) {
      unread.push(`the route table ${id} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  return { all, unread };
}

function routesOf(client: TencentClient, table: WireTable, known: KnownHere | undefined): OpeningsRead {
  const seen: OpeningsRead = { found: [], unread: [] };
  for (const route of routesIn(table)) {
    const id = routeId(table, route);
    const { DestinationCidrBlock: to = "", GatewayId: through, RouteDescription } = route;
    const where = whereOf(table, route);
    const mark = readMark(RouteDescription ?? undefined);
    const named = known?.named.find((one) => one.isOurs && one.kind === "route" && one.id === id);
    const leads = named?.through === undefined ? mark !== undefined : named.through === through;
    if (named && !leads)
      seen.unread.push(
        `the route to ${to} (${where}) does not lead through what the state says (${named.through ?? "nothing"}): somebody may have pointed it elsewhere; look at it in the console`,
      );
    else if (mark || named)
      seen.found.push({
        ...base(client, mark ?? { id: known!.migration }),
        ...{ kind: "route", id, addresses: [to], where },
      });
  }
  return seen;
}

const base = ({ region }: TencentClient, mark: Mark) => marked("tencentcloud", region, mark);
