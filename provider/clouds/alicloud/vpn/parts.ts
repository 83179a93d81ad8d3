import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import { everyPage } from "../../../http/pages";
import { NOT_THE_VENDOR } from "../../../http/problem";
import type { VpcCall } from "../../../permissions/alibabaVpc";
import { ifThere, TITLE, type VpcClient } from "./client";

const PAGE = 50;

interface WireTags {
  Tag?: { Key?: string; Value?: string }[];
}

/** A VPN gateway, as far as it is read. */
export interface WireGateway {
  VpnGatewayId: string;
  Name?: string;
  Status?: string;
  VpcId?: string;
  InternetIp?: string;
  /** Only those with two tunnels have one. */
  DisasterRecoveryInternetIp?: string;
  VSwitchId?: string;
  DisasterRecoveryVSwitchId?: string;
  ChargeType?: string;
  BusinessStatus?: string;
  NetworkType?: string;
  IpsecVpn?: string;
  VpnType?: string;
  Tags?: WireTags;
}

/** What a gateway has to be for tunnels over the internet: one that is locked for an unpaid bill carries nothing. */
const USABLE = { BusinessStatus: "Normal", NetworkType: "public", IpsecVpn: "enable", VpnType: "Normal" } as const;

/** Where a gateway is otherwise, or the response does not say. */
export function unusable(found: WireGateway): { seen: string; needed: string }[] {
  return (Object.keys(USABLE) as (keyof typeof USABLE)[])
    .filter((field) => found[field] !== USABLE[field])
    .map((field) => ({
      seen: `${field} ${visible(found[field] ?? "not given")}`,
      needed: `${field} ${USABLE[field]}`,
    }));
}

export interface WireCustomerGateway {
  CustomerGatewayId: string;
  Name?: string;
  IpAddress?: string;
  Tags?: WireTags;
}

/** An IPsec-VPN connection, without the keys that the answer has. */
export interface WireConnection {
  VpnConnectionId: string;
  Name?: string;
  VpnGatewayId?: string;
  /** Separated by commas. */
  LocalSubnet?: string;
  RemoteSubnet?: string;
  TunnelOptionsSpecification?: { TunnelOptions?: WireTunnel[] };
  /** In lists; a single one spells it `Tags`. */
  Tag?: WireTags;
  Tags?: WireTags;
}

export interface WireTunnel {
  Role?: string;
  Status?: string;
  CustomerGatewayId?: string;
}

export interface WireVSwitch {
  VSwitchId?: string;
  VpcId?: string;
  ZoneId?: string;
  CidrBlock?: string;
}

/** A kind of a VPN's parts: how it is listed, read and removed. */
interface Part {
  title: string;
  id: "VpnGatewayId" | "CustomerGatewayId" | "VpnConnectionId";
  one: VpcCall;
  all: VpcCall;
  /** The list in the answer, and the field in it. */
  list: readonly [string, string];
  remove: VpcCall;
}

export const PARTS = {
  vpnGateway: {
    ...{ title: "VPN gateway", id: "VpnGatewayId", one: "DescribeVpnGateway", all: "DescribeVpnGateways" },
    ...{ list: ["VpnGateways", "VpnGateway"], remove: "DeleteVpnGateway" },
  },
  customerGateway: {
    ...{ title: "VPN customer gateway", id: "CustomerGatewayId", one: "DescribeCustomerGateway" },
    ...{ all: "DescribeCustomerGateways", list: ["CustomerGateways", "CustomerGateway"] },
    remove: "DeleteCustomerGateway",
  },
  vpnConnection: {
    ...{ title: "VPN connection", id: "VpnConnectionId", one: "DescribeVpnConnection", all: "DescribeVpnConnections" },
    ...{ list: ["VpnConnections", "VpnConnection"], remove: "DeleteVpnConnection" },
  },
} as const satisfies Record<string, Part>;

export type VpnKind = keyof typeof PARTS;

export interface Wire {
  vpnGateway: WireGateway;
  customerGateway: WireCustomerGateway;
  vpnConnection: WireConnection;
}

export function idOf<K extends VpnKind>(kind: K, one: Wire[K]): string {
  return String((one as unknown as Record<string, unknown>)[PARTS[kind].id]);
}

/** Every one of the region, all pages. */
export async function listParts<K extends VpnKind>(client: VpcClient, kind: K): Promise<Wire[K][]> {
  const { title, id, all, list } = PARTS[kind];
  const doing = `listing every ${title}`;
  return everyPage<Wire[K], never>({
    doing: `${TITLE}, ${doing}`,
    field: list[1],
    size: PAGE,
    id: id as never,
    read: async (page) => {
      const answer = await client.call<Record<string, unknown> & { TotalCount?: number }>(all, doing, {
        ...{ PageSize: String(PAGE), PageNumber: String(page) },
      });
      const inside = answer[list[0]] as Record<string, Wire[K][]> | undefined;
      return { items: inside?.[list[1]], total: answer.TotalCount };
    },
  });
}

/** undefined: it does not exist. @throws AlicloudError; UserProblem where the response does not contain it */
export async function readPart<K extends VpnKind>(
  client: VpcClient,
  kind: K,
  id: string,
): Promise<Wire[K] | undefined> {
  const { one, id: name } = PARTS[kind];
  const found = await ifThere(client.call<Wire[K]>(one, `reading ${id}`, { [name]: id }));
  if (!found || idOf(kind, found) === id) return found;
  throw new UserProblem(`${TITLE}, reading ${id}: the response does not contain it; ${NOT_THE_VENDOR}`);
}

/** undefined: it does not exist in this region. */
export async function readVSwitch(client: VpcClient, id: string): Promise<WireVSwitch | undefined> {
  const found = await ifThere(
    client.call<WireVSwitch>("DescribeVSwitchAttributes", `reading the vSwitch ${id}`, { VSwitchId: id }),
  );
  // For one that does not exist, the vendor documents an answer without an id as well.
  return found?.VSwitchId === id ? found : undefined;
}

export function listOf(text: string | undefined): string[] {
  return (text ?? "").split(",").filter((one) => one !== "");
}

/** Tags as a map. */
export function tagsIn({ Tag, Tags }: { Tag?: WireTags; Tags?: WireTags }): Record<string, string> {
  const list = (Tags ?? Tag)?.Tag ?? [];
  return Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}
