import { readMark } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import { visible } from "../../../model/printing/visible";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf, UserProblem } from "../../core/failure";
import { byState } from "../marks";
import type { HuaweiClient } from "./client";
import { isGone } from "./error";
import { base } from "./marks";
import {
  deletePeering,
  deleteRoute,
  listPeerings,
  listTables,
  readPeering,
  readTable,
  routeId,
  routeParts,
  type WireRoute,
} from "./networks";
import { unlisted } from "./unlisted";

/** Peerings and routes of the project that have our mark, or that the state says are ours. */
export async function networkOpenings(client: HuaweiClient, known?: KnownHere): Promise<OpeningsRead> {
  const peerings = await listPeerings(client);
  const others = await unlisted(known, "peering", peerings, (id) => readPeering(client, id));
  const seen: OpeningsRead = { found: [], unread: [...others.unread] };
  for (const one of [...peerings, ...others.found]) {
    const { id, name, status, description, request_vpc_info, accept_vpc_info } = one;
    const mark = readMark(description ?? undefined) ?? byState(known, "peering", id);
    if (!mark) continue;
    const where = `peering ${visible(name ?? id)}, ${visible(status ?? "in no known state")}`;
    const vpcs = [request_vpc_info?.vpc_id, accept_vpc_info?.vpc_id].map((vpc) => vpc ?? "an unknown VPC");
    seen.found.push({ ...base(client, mark), kind: "peering", id, addresses: vpcs, where });
  }
  const listed = await listTables(client);
  const omitted = tablesIn(known).filter((id) => !listed.some((one) => one.id === id));
  for (const id of [...listed.map((one) => one.id), ...omitted]) {
    try {
      const read = await routesOf(client, id, known);
      seen.found.push(...read.found);
      seen.unread.push(...read.unread);
    } catch (error) {
      if (isGone(error)) continue;
      seen.unread.push(`the route table ${id} could not be read: ${messageOf(error)}`);
    }
  }
  return seen;
}

async function routesOf(client: HuaweiClient, table: string, known: KnownHere | undefined): Promise<OpeningsRead> {
  const { routes, vpc_id: vpc } = await readTable(client, table);
  const read: OpeningsRead = { found: [], unread: [] };
  for (const route of routes) {
    const { destination, description } = route;
    const id = routeId(table, destination);
    const where = whereOf(table, vpc, route);
    const recorded = byState(known, "route", id);
    const leads = recorded ? leadsAs(route, id, known) : "elsewhere";
    const mark = readMark(description ?? undefined) ?? (leads === "ours" ? recorded : undefined);
    if (mark) read.found.push({ ...base(client, mark), kind: "route", id, addresses: [destination], where });
    else if (leads === "unknown")
      read.unread.push(
        `the route to ${destination} (${where}) has no mark, and the state does not say what the migration's led through; look at it in the console`,
      );
  }
  return read;
}

const whereOf = (table: string, vpc: string | undefined, { nexthop }: WireRoute) =>
  `route table ${table} of ${vpc}, through ${visible(nexthop ?? "nothing")}`;

/** Its id is only its place in the table: somebody else's may be there by now. */
function leadsAs(
  { type, nexthop = "" }: WireRoute,
  id: string,
  known: KnownHere | undefined,
): "ours" | "elsewhere" | "unknown" {
  if (type !== "peering") return "elsewhere";
  const named = known?.named ?? [];
  const through = named.flatMap((one) => (one.kind === "route" && one.id === id ? (one.through ?? []) : []));
  const peerings = through.length > 0 ? through : named.flatMap((one) => (one.kind === "peering" ? [one.id] : []));
  if (peerings.length === 0) return "unknown";
  return peerings.includes(nexthop) ? "ours" : "elsewhere";
}

/** Tables with a route of the state: the list omits what the account is not allowed to see. */
function tablesIn(known: KnownHere | undefined): string[] {
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => (kind === "route" ? [routeParts(id).table] : []));
  return [...new Set(ids)];
}

/** Removes a peering or a route that an audit has shown. */
export async function closeNetwork(client: HuaweiClient, { kind, id, where }: Opening): Promise<void> {
  if (kind === "peering") await deletePeering(client, id);
  if (kind !== "route") return;
  const { table, destination } = routeParts(id);
  const { routes, vpc_id: vpc } = await readTable(client, table);
  const route = routes.find((one) => one.destination === destination);
  if (!route) return;
  const now = whereOf(table, vpc, route);
  if (now !== where)
    throw new UserProblem(
      `the route to ${destination} was changed since it was shown: ${now}; needed: ${where}. It is not removed; look again: dbferry audit`,
    );
  await deleteRoute(client, table, route);
}
