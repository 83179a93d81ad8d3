import { type Mark, readMark, readTags } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { byState } from "../marks";
import type { HuaweiClient } from "./client";
import { listEips, readEip, type WireEip } from "./eips";
import { isGone } from "./error";
import { closeList, listOpenings, readKnownGroups } from "./listOpenings";
import { base } from "./marks";
import { closeNetwork, networkOpenings } from "./networkOpenings";
import { deleteRule, listRules, readRule, type WireRule } from "./securityGroups";
import { unlisted } from "./unlisted";
import { closeVpn, VPN_KINDS, vpnOpenings } from "./vpnOpenings";

const PREFIX = "dbferry-";

/**
 * Everything except tasks in the project and region that has our mark, or a name that only we use. The lists omit what
 * the account is not allowed to see, so the known ones are read by their ids.
 */
export async function huaweicloudOpenings(client: HuaweiClient, known?: KnownHere): Promise<OpeningsRead> {
  const [allRules, listedEips] = await Promise.all([listRules(client), listEips(client)]);
  const groups = await readKnownGroups(client, known);
  const listedRules = [...new Map([...allRules, ...groups.rules].map((rule) => [rule.id, rule])).values()];
  const vpn = readsVpn(known) ? await vpnOpenings(client, known) : { found: [], unread: [] };
  const otherRules = await unlisted(known, "securityGroupRule", listedRules, (id) => readRule(client, id));
  const otherEips = await unlisted(known, "eip", listedEips, (id) => readEip(client, id));
  const lists = listOpenings(client, [...listedRules, ...otherRules.found], groups.places, known);
  // What was found beside it is kept when it may not be read.
  const networks = await networkOpenings(client, known).catch((error: unknown) => ({
    found: [],
    unread: [`peerings and route tables could not be read: ${messageOf(error)}`],
  }));
  return {
    found: [
      ...rules(client, [...listedRules, ...otherRules.found], known),
      ...lists.found,
      ...networks.found,
      ...(await eips(client, [...listedEips, ...otherEips.found], known)),
      ...vpn.found,
    ],
    unread: [
      ...otherRules.unread,
      ...groups.unread,
      ...lists.unread,
      ...networks.unread,
      ...otherEips.unread,
      ...vpn.unread,
    ],
  };
}

/** Other migrations make none, so that they need no permission to read any. */
function readsVpn(known: KnownHere | undefined): boolean {
  return (
    !known || known.tunnels === true || known.named.some(({ kind }) => VPN_KINDS.includes(kind as Opening["kind"]))
  );
}

/** Rules in any group that have our mark, or that the state says are ours. */
function rules(client: HuaweiClient, all: readonly WireRule[], known?: KnownHere): Opening[] {
  return all.flatMap((rule): Opening[] => {
    const mark = readMark(rule.description) ?? byState(known, "securityGroupRule", rule.id);
    if (!mark) return [];
    return [
      {
        ...base(client, mark),
        kind: "securityGroupRule",
        id: rule.id,
        addresses: [rule.remote_ip_prefix ?? rule.remote_group_id ?? rule.remote_address_group_id ?? "0.0.0.0/0"],
        port: rule.multiport ?? "all",
        where: `security group ${rule.security_group_id}`,
      },
    ];
  });
}

/** EIPs that have our mark, or a name that only we use, or that the state says are ours. */
export async function eips(client: HuaweiClient, read?: WireEip[], known?: KnownHere): Promise<Opening[]> {
  return (read ?? (await listEips(client))).flatMap((eip): Opening[] => {
    const mark =
      readTags(tagsOf(eip)) ??
      readMark(eip.description ?? undefined) ??
      named(eip.alias ?? undefined) ??
      byState(known, "eip", eip.id);
    if (!mark) return [];
    const bound = eip.vnic?.instance_type ? `, bound to a ${eip.vnic.instance_type} node` : "";
    return [
      {
        ...base(client, mark),
        kind: "eip",
        id: eip.id,
        ...(eip.alias ? { name: eip.alias } : {}),
        addresses: [eip.public_ip_address ?? ""],
        where: `EIP ${eip.alias ?? eip.id}${bound}`,
      },
    ];
  });
}

/** Removes an opening of this cloud, except tasks, which the driver ends; succeeds if it is already gone. */
export async function closeHuaweicloud(client: HuaweiClient, opening: Opening): Promise<void> {
  try {
    if (VPN_KINDS.includes(opening.kind)) await closeVpn(client, opening);
    if (opening.kind === "securityGroupRule") await deleteRule(client, opening.id);
    if (opening.kind === "allowlistGroup") await closeList(client, opening);
    await closeNetwork(client, opening);
    if (opening.kind === "eip") {
      await client.send("vpc", `Huawei EIP, releasing ${opening.addresses.join(", ")}`, {
        method: "DELETE",
        url: "/v1/{project_id}/publicips/{publicip_id}",
        params: { publicip_id: opening.id },
      });
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Parses a name created by `model/names`; it contains the migration but not the expiry. A digest follows a dot. */
export function named(name: string | undefined): Mark | undefined {
  return name?.startsWith(PREFIX) ? { id: name.slice(PREFIX.length).replace(/\.[0-9a-f]{6}$/, "") } : undefined;
}

/** The list returns tags as `key=value`. */
function tagsOf(eip: WireEip): Record<string, string> {
  const pairs = (eip.tags ?? []).map((tag): [string, string] => {
    const at = tag.indexOf("=");
    return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}
