import { z } from "zod";
import { asBlock } from "../../../model/addresses/block";
import { readMark } from "../../../model/expiry";
import { taskName } from "../../../model/names";
import { visible } from "../../../model/printing/visible";
import type { LeftoverQuery, Unadoptable } from "../../core/clouds";
import type { HuaweiClient } from "./client";
import { listEips } from "./eips";
import type { HandOvers } from "./needs";
import { listPeerings, listTables, readTable, routeId } from "./networks";
import { eips } from "./openings";
import { describeRule, listRules, type WireRule } from "./securityGroups";
import { vpnOpenings } from "./vpnOpenings";

/** The rule exactly as it would be created now, for the address of the task with this name. */
const rule = z.object({
  securityGroupId: z.string().min(1),
  port: z.number(),
  description: z.string().min(1),
  task: z.string().min(1),
});

/** Finds, by name and mark, what a killed update created and did not record. */
export async function leftover(
  client: HuaweiClient,
  query: LeftoverQuery,
  handOvers: HandOvers,
): Promise<string | undefined> {
  // Without an id in the state, nothing has its mark, and nothing is taken over automatically.
  if (query.stateId === undefined) return undefined;
  if (query.kind === "eip") {
    // An EIP has its name immediately, its tags only after another call.
    const ours = (await eips(client, handOvers.eips.take(""))).filter(
      ({ state, name }) => state === query.stateId || (!state && name === query["name"]),
    );
    return only(ours.filter(({ migration }) => migration === query.migration))?.id;
  }
  if (query.kind === "peering") return only((await listPeerings(client)).filter(isOurs(query)))?.id;
  if (query.kind === "route") return ownRoute(client, query);
  if (query.kind === "vpn") return partsOfVpn(client, query);
  return query.kind === "securityGroupRule" ? only(await sameRules(client, query, handOvers))?.id : undefined;
}

/** Ids of every part of a VPN that has the mark of this state, addresses included, separated by commas. */
async function partsOfVpn(client: HuaweiClient, { migration, stateId }: LeftoverQuery): Promise<string | undefined> {
  const [parts, addresses] = await Promise.all([vpnOpenings(client), eips(client)]);
  const ours = [...parts.found, ...addresses].filter((one) => one.state === stateId && one.migration === migration);
  return ours.length > 0 ? ours.map(({ id }) => id).join(",") : undefined;
}

/**
 * Whether the EIP, or the rule of this security group, can be taken over. A rule keeps its description, but the engine replaces nothing that it
 * imports: everything else has to be what this migration needs.
 */
export async function adoptable(
  client: HuaweiClient,
  query: LeftoverQuery,
  id: string,
): Promise<"gone" | Unadoptable | undefined> {
  if (query.kind === "eip") return adoptableEip(client, query, id);
  const { securityGroupId, port, task } = rule.parse(query);
  const found = (await listRules(client, securityGroupId)).find((one) => one.id === id);
  if (!found) return "gone";
  const addresses = await addressesOf(query, task);
  const wanted = addresses.map((address) => `ingress allow tcp ${address} ${port}`);
  const now = describeRule(found);
  if (wanted.includes(now)) return undefined;
  return {
    seen: visible(now),
    needed: wanted.length > 0 ? wanted.join(" or ") : "a rule for the address of an existing task",
  };
}

/**
 * Rules identical to the one that would be created now. A different one would have to be replaced, and the engine
 * cannot replace a resource that it is importing: when the expiry was extended, say, or the task has a new address.
 */
async function sameRules(client: HuaweiClient, query: LeftoverQuery, handOvers: HandOvers): Promise<WireRule[]> {
  const wanted = rule.parse(query);
  const { securityGroupId } = wanted;
  const all = handOvers.rules.take(securityGroupId) ?? (await listRules(client, securityGroupId));
  const ours = all.filter(
    ({ direction, action = "allow", protocol, description, multiport }) =>
      `${direction} ${action} ${protocol}` === "ingress allow tcp" &&
      description === wanted.description &&
      multiport === String(wanted.port),
  );
  if (ours.length === 0) return [];
  const addresses = await addressesOf(query, wanted.task);
  return ours.filter(({ remote_ip_prefix }) => remote_ip_prefix && addresses.includes(remote_ip_prefix));
}

async function adoptableEip(
  client: HuaweiClient,
  query: LeftoverQuery,
  id: string,
): Promise<"gone" | Unadoptable | undefined> {
  const found = (await listEips(client)).find((one) => one.id === id);
  if (!found) return "gone";
  const to = found.vnic?.private_ip_address;
  if (!to || (await addressesOf(query, taskName(query.migration))).includes(asBlock(to))) return undefined;
  return {
    seen: `bound to ${visible(to)}`,
    needed: "one that is bound to nothing, or to the task that is adopted with it",
  };
}

async function addressesOf(query: LeftoverQuery, task: string): Promise<string[]> {
  return (await query.tasks(task)).flatMap(({ privateIp }) => (privateIp ? [asBlock(privateIp)] : []));
}

/** Several matches return none: only the state knows which is tracked, and `dbferry audit` lists them all. */
function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** A peering and a route have their mark at once. */
const isOurs =
  ({ migration, stateId }: Pick<LeftoverQuery, "migration" | "stateId">) =>
  ({ description }: { description?: string | null }) => {
    const mark = readMark(description ?? undefined);
    return mark?.id === migration && mark.state === stateId;
  };

/** Its destination is part of its id. */
async function ownRoute(client: HuaweiClient, query: LeftoverQuery): Promise<string | undefined> {
  const { vpcId, destination } = z.object({ vpcId: z.string(), destination: z.string() }).parse(query);
  const table = (await listTables(client, vpcId)).find((one) => one.default === true);
  if (!table) return undefined;
  const { routes } = await readTable(client, table.id);
  return routes.filter((one) => one.destination === destination).some(isOurs(query))
    ? routeId(table.id, destination)
    : undefined;
}
