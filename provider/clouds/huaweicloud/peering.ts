import { asBlock, prefixOf } from "../../../model/addresses/block";
import { overlapping } from "../../../model/addresses/overlap";
import { describeOwner, type Mark, readMark } from "../../../model/expiry";
import { visible } from "../../../model/printing/visible";
import type { Problem } from "../../../model/problems";
import type { ConnectionQuery, ConnectionSeen } from "../../core/clouds";
import type { HuaweiClient } from "./client";
import {
  connects,
  isDead,
  listPeerings,
  listSubnets,
  listTables,
  readSubnet,
  readTable,
  routeId,
  type WirePeering,
  type WireRoute,
  type WireSubnet,
} from "./networks";

/** One of the two VPCs, from which the other one's network is reached. */
interface Way {
  /** Its key in the migration. */
  side: "source" | "target";
  vpcId: string;
  subnetId: string;
  /** The other side's network, and the server in it. */
  network: string;
  ip: string;
}

function waysOf({ source, target, sourceNetwork, targetNetwork }: ConnectionQuery): [Way, Way] {
  return [
    { side: "target", vpcId: target.vpcId, subnetId: target.subnetId, network: sourceNetwork, ip: source.privateIp },
    { side: "source", vpcId: source.vpcId, subnetId: source.subnetId, network: targetNetwork, ip: target.privateIp },
  ];
}

/** What has to be reached on the other side: the source; the way back, the task, which gets any address of the target's subnet. */
function reachedBy({ side, network, ip }: Way, subnet: string | undefined): string {
  return side === "target" ? asBlock(ip) : (subnet ?? network);
}

/** What would keep the two VPCs from being connected, before anything is created: every problem at once. */
export async function connectionProblems(client: HuaweiClient, query: ConnectionQuery): Promise<Problem[]> {
  const { source, target, id } = query;
  const peerings = (await listPeerings(client, target.vpcId)).filter((one) =>
    connects(one, source.vpcId, target.vpcId),
  );
  const peering = id === undefined ? peerings.find(isOurs(query)) : peerings.find((one) => one.id === id);
  const problems = id === undefined ? strangers(query, peerings) : given(query, peering);
  const [around, there] = await Promise.all([listSubnets(client, target.vpcId), listSubnets(client, source.vpcId)]);
  const subnet = await ownSubnet(client, query, around);
  for (const way of waysOf(query)) {
    problems.push(...(await tableProblems(client, query, way, reachedBy(way, subnet?.cidr), peering?.id)));
    problems.push(...localProblems(way, way.side === "target" ? around : there));
  }
  return [...problems, ...subnetProblems(query, subnet?.cidr)];
}

/** The target's subnet. The list omits what the account is not allowed to see. */
async function ownSubnet(
  client: HuaweiClient,
  { target }: ConnectionQuery,
  listed: readonly WireSubnet[],
): Promise<WireSubnet | undefined> {
  return listed.find((one) => one.id === target.subnetId) ?? (await readSubnet(client, target.subnetId));
}

/** The task gets an address of the target's subnet. */
function subnetProblems({ target, targetNetwork }: ConnectionQuery, cidr: string | undefined): Problem[] {
  if (cidr === undefined)
    return [
      {
        path: "target.subnetId",
        seen: `${target.subnetId}, whose addresses ${target.vpcId} does not show`,
        needed:
          "a subnet of that VPC which these credentials may read: whether targetNetwork holds its addresses is not proven otherwise",
        fix: "look up its id in the console, and check the permissions (docs/permissions.md)",
      },
    ];
  if (isWithin(cidr, targetNetwork)) return [];
  const needed = `a network that holds ${cidr}, the target's subnet: the task gets an address of it`;
  return [{ path: "peering.targetNetwork", seen: targetNetwork, needed }];
}

/** By its mark, or because the state has it. */
const isOurs =
  ({ migration, stateId, made = [] }: ConnectionQuery) =>
  ({ id, description }: { id: string; description?: string | null }) => {
    const mark = readMark(description ?? undefined);
    return made.includes(id) || (mark?.id === migration && mark.state === stateId);
  };

/** Two VPCs have at most one peering. */
function strangers(query: ConnectionQuery, peerings: readonly WirePeering[]): Problem[] {
  return peerings
    .filter((one) => !isOurs(query)(one))
    .map(({ id, name, status, description }) => {
      const mark = readMark(description ?? undefined);
      return {
        path: "peering",
        seen: `the peering ${id} (${visible(name ?? "")}, ${visible(status ?? "unknown")}) of these VPCs exists, ${visible(describeOwner(mark))}`,
        needed: "no other one: two VPCs have at most one peering",
        fix: isDead(status)
          ? `delete ${id} in the console if nobody needs it: in that state it connects nothing`
          : waysAround(id, mark),
      };
    });
}

/** One with a mark is temporary: whoever made it removes it, whatever uses it by then. */
function waysAround(id: string, mark: Mark | undefined): string {
  if (!mark) return `write peering.id: ${id}, which uses it and never changes or removes it`;
  return (
    `finish the migration ${visible(mark.id)} first, which removes it, or delete it in the console if that stack no longer exists. With peering.id: ${id}, ` +
    "this migration would lose its way to the source as soon as the other one ends; for two at a time, make a peering that no migration removes, and write its id in both"
  );
}

function given({ id, source, target, made = [] }: ConnectionQuery, peering: WirePeering | undefined): Problem[] {
  if (id !== undefined && made.includes(id))
    return [
      {
        path: "peering.id",
        seen: `${id}, which this migration has made, and would remove`,
        needed: "one that somebody else made, or nothing",
        fix: "leave it out",
      },
    ];
  const needed = `an active peering between ${target.vpcId} and ${source.vpcId}`;
  if (!peering)
    return [
      {
        path: "peering.id",
        seen: `${id}, which is not between these VPCs`,
        needed,
        fix: "look it up in the console, or leave it out: one is then created",
      },
    ];
  const mark = readMark(peering.description ?? undefined);
  // With routes through it, this migration is under way, and needs it to come to its end.
  if (mark && made.length === 0)
    return [
      {
        path: "peering.id",
        seen: `${id}, which is temporary, ${visible(describeOwner(mark))}: it is removed at the end of that migration, whatever uses it by then`,
        needed: "a peering that no migration removes",
        fix: `finish the migration ${visible(mark.id)} first, and leave peering.id out; for two at a time, make a peering in the console, and write its id in both`,
      },
    ];
  if (peering.status === "ACTIVE") return [];
  return [
    {
      path: "peering.id",
      seen: `${id}, whose state is ${visible(peering.status ?? "unknown")}`,
      needed,
      fix: isDead(peering.status)
        ? "leave it out, and delete that one in the console if nobody needs it: in that state it connects nothing, and nobody can accept it"
        : "accept it in the console",
    },
  ];
}

/** What is in a VPC's route tables: ours is added to the default one, and must decide. */
async function tableProblems(
  client: HuaweiClient,
  query: ConnectionQuery,
  way: Way,
  reached: string,
  peering: string | undefined,
): Promise<Problem[]> {
  const { side, vpcId, subnetId, network, ip } = way;
  const path = `peering.${side === "target" ? "source" : "target"}Network`;
  const tables = await listTables(client, vpcId);
  const own = tables.find(({ subnets = [] }) => subnets.some(({ id }) => id === subnetId));
  if (own && own.default === false)
    return [
      {
        path: `${side}.subnetId`,
        seen: `${subnetId}, whose routes are in the custom table ${own.id}`,
        needed: "a subnet with the VPC's default route table, to which the migration adds its route",
        fix: "associate the subnet with the default table in the console",
      },
    ];
  const table = tables.find((one) => one.default === true);
  if (!table)
    return [
      {
        path: `${side}.vpcId`,
        seen: `${vpcId}, which shows no default route table`,
        needed: "one, to which the migration adds its route",
      },
    ];
  const { routes } = await readTable(client, table.id);
  const ours = (route: WireRoute) =>
    route.destination === network && isOurRoute(query, routeId(table.id, route.destination), route, peering);
  const rivals = routes.filter(
    (route) =>
      !ours(route) &&
      (route.destination === network || decidesBefore(route, network, reached)) &&
      !leadsThrough(route, network, peering),
  );
  return rivals.map((route) => ({
    path,
    seen: `${network}, and the route table ${table.id} of ${vpcId} has a route to ${visible(route.destination)} through ${visible(route.nexthop ?? "nothing")}`,
    needed: "a network without a route of somebody else that is the same, or that decides before it",
    fix:
      side === "target"
        ? `write a narrower network, such as ${asBlock(ip)}, or remove that route if nobody needs it`
        : "write a wider network, or remove that route if nobody needs it",
  }));
}

/** Its id is only its place in the table: by that alone, one is ours as long as it leads through the migration's peering. */
function isOurRoute(query: ConnectionQuery, id: string, route: WireRoute, peering: string | undefined): boolean {
  const isMarked = isOurs({ ...query, made: [] })({ ...route, id });
  return isMarked || (query.made?.includes(id) === true && peering !== undefined && route.nexthop === peering);
}

/** A narrower one goes before ours. */
function decidesBefore({ destination }: WireRoute, network: string, reached: string): boolean {
  return prefixOf(destination) > prefixOf(network) && overlapping([destination], [reached]) !== undefined;
}

/** A narrower route through the same peering leads where ours does; the same one is somebody else's. */
function leadsThrough({ destination, nexthop }: WireRoute, network: string, peering: string | undefined): boolean {
  return destination !== network && peering !== undefined && nexthop === peering;
}

/** Packets to an address of the VPC itself never leave it. */
function localProblems({ side, vpcId, network }: Way, subnets: readonly WireSubnet[]): Problem[] {
  return subnets.flatMap(({ id, cidr }) =>
    cidr && overlapping([cidr], [network])
      ? [
          {
            path: `peering.${side === "target" ? "source" : "target"}Network`,
            seen: `${network}, which overlaps ${cidr} of the subnet ${id} of ${vpcId}`,
            needed: "networks that do not overlap: packets to an address of the VPC itself never leave it",
            fix: "write a narrower network, or use the public path with TLS",
          },
        ]
      : [],
  );
}

function isWithin(inner: string, outer: string): boolean {
  return prefixOf(outer) <= prefixOf(inner) && overlapping([inner], [outer]) !== undefined;
}

/** Whether packets get from the target's network to the source and back, as the routes are now. */
export async function connection(client: HuaweiClient, query: ConnectionQuery): Promise<ConnectionSeen> {
  const { source, target } = query;
  const peering = await peeringOf(client, query);
  if (!peering)
    return { shut: [{ cause: `no peering connects ${target.vpcId} and ${source.vpcId}`, fix: REPAIR }], seen: [] };
  if (peering.status !== "ACTIVE")
    return {
      shut: [
        {
          cause: `the peering ${peering.id} is ${visible(peering.status ?? "in no known state")}, not ACTIVE`,
          fix: isDead(peering.status)
            ? "delete it in the console, then: dbferry up, which creates one (one that peering.id names: replace it there)"
            : "accept it in the console",
        },
      ],
      seen: [],
    };
  const shut: ConnectionSeen["shut"] = [];
  const seen = [`the peering ${peering.id} is active`];
  const subnet = await ownSubnet(client, query, await listSubnets(client, target.vpcId));
  const notProven =
    subnet?.cidr === undefined
      ? [`the addresses of the subnet ${target.subnetId}, one of which the task gets, could not be read`]
      : [];
  for (const way of waysOf(query)) {
    const route = await deciding(client, way, reachedBy(way, subnet?.cidr), peering.id);
    const to = `${way.network} (the ${way.side === "target" ? "source" : "target"}'s)`;
    if (route?.type === "peering" && route.nexthop === peering.id)
      seen.push(`${way.vpcId} has a route to ${to} through it`);
    else
      shut.push({
        cause: route
          ? `in ${way.vpcId}, the route to ${visible(route.destination)} leads to ${visible(route.nexthop ?? "nothing")}, not through the peering ${peering.id}`
          : `${way.vpcId} has no route to ${to} through the peering ${peering.id}`,
        fix: REPAIR,
      });
  }
  return { shut, seen, ...(notProven.length > 0 ? { notProven } : {}) };
}

/** The one that the migration uses: what was refused, or has expired, may still be there beside it. */
async function peeringOf(
  client: HuaweiClient,
  { source, target, id }: ConnectionQuery,
): Promise<WirePeering | undefined> {
  const between = (await listPeerings(client, target.vpcId)).filter((one) => connects(one, source.vpcId, target.vpcId));
  if (id !== undefined) return between.find((one) => one.id === id);
  return (
    between.find(({ status }) => status === "ACTIVE") ?? between.find(({ status }) => !isDead(status)) ?? between[0]
  );
}

const REPAIR = "an update creates what is missing: dbferry up";

/**
 * The route that decides on these addresses of the other side: the first that leads elsewhere, if any does; undefined:
 * none has them all.
 */
async function deciding(
  client: HuaweiClient,
  { vpcId, subnetId }: Way,
  addresses: string,
  peering: string,
): Promise<WireRoute | undefined> {
  const tables = await listTables(client, vpcId);
  const own = tables.find(({ subnets = [] }) => subnets.some(({ id }) => id === subnetId));
  const table = own ?? tables.find((one) => one.default === true);
  if (!table) return undefined;
  const { routes } = await readTable(client, table.id);
  const meant = routes
    .filter(({ destination }) => overlapping([destination], [addresses]))
    .sort((a, b) => prefixOf(b.destination) - prefixOf(a.destination));
  const whole = meant.findIndex(({ destination }) => isWithin(addresses, destination));
  const before = whole < 0 ? meant : meant.slice(0, whole + 1);
  const away = before.find(({ type, nexthop }) => type !== "peering" || nexthop !== peering);
  return away ?? meant[whole];
}
