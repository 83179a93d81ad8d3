import { overlapping } from "../../../model/addresses/overlap";
import type { AlibabaVpnRoute } from "../facts/vpnTypes";
import type { Parameters } from "../parameters";
import { paged, type Vpc, type VpcAction } from "./action";
import { connectionOf } from "./connections";
import { refused } from "./errors";
import { changing, gatewayOf } from "./gateways";

const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
const MOST = 20;
/** The vendor makes no route there, to a part of it, or to a network that contains it. */
const NO_ROUTE = "100.64.0.0/10";

function routeOf(parameters: Parameters, { world }: Vpc, gateway: string): AlibabaVpnRoute {
  const [destination, nextHop] = [parameters.need("RouteDest"), parameters.need("NextHop")];
  const found = world.alicloud.vpns.routes
    .list()
    .find(
      (one) => !one.learned && one.gatewayId === gateway && one.destination === destination && one.nextHop === nextHop,
    );
  if (!found) throw refused.route();
  return found;
}

function weightOf(parameters: Parameters): number {
  const weight = parameters.need("Weight");
  if (weight !== "0" && weight !== "100") throw refused.value("Weight", "0 or 100");
  return Number(weight);
}

export const createVpnRouteEntry: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpnGatewayId: "!", RouteDest: "!", NextHop: "!", Weight: "!", PublishVpc: "!" },
    ...{ Description: "-", DryRun: "-", OverlayMode: "-" },
  },
  run(parameters, vpc) {
    const { routes } = vpc.world.alicloud.vpns;
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const connection = connectionOf(parameters.need("NextHop"), vpc);
    const destination = parameters.need("RouteDest");
    const [weight, published] = [weightOf(parameters), parameters.flag("PublishVpc")!];
    if (!CIDR.test(destination) || destination.endsWith("/0")) throw refused.value("RouteDest");
    if (overlapping([destination], [NO_ROUTE])) throw refused.value("RouteDest", `it overlaps ${NO_ROUTE}`);
    if (connection.gatewayId !== gateway.id) throw refused.value("NextHop", "it is not of this gateway");
    const here = routes.list().filter(({ gatewayId }) => gatewayId === gateway.id);
    if (here.length >= MOST) throw refused.quota();
    if (here.some((one) => one.destination === destination && one.nextHop === connection.id))
      throw refused.value("RouteDest", "there is such a route");
    changing(gateway, vpc);
    const made = routes.add({
      ...{ region: vpc.region, gatewayId: gateway.id, destination, nextHop: connection.id, weight, published },
    });
    return { ...told(made), Description: "", OverlayMode: "Ipsec" };
  },
};

export const deleteVpnRouteEntry: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!", RouteDest: "!", NextHop: "!", Weight: "!", OverlayMode: "-" },
  run(parameters, vpc) {
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const { id, weight } = routeOf(parameters, vpc, gateway.id);
    if (weightOf(parameters) !== weight) throw refused.route();
    changing(gateway, vpc);
    vpc.world.alicloud.vpns.routes.remove(id);
    return {};
  },
};

export const publishVpnRouteEntry: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpnGatewayId: "!", RouteDest: "!", NextHop: "!", PublishVpc: "!", RouteType: "!" },
  },
  run(parameters, vpc) {
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const { id } = routeOf(parameters, vpc, gateway.id);
    const published = parameters.flag("PublishVpc")!;
    if (parameters.need("RouteType") !== "dbr") throw refused.value("RouteType", "the sandbox supports only dbr");
    changing(gateway, vpc);
    vpc.world.alicloud.vpns.routes.update(id, { published });
    return {};
  },
};

export const describeVpnRouteEntries: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!", PageNumber: "?", PageSize: "?", RouteEntryType: "?" },
  run(parameters, vpc) {
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const type = parameters.get("RouteEntryType") ?? "custom";
    if (type !== "custom" && type !== "bgp") throw refused.value("RouteEntryType", "custom or bgp");
    const here = vpc.world.alicloud.vpns.routes.list().filter(({ gatewayId }) => gatewayId === gateway.id);
    const all = here.filter(({ learned = false }) => learned === (type === "bgp"));
    const { items, told: page } = paged(all, parameters);
    const counts = all.length > 0 ? [{ RouteCount: all.length, RouteEntryType: type, Source: "0" }] : [];
    return {
      ...page,
      VpnRouteCounts: { VpnRouteCount: counts },
      VpnRouteEntries: {
        VpnRouteEntry: items.map((one) => ({
          ...told(one),
          ...{ RouteEntryType: type, Source: "0", AsPath: "", Community: "", NextHopTunnelId: "" },
        })),
      },
    };
  },
};

function told({ gatewayId, destination, nextHop, weight, published, createdAt }: AlibabaVpnRoute) {
  return {
    ...{ VpnInstanceId: gatewayId, RouteDest: destination, NextHop: nextHop, Weight: weight, CreateTime: createdAt },
    State: published ? "published" : "normal",
  };
}
