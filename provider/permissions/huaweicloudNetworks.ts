import type { Call } from "./call";

const GATEWAY = "huaweicloud:index/vpnGateway:VpnGateway";
const DEVICE = "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway";
const CONNECTION = "huaweicloud:index/vpnConnection:VpnConnection";
const PEERING = "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection";
const ROUTE = "huaweicloud:index/vpcRoute:VpcRoute";

const by = (resource: string, ...needs: string[]): Call => ({ needs, purposes: ["networks"], resource });
/** A migration over the path `peering` registers these too. */
const alsoUp = (resource: string, ...needs: string[]): Call => ({ needs, purposes: ["up", "networks"], resource });

/**
 * VPN acts on the network with the caller's permissions: the documentation lists these as dependencies of its own
 * actions.
 */
const READ_NETWORK = [
  "vpc:vpcs:list",
  "vpc:vpcs:get",
  "vpc:subnets:get",
  "vpc:subnets:list",
  "vpc:publicIps:get",
  "vpc:publicIps:list",
  "vpc:bandwidths:list",
];
const READ_ROUTERS = ["er:instances:list", "er:instances:get"];
const ROUTE_TRAFFIC = [
  "vpc:subNetworkInterfaces:update",
  "vpc:ports:get",
  "vpc:routeTables:get",
  "vpc:routeTables:update",
];
const CHANGE_GATEWAY = [
  ...READ_NETWORK,
  ...READ_ROUTERS,
  ...ROUTE_TRAFFIC,
  "vpc:subnets:delete",
  "vpc:publicIps:update",
  "vpc:publicIps:delete",
  "vpc:ports:delete",
];
const CREATE_GATEWAY = [
  ...CHANGE_GATEWAY,
  "vpc:subnets:create",
  "vpc:publicIps:create",
  "vpc:ports:create",
  "vpc:quotas:list",
  "vpc:bandwidths:get",
];
const READ_METRICS = ["ces:metricData:list", "ces:currentRegionSupportedMetrics:list"];

/**
 * Calls that the vendor's Pulumi provider makes for VPN and peering, read from that provider's source. Left out: what it
 * calls only for inputs that the components never give (a gateway's certificates, flavor and enterprise project) and for
 * ids of routes in the format of old versions.
 * The names: https://support.huaweicloud.com/intl/en-us/api-vpn/vpn_api_0115.html (gateways; 0116, 0117 and 0126:
 * customer gateways, connections and tags), https://support.huaweicloud.com/eu/api-vpc/vpc_permission_0005.html
 * (peerings; 0029: route tables) and https://support.huaweicloud.com/api-eip/DisassociatePublicips.html.
 */
export const HUAWEI_NETWORK_CALLS: Readonly<Record<string, Call>> = {
  "vpn POST /v5/{project_id}/vpn-gateways": by(GATEWAY, "vpn:vpnGateways:create", ...CREATE_GATEWAY),
  "vpn GET /v5/{project_id}/vpn-gateways/{id}": by(GATEWAY, "vpn:vpnGateways:get", ...READ_NETWORK, ...READ_ROUTERS),
  "vpn PUT /v5/{project_id}/vpn-gateways/{id}": by(GATEWAY, "vpn:vpnGateways:update", ...CHANGE_GATEWAY),
  "vpn DELETE /v5/{project_id}/vpn-gateways/{id}": by(GATEWAY, "vpn:vpnGateways:delete", ...CHANGE_GATEWAY),
  // Before a gateway is deleted, so that its addresses are kept.
  "vpc POST /v3/{project_id}/eip/publicips/{id}/disassociate-instance": by(GATEWAY, "vpc:publicIps:update"),
  ...tags(GATEWAY, "vpn-gateway"),
  "vpn POST /v5/{project_id}/customer-gateways": by(DEVICE, "vpn:customerGateways:create"),
  "vpn GET /v5/{project_id}/customer-gateways/{id}": by(DEVICE, "vpn:customerGateways:get"),
  "vpn PUT /v5/{project_id}/customer-gateways/{id}": by(DEVICE, "vpn:customerGateways:update"),
  "vpn DELETE /v5/{project_id}/customer-gateways/{id}": by(DEVICE, "vpn:customerGateways:delete"),
  ...tags(DEVICE, "customer-gateway"),
  "vpn POST /v5/{project_id}/vpn-connection": by(
    CONNECTION,
    "vpn:vpnConnections:create",
    ...READ_NETWORK,
    ...ROUTE_TRAFFIC,
    ...READ_METRICS,
  ),
  "vpn GET /v5/{project_id}/vpn-connection/{id}": by(
    CONNECTION,
    "vpn:vpnConnections:get",
    ...READ_NETWORK,
    ...READ_ROUTERS,
  ),
  "vpn PUT /v5/{project_id}/vpn-connection/{id}": by(
    CONNECTION,
    "vpn:vpnConnections:update",
    ...READ_NETWORK,
    ...ROUTE_TRAFFIC,
  ),
  "vpn DELETE /v5/{project_id}/vpn-connection/{id}": by(
    CONNECTION,
    "vpn:vpnConnections:delete",
    ...READ_NETWORK,
    ...ROUTE_TRAFFIC,
    ...READ_METRICS,
  ),
  ...tags(CONNECTION, "vpn-connection"),
  "vpc POST /v2.0/vpc/peerings": alsoUp(PEERING, "vpc:peerings:create"),
  "vpc GET /v2.0/vpc/peerings/{id}": alsoUp(PEERING, "vpc:peerings:get"),
  "vpc PUT /v2.0/vpc/peerings/{id}": alsoUp(PEERING, "vpc:peerings:update"),
  "vpc DELETE /v2.0/vpc/peerings/{id}": alsoUp(PEERING, "vpc:peerings:delete"),
  // A route is an entry of the VPC's default table: it is added, changed and removed by updates of the table.
  "vpc GET /v1/{project_id}/routetables": alsoUp(ROUTE, "vpc:routeTables:list"),
  "vpc GET /v1/{project_id}/routetables/{id}": alsoUp(ROUTE, "vpc:routeTables:get"),
  "vpc PUT /v1/{project_id}/routetables/{id}": alsoUp(ROUTE, "vpc:routeTables:update"),
};

/** Tags that an update changes. A resource is created with its tags. */
function tags(resource: string, type: string): Record<string, Call> {
  const path = `/v5/{project_id}/${type}/{id}/tags`;
  return {
    [`vpn POST ${path}/create`]: by(resource, "vpn:resourceInstanceTags:create"),
    [`vpn POST ${path}/delete`]: by(resource, "vpn:resourceInstanceTags:delete"),
  };
}
