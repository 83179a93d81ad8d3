import ipaddr from "ipaddr.js";
import { WorldError } from "../../world/worldError";
import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { Route, RouteTable } from "../facts/types";
import { beijing, page } from "../paging";
import type { Parameters } from "../parameters";
import type { Action } from "../service";
import { gatewayOf } from "../vpn/gateways";
import { select } from "./filters";

/** @throws TcError when there is no such table in this region */
function tableOf(world: TencentcloudWorld, region: string, id: string): RouteTable {
  if (!/^rtb-[a-z0-9]{8}$/.test(id))
    throw new TcError("InvalidRouteTableId.Malformed", `The RouteTableId \`${id}\` is malformed.`);
  const found = world.tencentcloud.routeTables.find(id);
  if (found?.region !== region)
    throw new TcError("InvalidRouteTableId.NotFound", `The route table \`${id}\` is not found.`);
  return found;
}

export function describeRouteTables(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const all = world.tencentcloud.routeTables.list(region);
    const found = select(all, ["RouteTableIds", p.RouteTableIds], p.Filters, {
      "route-table-id": (one, value) => one.id === value,
      "route-table-name": (one, value) => one.name === value,
      "vpc-id": (one, value) => one.vpcId === value,
      "association.main": (_, value) => value === "true",
    });
    const { items, total } = page(found, p, { most: 100, usual: 20 });
    return {
      TotalCount: total,
      RouteTableSet: items.map((one) => render(world, one, p.NeedRouterInfo !== false)),
    };
  };
}

/** Routes to VPN gateways, one or more. */
export function createRoutes(world: TencentcloudWorld): Action {
  return ({ parameters: { RouteTableId, Routes }, region }) => {
    const table = tableOf(world, region, RouteTableId);
    const wanted = Routes.map((route: Parameters) => readRoute(world, table, route));
    for (const route of wanted) {
      try {
        world.tencentcloud.routeTables.addRoute(table, route);
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
        throw new TcError("InvalidParameterValue.Duplicate", `${error.message}.`);
      }
    }
    return { TotalCount: 1, RouteTableSet: [render(world, table, true)] };
  };
}

export function deleteRoutes(world: TencentcloudWorld): Action {
  return ({ parameters: { RouteTableId, Routes }, region }) => {
    const table = tableOf(world, region, RouteTableId);
    const ids: number[] = Routes.map(({ RouteId, RouteItemId }: Parameters) => {
      const found = table.routes.find(({ id, itemId }) => id === RouteId || itemId === RouteItemId);
      if (!found) throw new TcError("InvalidRouteId.NotFound", `The route \`${RouteId}\` is not found.`);
      return found.id;
    });
    const gone = ids.map((id) => world.tencentcloud.routeTables.removeRoute(table, id));
    return { RouteSet: gone.map((route) => renderRoute(table, route)) };
  };
}

function readRoute(
  world: TencentcloudWorld,
  { vpcId, region }: RouteTable,
  { DestinationCidrBlock: destination, GatewayType: type, GatewayId, RouteDescription, Enabled = true }: Parameters,
): Omit<Route, "id" | "itemId" | "createdAt"> {
  for (const [name, value] of Object.entries({ DestinationCidrBlock: destination, GatewayType: type, GatewayId }))
    if (!value) throw errors.missing(`Routes.${name}`);
  if (type !== "VPN") throw errors.notImplemented(`\`GatewayType\` ${type}`);
  if ((RouteDescription ?? "").length > 100)
    throw new TcError("InvalidParameterValue.TooLong", "The RouteDescription is longer than 100.");
  if (!ipaddr.IPv4.isValidCIDR(destination)) throw errors.value("DestinationCidrBlock", "an IPv4 CIDR block");
  const [block, vpc] = [destination, world.tencentcloud.networks.find(vpcId)!.cidr].map((one) =>
    ipaddr.IPv4.parseCIDR(one),
  );
  if (block![0].match(vpc!))
    throw new TcError("InvalidParameterValue.VpcCidrOverlapRoute", `${destination} is in the VPC itself.`);
  const gateway = gatewayOf(world, region, GatewayId);
  if (gateway.vpcId !== vpcId)
    throw new TcError("InvalidParameterValue.RouteNextHopInvalid", `\`${GatewayId}\` is not in \`${vpcId}\`.`);
  return { destination, type, gatewayId: gateway.id, description: RouteDescription ?? "", enabled: Enabled };
}

function render(world: TencentcloudWorld, table: RouteTable, withRoutes: boolean): object {
  const { id, vpcId, name, createdAt } = table;
  const subnets = world.tencentcloud.networks.subnets().filter((one) => one.vpcId === vpcId);
  return {
    VpcId: vpcId,
    RouteTableId: id,
    RouteTableName: name,
    AssociationSet: subnets.map((subnet) => ({ SubnetId: subnet.id, RouteTableId: id })),
    RouteSet: withRoutes ? table.routes.map((route) => renderRoute(table, route)) : [],
    Main: true,
    CreatedTime: beijing(createdAt),
    TagSet: [],
    LocalCidrForCcn: [],
  };
}

function renderRoute({ id }: RouteTable, route: Route): object {
  return {
    DestinationCidrBlock: route.destination,
    GatewayType: route.type,
    GatewayId: route.gatewayId,
    RouteId: route.id,
    RouteDescription: route.description,
    Enabled: route.enabled,
    RouteType: "USER",
    RouteTableId: id,
    DestinationIpv6CidrBlock: "",
    RouteItemId: route.itemId,
    PublishedToVbc: false,
    CreatedTime: beijing(route.createdAt),
    CdcId: "",
  };
}
