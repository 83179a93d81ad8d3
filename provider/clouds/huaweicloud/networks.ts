import { UserProblem } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { listIn, NOT_THE_VENDOR } from "../../http/problem";
import type { HuaweiClient } from "./client";
import { ifThere } from "./error";

/** A peering, as the VPC API (v2.0) returns it. */
export interface WirePeering {
  id: string;
  name?: string;
  status?: string;
  description?: string | null;
  request_vpc_info?: { vpc_id?: string };
  accept_vpc_info?: { vpc_id?: string };
}

/** A route in a table. */
export interface WireRoute {
  destination: string;
  type?: string;
  nexthop?: string;
  description?: string | null;
}

export interface WireTable {
  id: string;
  vpc_id?: string;
  default?: boolean;
  subnets?: { id?: string }[];
  /** Only where the table was read by its id. */
  routes?: WireRoute[];
}

export interface WireSubnet {
  id: string;
  cidr?: string;
  vpc_id?: string;
}

const PAGE = 500;

/** All of the project, or those of one VPC. */
export async function listPeerings(client: HuaweiClient, vpcId?: string): Promise<WirePeering[]> {
  return pages<WirePeering>(client, "Huawei VPC, listing peerings", "peerings", "/v2.0/vpc/peerings", vpcId);
}

/** undefined: the response contains none. @throws HuaweiError, with status 404 when there is none */
export async function readPeering(client: HuaweiClient, id: string): Promise<WirePeering | undefined> {
  const { peering } = await client.send<{ peering?: WirePeering }>("vpc", `Huawei VPC, reading the peering ${id}`, {
    method: "GET",
    url: "/v2.0/vpc/peerings/{peering_id}",
    params: { peering_id: id },
    reads: true,
  });
  return peering;
}

/** All of the project, or those of one VPC, without their routes. */
export async function listTables(client: HuaweiClient, vpcId?: string): Promise<WireTable[]> {
  const url = "/v1/{project_id}/routetables";
  return pages<WireTable>(client, "Huawei VPC, listing route tables", "routetables", url, vpcId);
}

export async function listSubnets(client: HuaweiClient, vpcId: string): Promise<WireSubnet[]> {
  return pages<WireSubnet>(client, "Huawei VPC, listing subnets", "subnets", "/v1/{project_id}/subnets", vpcId);
}

/** undefined: it does not exist, or the account may not see it. @throws HuaweiError */
export async function readSubnet(client: HuaweiClient, id: string): Promise<WireSubnet | undefined> {
  const doing = `Huawei VPC, reading the subnet ${id}`;
  const reading = client.send<{ subnet?: WireSubnet }>("vpc", doing, {
    method: "GET",
    url: "/v1/{project_id}/subnets/{subnet_id}",
    params: { subnet_id: id },
    reads: true,
  });
  return (await ifThere(reading))?.subnet;
}

async function pages<T extends { id: string }>(
  client: HuaweiClient,
  doing: string,
  field: string,
  url: string,
  vpcId: string | undefined,
): Promise<T[]> {
  return everyPage<T, "id">({
    doing,
    field,
    size: PAGE,
    id: "id",
    read: async (_, marker) => {
      const query = { limit: PAGE, ...(marker ? { marker } : {}), ...(vpcId ? { vpc_id: vpcId } : {}) };
      const answer = await client.send<Record<string, T[]>>("vpc", doing, { method: "GET", url, query, reads: true });
      return { items: answer[field] };
    },
  });
}

/** A table with its routes. @throws HuaweiError; UserProblem where the response contains none */
export async function readTable(client: HuaweiClient, id: string): Promise<WireTable & { routes: WireRoute[] }> {
  const doing = `Huawei VPC, reading the route table ${id}`;
  const { routetable: table } = await client.send<{ routetable?: WireTable }>("vpc", doing, {
    method: "GET",
    url: "/v1/{project_id}/routetables/{routetable_id}",
    params: { routetable_id: id },
    reads: true,
  });
  if (table?.id !== id) throw new UserProblem(`${doing}: the response does not contain it; ${NOT_THE_VENDOR}`);
  return { ...table, routes: listIn(doing, "routetable.routes", table.routes, ["destination"]) };
}

export async function deletePeering(client: HuaweiClient, id: string): Promise<void> {
  await client.send("vpc", `Huawei VPC, deleting the peering ${id}`, {
    method: "DELETE",
    url: "/v2.0/vpc/peerings/{peering_id}",
    params: { peering_id: id },
  });
}

/** Removes one route; every other route of the table stays. */
export async function deleteRoute(client: HuaweiClient, table: string, route: WireRoute): Promise<void> {
  const { type, destination, nexthop } = route;
  await client.send("vpc", `Huawei VPC, deleting the route to ${destination} of the table ${table}`, {
    method: "PUT",
    url: "/v1/{project_id}/routetables/{routetable_id}",
    params: { routetable_id: table },
    body: { routetable: { routes: { del: [{ type, destination, nexthop }] } } },
  });
}

/** As the vendor's provider identifies a route. */
export const routeId = (table: string, destination: string): string => `${table}/${destination}`;

export function routeParts(id: string): { table: string; destination: string } {
  const at = id.indexOf("/");
  return { table: id.slice(0, at), destination: id.slice(at + 1) };
}

/** Whether a peering in this state will never connect anything. */
export function isDead(status: string | undefined): boolean {
  return status === "REJECTED" || status === "EXPIRED" || status === "DELETED";
}

/** Whether a peering is between these two VPCs. */
export function connects({ request_vpc_info, accept_vpc_info }: WirePeering, one: string, other: string): boolean {
  const [from, to] = [request_vpc_info?.vpc_id, accept_vpc_info?.vpc_id];
  return (from === one && to === other) || (from === other && to === one);
}
