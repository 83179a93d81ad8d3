import { visible } from "../../../../model/printing/visible";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { openingsIn, type VpnRead } from "../../vpnParts";
import { type PartsOf, type PartsRead, readParts } from "../../vpnRead";
import type { VpcClient } from "./client";
import { idOf, listParts, PARTS, readPart, tagsIn, type VpnKind, type Wire } from "./parts";

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
  const customers = await read(client, "customerGateway", known);
  const addressOf = (id: string | undefined) =>
    customers.all.find((one) => one.CustomerGatewayId === id)?.IpAddress ?? id ?? "";
  const [connections, gateways] = await Promise.all([
    read(client, "vpnConnection", known),
    read(client, "vpnGateway", known),
  ]);
  const found = [
    ...connections.openings((one) => ({
      addresses: [...new Set(tunnelsOf(one).map(({ CustomerGatewayId }) => addressOf(CustomerGatewayId)))],
      more: `, ${tunnelsOf(one)
        .map(({ Role, Status }) => `${visible(Role ?? "?")} ${visible(Status ?? "in no known state")}`)
        .join(", ")}, of the gateway ${visible(one.VpnGatewayId ?? "none")}`,
    })),
    ...customers.openings(({ IpAddress = "" }) => ({ addresses: [IpAddress] })),
    ...gateways.openings((one) => ({
      addresses: [one.InternetIp, one.DisasterRecoveryInternetIp].flatMap((one) => one || []),
    })),
  ];
  const all = [connections, customers, gateways];
  return { found, unread: all.flatMap((one) => one.unread), unmarked: all.flatMap((one) => one.unmarked) };
}

const tunnelsOf = (one: Wire["vpnConnection"]) => one.TunnelOptionsSpecification?.TunnelOptions ?? [];

function read<K extends VpnKind>(
  client: VpcClient,
  kind: K,
  known: KnownHere | undefined,
): Promise<PartsRead<Wire[K]>> {
  const of: PartsOf<Wire[K]> = {
    ...{ at: { cloud: "alicloud", region: client.region }, kind, title: PARTS[kind].title },
    list: () => listParts(client, kind),
    read: (id) => readPart(client, kind, id),
    idOf: (one) => idOf(kind, one),
    nameOf: (one) => one.Name ?? "",
    tagsIn,
  };
  return readParts(of, known);
}
