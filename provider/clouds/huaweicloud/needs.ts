import { readMark } from "../../../model/expiry";
import { describeNeed, type Need } from "../../../model/need";
import { visible } from "../../../model/printing/visible";
import type { HandOver } from "../../core/handOver";
import type { HuaweiClient } from "./client";
import { listEips, type WireEip } from "./eips";
import { ifThere } from "./error";
import { isDead, listPeerings, readTable, routeParts } from "./networks";
import { describeRule, listRules, type WireRule } from "./securityGroups";
import { partIfThere, type WireConnection, type WireDevice, type WireGateway } from "./vpns";

/** What the search for leftovers needs as well, right after the state was read: all EIPs, and the rules of a group. */
export interface HandOvers {
  eips: HandOver<WireEip[]>;
  rules: HandOver<WireRule[]>;
}

/** How it differs from what is needed, for people; undefined: it does not. */
export async function lacks(client: HuaweiClient, need: Need, handOvers: HandOvers): Promise<string | undefined> {
  if (need.kind === "eip") return eip(client, need, handOvers);
  if (need.kind === "securityGroupRule") return rule(client, need, handOvers);
  if (need.kind === "peering") return peering(client, need);
  if (need.kind === "route") return route(client, need);
  if (need.kind === "vpnGateway") return vpnGateway(client, need);
  if (need.kind === "customerGateway") return customerGateway(client, need);
  if (need.kind === "vpnConnection") return vpnConnection(client, need);
  throw new Error(`Huawei Cloud has no ${need.kind}`);
}

async function eip(client: HuaweiClient, need: Need, handOvers: HandOvers): Promise<string | undefined> {
  const all = await listEips(client);
  handOvers.eips.leave("", all);
  const found = all.find(({ id }) => id === need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  const address = found.public_ip_address ?? "none";
  if (address !== need.address) return `${describeNeed(need)} has the address ${visible(address)}`;
  const to = found.vnic?.private_ip_address;
  if (need.boundTo === undefined || to === need.boundTo) return undefined;
  return `${describeNeed(need)} is bound to ${to ? visible(to) : "nothing"}, not to the task (${need.boundTo}): bind it to the task in the console`;
}

async function rule(client: HuaweiClient, need: Need, handOvers: HandOvers): Promise<string | undefined> {
  const all = await listRules(client, need.group);
  handOvers.rules.leave(need.group ?? "", all);
  const found = all.find(({ id }) => id === need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  const now = describeRule(found);
  if (now === `ingress allow tcp ${need.address} ${need.port}`) return undefined;
  // A rule that denies overrides one that allows, and the cloud refuses the same rule again beside a disabled one.
  const again = found.action === "deny" ? "set it to allow" : found.enabled === false ? "enable it" : undefined;
  const fix = again ? `: ${again} again in the console, or remove it there` : "";
  return `${describeNeed(need)} was changed: ${visible(now)}${fix}`;
}

async function peering(client: HuaweiClient, need: Need): Promise<string | undefined> {
  const found = (await listPeerings(client)).find(({ id }) => id === need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.status === "ACTIVE") return undefined;
  const fix = isDead(found.status)
    ? "it will never connect anything: delete it in the console and run the update again, which creates one; one that peering.id names, replace there"
    : "accept it in the console";
  return `${describeNeed(need)} is ${visible(found.status ?? "in no known state")}, not ACTIVE: ${fix}`;
}

async function vpnGateway(client: HuaweiClient, need: Need): Promise<string | undefined> {
  const found = await partIfThere<WireGateway>(client, "vpnGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  const addresses = [found.eip1, found.eip2].flatMap((end) => end?.ip_address ?? []).join(", ");
  if (addresses !== need.address) return `${describeNeed(need)} has the addresses ${visible(addresses) || "none"}`;
  if (found.status === "ACTIVE") return undefined;
  return `${describeNeed(need)} is ${visible(found.status ?? "in no known state")}, not ACTIVE: look at it in the console`;
}

async function customerGateway(client: HuaweiClient, need: Need): Promise<string | undefined> {
  const found = await partIfThere<WireDevice>(client, "customerGateway", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.id_value === need.address) return undefined;
  return `${describeNeed(need)} was changed: it is of ${visible(found.id_value ?? "no device")}`;
}

/** Whether its tunnel is up is for the device to say as well: the connection test shows it. */
async function vpnConnection(client: HuaweiClient, need: Need): Promise<string | undefined> {
  const found = await partIfThere<WireConnection>(client, "vpnConnection", need.id);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.vgw_id === need.through) return undefined;
  return `${describeNeed(need)} was changed: it is of the gateway ${visible(found.vgw_id ?? "none")}`;
}

/** A route has no id but its place in the table. With our mark, it is ours, and somebody has changed it. */
export async function inPlaceOf(
  client: HuaweiClient,
  need: Need,
  owner: { migration: string; stateId?: string },
): Promise<string | undefined> {
  if (need.kind !== "route") return undefined;
  const { table, destination } = routeParts(need.id);
  const read = await ifThere(readTable(client, table));
  const found = read?.routes.find((one) => one.destination === destination);
  if (!found || (found.type === "peering" && found.nexthop === need.through)) return undefined;
  const mark = readMark(found.description ?? undefined);
  if (mark?.id === owner.migration && mark.state !== undefined && mark.state === owner.stateId) return undefined;
  return (
    `${describeNeed(need)} is not there any more: in its place, the route table ${table} of ${read?.vpc_id ?? "its VPC"} has a route to ${visible(destination)} through ` +
    `${visible(found.nexthop ?? "nothing")}, which this migration has not made`
  );
}

async function route(client: HuaweiClient, need: Need): Promise<string | undefined> {
  const { table, destination } = routeParts(need.id);
  const found = (await readTable(client, table)).routes.find((one) => one.destination === destination);
  if (!found) return `${describeNeed(need)} is gone`;
  if (found.type === "peering" && found.nexthop === need.through) return undefined;
  return `${describeNeed(need)} was changed: it leads through ${visible(found.nexthop ?? "nothing")}`;
}
