import { type Mark, readMark, readTags } from "../../../../model/expiry";
import type { Opening } from "../../../../model/openings";
import { visible } from "../../../../model/printing/visible";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { messageOf } from "../../../core/failure";
import { byState, marked } from "../../marks";
import { hasOurVpnName, openingsIn, type Unmarked, unmarked, type VpnRead } from "../../vpnParts";
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
    readAll(client, "customerGateway", known),
    readAll(client, "vpnConnection", known),
    readAll(client, "vpnGateway", known),
    readTables(client, known),
  ]);
  const addressOf = (id: string | undefined) =>
    devices.all.find((one) => one.CustomerGatewayId === id)?.IpAddress ?? id ?? "";
  const found = [
    ...openings(client, "vpnConnection", connections.all, known, (one) => ({
      addresses: [addressOf(one.CustomerGatewayId)],
      more: `, tunnel ${visible(one.NetStatus ?? "in no known state")}, of the gateway ${visible(one.VpnGatewayId ?? "none")}`,
    })),
    ...openings(client, "customerGateway", devices.all, known, ({ IpAddress = "" }) => ({ addresses: [IpAddress] })),
    ...openings(client, "vpnGateway", gateways.all, known, ({ PublicIpAddress: address }) => ({
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

/** Those that are listed, and those that are known and are not. */
async function readAll<K extends VpnKind>(client: TencentClient, kind: K, known: KnownHere | undefined) {
  const all = await listParts(client, kind);
  const unread: string[] = [];
  const listed = new Set(all.map((one) => idOf(kind, one)));
  const ids = (known?.named ?? []).flatMap((one) => (one.kind === kind && !listed.has(one.id) ? [one.id] : []));
  for (const id of new Set(ids)) {
    try {
      const one = await readPart(client, kind, id);
      if (one) all.push(one);
    } catch (error) {
      unread.push(`the ${PARTS[kind].title} ${id} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  return { all, unread, unmarked: all.flatMap((one) => unmarkedOf(kind, one, known)) };
}

function unmarkedOf<K extends VpnKind>(kind: K, one: Wire[K], known: KnownHere | undefined): Unmarked[] {
  const name = nameOf(kind, one);
  if (!hasOurVpnName(name, known) || markOf(kind, one, known)) return [];
  return [unmarked(PARTS[kind].title, idOf(kind, one), name)];
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

function openings<K extends VpnKind>(
  client: TencentClient,
  kind: K,
  all: readonly Wire[K][],
  known: KnownHere | undefined,
  show: (one: Wire[K]) => { addresses: string[]; more?: string },
): Opening[] {
  return all.flatMap((one): Opening[] => {
    const mark = markOf(kind, one, known);
    if (!mark) return [];
    const id = idOf(kind, one);
    const { addresses, more = "" } = show(one);
    const where = `${PARTS[kind].title} ${visible(nameOf(kind, one) || id)}${more}`;
    return [{ ...base(client, mark), kind, id, addresses, where }];
  });
}

function markOf<K extends VpnKind>(kind: K, one: Wire[K], known: KnownHere | undefined): Mark | undefined {
  return readTags(tagsIn(one)) ?? byState(known, kind, idOf(kind, one));
}

const base = ({ region }: TencentClient, mark: Mark) => marked("tencentcloud", region, mark);
