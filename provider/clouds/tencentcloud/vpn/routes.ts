import { visible } from "../../../../model/printing/visible";
import { UserProblem } from "../../../core/failure";
import { everyPage } from "../../../http/pages";
import { listIn, NOT_THE_VENDOR } from "../../../http/problem";
import type { TencentClient } from "../client";
import { ifThere, onlyIn } from "./answers";

const PAGE = 100;

export interface WireRoute {
  DestinationCidrBlock?: string;
  /** Kind of the next hop: `VPN`. */
  GatewayType?: string;
  GatewayId?: string;
  RouteId?: number;
  RouteDescription?: string | null;
  Enabled?: boolean;
}

export interface WireTable {
  RouteTableId: string;
  VpcId?: string;
  RouteSet?: WireRoute[] | null;
}

/** Every route table of the region with its routes, all pages; this service takes its numbers as texts. */
export function listTables(client: TencentClient): Promise<WireTable[]> {
  const doing = "listing route tables";
  return everyPage<WireTable, "RouteTableId">({
    doing: `Tencent VPC, ${doing}`,
    field: "RouteTableSet",
    size: PAGE,
    id: "RouteTableId",
    read: async (page) => {
      const answer = await client.read<{ RouteTableSet?: WireTable[]; TotalCount?: number }>(
        "vpc DescribeRouteTables",
        doing,
        { Limit: String(PAGE), Offset: String((page - 1) * PAGE), NeedRouterInfo: true },
      );
      return { items: answer.RouteTableSet, total: answer.TotalCount };
    },
  });
}

/** undefined: it does not exist in this region. @throws TencentError; UserProblem where the answer does not show that */
export async function readTable(client: TencentClient, id: string): Promise<WireTable | undefined> {
  const doing = `reading the route table ${id}`;
  const reading = client.read<{ RouteTableSet?: WireTable[] }>("vpc DescribeRouteTables", doing, {
    RouteTableIds: [id],
    NeedRouterInfo: true,
  });
  const answer = await ifThere(reading);
  return answer && onlyIn(`Tencent VPC, ${doing}`, "RouteTableSet", answer.RouteTableSet, "RouteTableId", id);
}

/** @throws UserProblem where the answer does not show them: a table without its routes is not one that has none */
export function routesIn({ RouteTableId, RouteSet }: WireTable): WireRoute[] {
  const doing = `Tencent VPC, reading the routes of ${RouteTableId}`;
  const routes = listIn(doing, "RouteSet", RouteSet ?? undefined);
  if (routes.every(({ RouteId }) => typeof RouteId === "number")) return routes;
  throw new UserProblem(`${doing}: the list 'RouteSet' has an entry without 'RouteId'; ${NOT_THE_VENDOR}`);
}

/** undefined: there is no such route, or no such table. */
export async function readRoute(
  client: TencentClient,
  id: string,
): Promise<{ table: WireTable; route: WireRoute } | undefined> {
  const { route: number, table: tableId } = routeParts(id);
  const table = await readTable(client, tableId);
  const route = table && routesIn(table).find(({ RouteId }) => RouteId === number);
  return table && route && { table, route };
}

/** Where it is and leads to, for people: whether it was changed since it was shown is read from this, too. */
export const whereOf = ({ RouteTableId, VpcId }: WireTable, { GatewayId }: WireRoute) =>
  `route table ${RouteTableId} of ${visible(VpcId ?? "an unknown VPC")}, through ${visible(GatewayId ?? "nothing")}`;

/** In the form of the vendor's Pulumi provider: `<number>.<table>`. */
export const routeId = ({ RouteTableId }: WireTable, { RouteId }: WireRoute) => `${RouteId}.${RouteTableId}`;

export function routeParts(id: string): { route: number; table: string } {
  const [route, table = ""] = id.split(".");
  return { route: Number(route), table };
}
