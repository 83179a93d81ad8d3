import { everyPage } from "../../../http/pages";
import type { TencentAction } from "../../../permissions/tencentcloud";
import type { TencentClient } from "../client";
import { ifThere, onlyIn } from "./answers";

const PAGE = 100;

interface WireTag {
  Key: string;
  Value?: string;
}

export interface WireGateway {
  VpnGatewayId: string;
  VpnGatewayName?: string;
  /** IPSEC, or one of other uses. */
  Type?: string;
  State?: string;
  VpcId?: string;
  PublicIpAddress?: string;
  /** NORMAL, or that the vendor has isolated it. */
  RestrictState?: string;
  IsAddressBlocked?: boolean;
  InstanceChargeType?: string;
  TagSet?: WireTag[] | null;
}

export interface WireDevice {
  CustomerGatewayId: string;
  CustomerGatewayName?: string;
  IpAddress?: string;
  TagSet?: WireTag[] | null;
}

/** A connection, without the key that the answer has. */
export interface WireConnection {
  VpnConnectionId: string;
  VpnConnectionName?: string;
  VpnGatewayId?: string;
  CustomerGatewayId?: string;
  VpcId?: string;
  /** Of its making; of its tunnel: `NetStatus`, of which the vendor names AVAILABLE alone. */
  State?: string;
  NetStatus?: string;
  SecurityPolicyDatabaseSet?: { LocalCidrBlock?: string; RemoteCidrBlock?: string[] | null }[] | null;
  TagSet?: WireTag[] | null;
}

export interface Wire {
  vpnGateway: WireGateway;
  customerGateway: WireDevice;
  vpnConnection: WireConnection;
}
export type VpnKind = keyof Wire;

interface Part {
  title: string;
  list: TencentAction;
  /** The list in the answer, the id in each of it, and the parameter that names ids. */
  set: string;
  id: string;
  ids: string;
  name: string;
}

export const PARTS = {
  vpnConnection: {
    title: "VPN connection",
    list: "vpc DescribeVpnConnections",
    set: "VpnConnectionSet",
    id: "VpnConnectionId",
    ids: "VpnConnectionIds",
    name: "VpnConnectionName",
  },
  customerGateway: {
    title: "VPN customer gateway",
    list: "vpc DescribeCustomerGateways",
    set: "CustomerGatewaySet",
    id: "CustomerGatewayId",
    ids: "CustomerGatewayIds",
    name: "CustomerGatewayName",
  },
  vpnGateway: {
    title: "VPN gateway",
    list: "vpc DescribeVpnGateways",
    set: "VpnGatewaySet",
    id: "VpnGatewayId",
    ids: "VpnGatewayIds",
    name: "VpnGatewayName",
  },
} as const satisfies Record<VpnKind, Part>;

type Answer = Record<string, unknown> & { TotalCount?: number };

export const idOf = <K extends VpnKind>(kind: K, one: Wire[K]): string => (one as never)[PARTS[kind].id];
export const nameOf = <K extends VpnKind>(kind: K, one: Wire[K]): string => (one as never)[PARTS[kind].name] ?? "";

/** Every one of the region, all pages. */
export function listParts<K extends VpnKind>(client: TencentClient, kind: K): Promise<Wire[K][]> {
  const { title, list, set, id } = PARTS[kind];
  const doing = `listing each ${title}`;
  return everyPage<Wire[K], never>({
    doing: `Tencent VPC, ${doing}`,
    field: set,
    size: PAGE,
    id: id as never,
    read: async (page) => {
      const answer = await client.read<Answer>(list, doing, { Limit: PAGE, Offset: (page - 1) * PAGE });
      return { items: answer[set] as Wire[K][] | undefined, total: answer.TotalCount };
    },
  });
}

/** undefined: it does not exist in this region. @throws TencentError; UserProblem where the answer does not show that */
export async function readPart<K extends VpnKind>(
  client: TencentClient,
  kind: K,
  id: string,
): Promise<Wire[K] | undefined> {
  const { title, list, set, ids, id: key } = PARTS[kind];
  const doing = `reading the ${title} ${id}`;
  const answer = await ifThere(client.read<Answer>(list, doing, { [ids]: [id] }));
  return answer && onlyIn(`Tencent VPC, ${doing}`, set, answer[set] as Wire[K][] | undefined, key as never, id);
}

/** Tags as a map. */
export function tagsIn({ TagSet }: { TagSet?: WireTag[] | null }): Record<string, string> {
  return Object.fromEntries((TagSet ?? []).map(({ Key, Value }) => [Key, Value ?? ""]));
}
