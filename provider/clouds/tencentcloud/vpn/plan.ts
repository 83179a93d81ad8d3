import { covers } from "../../../../model/addresses";
import { readMark } from "../../../../model/expiry";
import { visible } from "../../../../model/printing/visible";
import type { Problem } from "../../../../model/problems";
import type { VpnQuery } from "../../../core/clouds";
import type { TencentClient } from "../client";
import { readPart } from "./parts";
import { readTable, routesIn, type WireRoute } from "./routes";
import { readSubnet } from "./subnets";

/** What contradicts the VPN of a migration, before any part of it exists. */
export async function vpnProblems(client: TencentClient, query: VpnQuery): Promise<Problem[]> {
  const all = await Promise.all([
    subnetProblems(client, query),
    tableProblems(client, query),
    gatewayOf(client, query),
  ]);
  return all.flat();
}

const problem = (path: string, seen: string, needed: string, fix: string): Problem => ({ path, seen, needed, fix });

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
  const { routeTableId = "", vpcId, migration } = query;
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
  const others = routesIn(found!).filter((route) => !isOurs(route, migration));
  return (query.deviceSubnets ?? []).flatMap((subnet, index) =>
    others.filter((route) => isWithin(route, subnet)).map((route) => taken(index, subnet, routeTableId, route)),
  );
}

const isOurs = ({ RouteDescription }: WireRoute, migration: string | undefined) =>
  migration !== undefined && readMark(RouteDescription ?? undefined)?.id === migration;

/** A table has one route to a network, and a more exact one leads its part elsewhere. */
const isWithin = ({ DestinationCidrBlock: to, Enabled }: WireRoute, subnet: string) =>
  Enabled !== false && to !== undefined && to !== "" && covers([subnet], [to]);

const taken = (index: number, subnet: string, table: string, { DestinationCidrBlock, GatewayId }: WireRoute): Problem =>
  problem(
    `vpn.deviceSubnets.${index}`,
    `${subnet}, of which ${table} has a route already: ${visible(DestinationCidrBlock ?? "")} through ${visible(GatewayId ?? "nothing")}`,
    "no route there but the migration's own",
    "have whoever made that route remove it, or name a network that it does not lead to; dbferry does not touch it",
  );

async function gatewayOf(client: TencentClient, { gateway: given, vpcId }: VpnQuery): Promise<Problem[]> {
  if (!given) return [];
  const found = await readPart(client, "vpnGateway", given.id);
  const one = (seen: string, needed: string, fix: string) => problem("vpn.gateway.id", seen, needed, fix);
  if (!found)
    return [
      one(
        `${given.id}, which is not in ${client.region}`,
        "a VPN gateway in the region and the VPC of the target",
        "look up its id in the console, or leave vpn.gateway out, and one is created",
      ),
    ];
  const { VpcId, State, PublicIpAddress } = found;
  return [
    ...(VpcId === vpcId
      ? []
      : [
          one(
            `${given.id}, of the VPC ${visible(VpcId ?? "(none)")}`,
            `a gateway of ${vpcId}, the VPC of the target`,
            "name a gateway of that VPC, or leave vpn.gateway out",
          ),
        ]),
    ...(State === "AVAILABLE"
      ? []
      : [
          one(
            `${given.id}, whose state is ${visible(State ?? "not given")}`,
            "a gateway whose state is AVAILABLE",
            "wait until the console shows it as running, or restore it there",
          ),
        ]),
    ...(PublicIpAddress === given.address
      ? []
      : [
          {
            path: "vpn.gateway.address",
            seen: given.address ?? "nothing",
            needed: PublicIpAddress ? `${visible(PublicIpAddress)}, which the gateway has` : "an address that it has",
          },
        ]),
  ];
}
