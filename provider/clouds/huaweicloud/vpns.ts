import { UserProblem } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { listIn, NOT_THE_VENDOR } from "../../http/problem";
import type { HuaweiClient } from "./client";
import { ifThere } from "./error";

const PAGE = 200;

interface WireTag {
  key: string;
  value?: string;
}

/** A VPN gateway, as the API (v5) returns it. */
export interface WireGateway {
  id: string;
  name?: string;
  status?: string;
  vpc_id?: string;
  local_subnets?: string[] | null;
  eip1?: WireEnd | null;
  eip2?: WireEnd | null;
  tags?: WireTag[] | null;
}

interface WireEnd {
  id?: string;
  ip_address?: string;
}

export interface WireDevice {
  id: string;
  name?: string;
  id_value?: string;
  tags?: WireTag[] | null;
}

export interface WireConnection {
  id: string;
  name?: string;
  status?: string;
  vgw_id?: string;
  /** Id of the gateway's address. */
  vgw_ip?: string;
  cgw_id?: string;
  peer_subnets?: string[] | null;
  policy_rules?: { source?: string; destination?: string[] | null }[] | null;
  tags?: WireTag[] | null;
}

export type VpnKind = "vpnGateway" | "customerGateway" | "vpnConnection";

/** Where each kind is read and removed by its id, and the response's field that has it. */
export const PARTS = {
  vpnConnection: { url: "/v5/{project_id}/vpn-connection/{id}", field: "vpn_connection" },
  customerGateway: { url: "/v5/{project_id}/customer-gateways/{id}", field: "customer_gateway" },
  vpnGateway: { url: "/v5/{project_id}/vpn-gateways/{id}", field: "vpn_gateway" },
} as const satisfies Record<VpnKind, object>;

/** undefined: the response contains none. @throws HuaweiError, with status 404 when there is none */
export async function readPart<T>(
  client: HuaweiClient,
  kind: VpnKind,
  id: string,
  doing = `reading ${id}`,
): Promise<T | undefined> {
  const { url, field } = PARTS[kind];
  const answer = await client.send<Record<string, T>>("vpn", `Huawei VPN, ${doing}`, {
    method: "GET",
    url,
    params: { id },
    reads: true,
  });
  return answer[field];
}

/** undefined: it does not exist. @throws HuaweiError; UserProblem where the response does not contain it */
export async function partIfThere<T extends { id: string }>(
  client: HuaweiClient,
  kind: VpnKind,
  id: string,
): Promise<T | undefined> {
  const answer = await ifThere(readPart<T>(client, kind, id).then((one) => ({ one })));
  if (!answer) return undefined;
  if (answer.one?.id === id) return answer.one;
  throw new UserProblem(`Huawei VPN, reading ${id}: the response does not contain it; ${NOT_THE_VENDOR}`);
}

/** Every gateway of the project: the API has no pages for them. */
export async function listGateways(client: HuaweiClient): Promise<WireGateway[]> {
  const doing = "Huawei VPN, listing gateways";
  const answer = await client.send<{ vpn_gateways?: WireGateway[] }>("vpn", doing, {
    method: "GET",
    url: "/v5/{project_id}/vpn-gateways",
    reads: true,
  });
  return listIn(doing, "vpn_gateways", answer.vpn_gateways);
}

/** undefined: it does not exist in this project and region. @throws HuaweiError */
export async function readGateway(client: HuaweiClient, id: string): Promise<WireGateway | undefined> {
  return ifThere(readPart<WireGateway>(client, "vpnGateway", id, `reading the gateway ${id}`));
}

export function listDevices(client: HuaweiClient): Promise<WireDevice[]> {
  return pages(client, "customer gateways", "/v5/{project_id}/customer-gateways", "customer_gateways");
}

export function listConnections(client: HuaweiClient): Promise<WireConnection[]> {
  return pages(client, "connections", "/v5/{project_id}/vpn-connection", "vpn_connections");
}

function pages<T extends { id: string }>(client: HuaweiClient, what: string, url: string, field: string): Promise<T[]> {
  const doing = `Huawei VPN, listing ${what}`;
  return everyPage<T, "id">({
    doing,
    field,
    size: PAGE,
    id: "id",
    read: async (_, marker) => {
      const answer = await client.send<Record<string, unknown>>("vpn", doing, {
        method: "GET",
        url,
        query: { limit: PAGE, ...(marker ? { marker } : {}) },
        reads: true,
      });
      const total = answer["total_count"];
      return {
        items: answer[field] as T[] | undefined,
        total: !marker && typeof total === "number" ? total : undefined,
      };
    },
  });
}

/** Tags as a map. */
export function tagsIn(tags: readonly WireTag[] | null | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value ?? ""]));
}
