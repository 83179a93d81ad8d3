import { type Mark, readTags } from "../../../../model/expiry";
import type { Opening } from "../../../../model/openings";
import { visible } from "../../../../model/printing/visible";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { messageOf } from "../../../core/failure";
import { byState, marked } from "../../marks";
import { hasOurVpnName, openingsIn, type Unmarked, unmarked, type VpnRead } from "../../vpnParts";
import type { VpcClient } from "./client";
import { idOf, listParts, PARTS, readPart, tagsIn, type VpnKind, type Wire } from "./parts";

export const VPN_KINDS = Object.keys(PARTS) as VpnKind[];
export const isVpnKind = (kind: string): kind is VpnKind => Object.hasOwn(PARTS, kind);

/** Other migrations make none, so that they need no permission to read any. */
export function readsVpn(known: KnownHere | undefined): boolean {
  return !known || known.tunnels === true || known.named.some(({ kind }) => isVpnKind(kind));
}

/** Connections, customer gateways and gateways with our mark, or that the state says are ours. */
export async function vpnOpenings(client: VpcClient, known?: KnownHere): Promise<OpeningsRead> {
  return openingsIn(await readVpn(client, known));
}

export async function readVpn(client: VpcClient, known?: KnownHere): Promise<VpnRead> {
  const customers = await readAll(client, "customerGateway", known);
  const addressOf = (id: string | undefined) =>
    customers.all.find((one) => one.CustomerGatewayId === id)?.IpAddress ?? id ?? "";
  const [connections, gateways] = await Promise.all([
    readAll(client, "vpnConnection", known),
    readAll(client, "vpnGateway", known),
  ]);
  const found = [
    ...openings(client, "vpnConnection", connections.all, known, (one) => ({
      addresses: [...new Set(tunnelsOf(one).map(({ CustomerGatewayId }) => addressOf(CustomerGatewayId)))],
      more: `, ${tunnelsOf(one)
        .map(({ Role, Status }) => `${visible(Role ?? "?")} ${visible(Status ?? "in no known state")}`)
        .join(", ")}, of the gateway ${visible(one.VpnGatewayId ?? "none")}`,
    })),
    ...openings(client, "customerGateway", customers.all, known, ({ IpAddress = "" }) => ({ addresses: [IpAddress] })),
    ...openings(client, "vpnGateway", gateways.all, known, (one) => ({
      addresses: [one.InternetIp, one.DisasterRecoveryInternetIp].filter((one) => one !== undefined && one !== ""),
    })),
  ];
  const all = [connections, customers, gateways];
  return { found, unread: all.flatMap((one) => one.unread), unmarked: all.flatMap((one) => one.unmarked) };
}

const tunnelsOf = (one: Wire["vpnConnection"]) => one.TunnelOptionsSpecification?.TunnelOptions ?? [];

/** Those that are listed, and those that are known and are not. */
async function readAll<K extends VpnKind>(client: VpcClient, kind: K, known: KnownHere | undefined) {
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
  const name = one.Name ?? "";
  if (!hasOurVpnName(name, known) || markOf(kind, one, known)) return [];
  return [unmarked(PARTS[kind].title, idOf(kind, one), name)];
}

function markOf<K extends VpnKind>(kind: K, one: Wire[K], known: KnownHere | undefined): Mark | undefined {
  return readTags(tagsIn(one)) ?? byState(known, kind, idOf(kind, one));
}

function openings<K extends VpnKind>(
  { region }: VpcClient,
  kind: K,
  all: readonly Wire[K][],
  known: KnownHere | undefined,
  show: (one: Wire[K]) => { addresses: (string | undefined)[]; more?: string },
): Opening[] {
  return all.flatMap((one): Opening[] => {
    const mark = markOf(kind, one, known);
    if (!mark) return [];
    const id = idOf(kind, one);
    const { addresses, more = "" } = show(one);
    return [
      {
        ...marked("alicloud", region, mark),
        ...{ kind, id },
        addresses: addresses.flatMap((address) => address ?? []),
        where: `${PARTS[kind].title} ${visible(one.Name || id)}${more}`,
      },
    ];
  });
}
