import { covers } from "../../../../model/addresses";
import { readMark } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { TencentClient } from "../client";
import { gatewayProblems } from "./gatewayPlan";
import { readTable, routesIn, type WireRoute } from "./routes";
import { readSubnet } from "./subnets";
import { problem } from "./telling";
import { vpcProblems } from "./vpcs";

/** What contradicts the VPN of a migration, before any part of it exists. */
export async function vpnProblems(client: TencentClient, query: VpnQuery): Promise<Problem[]> {
  const all = await Promise.all([
    subnetProblems(client, query),
    tableProblems(client, query),
    gatewayProblems(client, query),
    vpcProblems(client, query),
  ]);
  return all.flat();
}

/** The task is given the subnet of the target: the tunnel has to carry it, and its packets follow the route table of it. */
async function subnetProblems(client: TencentClient, query: VpnQuery): Promise<Problem[]> {
  const { subnetId, cloudSubnets, routeTableId } = query;
  // One that does not exist is reported by the check of the instance.
  const found = subnetId === undefined ? undefined : await readSubnet(client, subnetId);
  if (!found) return [];
  const { CidrBlock: cidr, RouteTableId: table } = found;
  return [
    ...(cidr !== undefined && covers(cloudSubnets, [cidr])
      ? []
      : [
          problem(
            "vpn.cloudSubnets",
            cloudSubnets.join(", "),
            `${visible(cidr ?? "the network that the cloud does not show")}, the subnet of the target, from which the task is to connect`,
            `add ${visible(cidr ?? "it")} to vpn.cloudSubnets`,
          ),
        ]),
    ...(table === routeTableId
      ? []
      : [
          problem(
            "vpn.routeTableId",
            `${routeTableId}`,
            `${visible(table ?? "the table that the cloud does not show")}, the route table of the subnet ${subnetId}`,
            "name that one: by another, the answers of the source would not come back through the tunnel",
          ),
        ]),
  ];
}

async function tableProblems(client: TencentClient, query: VpnQuery): Promise<Problem[]> {
  const { routeTableId = "", vpcId } = query;
  const found = await readTable(client, routeTableId);
  const elsewhere = !found
    ? `${routeTableId}, which is not in ${client.region}`
    : found.VpcId === vpcId
      ? undefined
      : `${routeTableId}, of the VPC ${visible(found.VpcId ?? "(none)")}`;
  if (elsewhere !== undefined)
    return [
      problem(
        "vpn.routeTableId",
        elsewhere,
        `a route table of ${vpcId}, the VPC of the target`,
        "look up its id in the console, at the subnet of the target",
      ),
    ];
  const others = routesIn(found!).filter((route) => !isOurs(route, query));
  return (query.deviceSubnets ?? []).flatMap((subnet, index) =>
    others.filter((route) => isWithin(route, subnet)).map((route) => taken(index, subnet, routeTableId, route)),
  );
}

/** Of this migration in this stack: another stack may have one of the same name. */
function isOurs({ RouteDescription }: WireRoute, { migration, stateId }: VpnQuery): boolean {
  const mark = readMark(RouteDescription ?? undefined);
  return mark !== undefined && mark.id === migration && mark.state === stateId;
}

/** A table has one route to a network, even one that is switched off, and a more exact one leads its part elsewhere. */
const isWithin = ({ DestinationCidrBlock: to, Enabled }: WireRoute, subnet: string) =>
  to !== undefined && to !== "" && covers([subnet], [to]) && (Enabled !== false || covers([to], [subnet]));

const taken = (index: number, subnet: string, table: string, { DestinationCidrBlock, GatewayId }: WireRoute): Problem =>
  problem(
    `vpn.deviceSubnets.${index}`,
    `${subnet}, of which ${table} has a route already: ${visible(DestinationCidrBlock ?? "")} through ${visible(GatewayId ?? "nothing")}`,
    "no route there but the migration's own",
    "have whoever made that route remove it, or name a network that it does not lead to; dbferry does not touch it",
  );
