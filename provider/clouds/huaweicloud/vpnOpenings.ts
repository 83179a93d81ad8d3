import { type Mark, readTags } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { byState } from "../marks";
import { untilGone } from "../untilGone";
import type { HuaweiClient } from "./client";
import { readEip } from "./eips";
import { ifThere } from "./error";
import { base } from "./marks";
import { unlisted } from "./unlisted";
import {
  listConnections,
  listDevices,
  listGateways,
  PARTS,
  readGateway,
  readPart,
  tagsIn,
  type VpnKind,
  type WireConnection,
  type WireDevice,
  type WireGateway,
} from "./vpns";

export const VPN_KINDS: readonly Opening["kind"][] = [
  "vpnConnection",
  "customerGateway",
  "vpnGateway",
] satisfies VpnKind[];

/** Gateways, customer gateways and connections with our mark, or that the state says are ours. */
export async function vpnOpenings(client: HuaweiClient, known?: KnownHere): Promise<OpeningsRead> {
  const lists = await Promise.all([listGateways(client), listDevices(client), listConnections(client)]);
  const others = await Promise.all([
    unlisted(known, "vpnGateway", lists[0], (id) => readPart<WireGateway>(client, "vpnGateway", id)),
    unlisted(known, "customerGateway", lists[1], (id) => readPart<WireDevice>(client, "customerGateway", id)),
    unlisted(known, "vpnConnection", lists[2], (id) => readPart<WireConnection>(client, "vpnConnection", id)),
  ]);
  const gateways = [...lists[0], ...others[0].found];
  const devices = [...lists[1], ...others[1].found];
  const connections = [...lists[2], ...others[2].found];
  const at = (kind: VpnKind, one: { id: string; tags?: Parameters<typeof tagsIn>[0] }): Mark | undefined =>
    readTags(tagsIn(one.tags)) ?? byState(known, kind, one.id);
  const unread = others.flatMap((one) => one.unread);
  const deviceOf = (id: string | undefined) => devices.find((one) => one.id === id)?.id_value ?? id ?? "";
  const found = [
    ...connections.flatMap((one) => {
      const mark = at("vpnConnection", one);
      const state = one.status ? `, ${one.status}` : "";
      const where = `VPN connection ${one.name ?? one.id}${state}, of the gateway ${one.vgw_id}`;
      return mark ? [opening(client, mark, "vpnConnection", one.id, [deviceOf(one.cgw_id)], where)] : [];
    }),
    ...devices.flatMap((one) => {
      const mark = at("customerGateway", one);
      const where = `VPN customer gateway ${one.name ?? one.id}`;
      return mark ? [opening(client, mark, "customerGateway", one.id, [one.id_value ?? ""], where)] : [];
    }),
    ...gateways.flatMap((one) => {
      const mark = at("vpnGateway", one);
      const where = `VPN gateway ${one.name ?? one.id}`;
      return mark ? [opening(client, mark, "vpnGateway", one.id, addressesOf(one), where)] : [];
    }),
  ];
  return { found, unread };
}

function opening(
  client: HuaweiClient,
  mark: Mark,
  kind: VpnKind,
  id: string,
  addresses: string[],
  where: string,
): Opening {
  return { ...base(client, mark), kind, id, addresses, where };
}

const addressesOf = ({ eip1, eip2 }: WireGateway) => [eip1, eip2].flatMap((end) => end?.ip_address ?? []);

/** Removes a part of a VPN, and waits until it is gone, because the gateway cannot be removed before its connections. */
export async function closeVpn(client: HuaweiClient, { kind, id, where }: Opening): Promise<void> {
  const { url } = PARTS[kind as VpnKind];
  if (kind === "vpnGateway") await keepAddresses(client, id);
  await client.send("vpn", `Huawei VPN, deleting ${where}`, { method: "DELETE", url, params: { id } });
  await untilGone(where, () => exists(client, kind as VpnKind, id));
}

/** With the gateway, the cloud deletes addresses that are still bound to it. They are not the gateway's to delete. */
async function keepAddresses(client: HuaweiClient, id: string): Promise<void> {
  const gateway = await readGateway(client, id);
  for (const eip of [gateway?.eip1, gateway?.eip2]) {
    if (!eip?.id || !(await isBoundTo(client, eip.id, id))) continue;
    await client.send("vpc", `Huawei EIP, taking ${eip.ip_address ?? eip.id} from the VPN gateway ${id}`, {
      method: "POST",
      url: "/v3/{project_id}/eip/publicips/{publicip_id}/disassociate-instance",
      params: { publicip_id: eip.id },
    });
  }
}

/** A clean-up that was killed may have unbound it, and somebody may have released it, or bound it to something else. */
async function isBoundTo(client: HuaweiClient, eip: string, gateway: string): Promise<boolean> {
  const answer = await ifThere(readEip(client, eip).then((one) => ({ one })));
  if (!answer) return false;
  const { one } = answer;
  // What is not known counts as bound: the cloud would release it with the gateway.
  if (one?.id !== eip) return true;
  if (one.status === "DOWN") return false;
  return !one.associate_instance_id || one.associate_instance_id === gateway;
}

async function exists(client: HuaweiClient, kind: VpnKind, id: string): Promise<boolean> {
  const looking = readPart(client, kind, id, `looking for ${id}`);
  return (await ifThere(looking.then(() => true))) ?? false;
}
