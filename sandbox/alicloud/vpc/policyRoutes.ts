import { paged, type VpcAction } from "./action";
import { gatewayOf } from "./gateways";

/** Routes by source and destination, which somebody has made in the console: the sandbox has no call that makes one. */
export const describeVpnPbrRouteEntries: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!", PageNumber: "?", PageSize: "?" },
  run(parameters, vpc) {
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const all = vpc.world.alicloud.vpns.policyRoutes.list().filter(({ gatewayId }) => gatewayId === gateway.id);
    const { items, told } = paged(all, parameters);
    return {
      ...told,
      VpnPbrRouteEntries: {
        VpnPbrRouteEntry: items.map(({ gatewayId, source, destination, nextHop, weight, priority, ...one }) => ({
          ...{ VpnInstanceId: gatewayId, RouteSource: source, RouteDest: destination, NextHop: nextHop },
          ...{ Weight: weight, Priority: priority, CreateTime: one.createdAt, NextHopTunnelId: "" },
          State: one.published ? "published" : "normal",
        })),
      },
    };
  },
};
