import type { Call, Purpose } from "./call";

/** For a VPN alone; what else dbferry does needs none of these. */
const NETWORKS: readonly Purpose[] = ["networks"];

const vpc = (action: string): Call => ({ needs: [`vpc:${action}`], purposes: NETWORKS });

/** dbferry's own calls for a VPN. CAM names an action like the call: https://www.tencentcloud.com/document/product/215/51072 */
export const TENCENT_VPN_CALLS = {
  "vpc DescribeVpnGateways": vpc("DescribeVpnGateways"),
  "vpc DescribeCustomerGateways": vpc("DescribeCustomerGateways"),
  "vpc DescribeVpnConnections": vpc("DescribeVpnConnections"),
  "vpc DescribeRouteTables": vpc("DescribeRouteTables"),
  "vpc DescribeSubnets": vpc("DescribeSubnets"),
  "vpc DescribeVpcs": vpc("DescribeVpcs"),
  "vpc DeleteVpnGateway": vpc("DeleteVpnGateway"),
  "vpc DeleteCustomerGateway": vpc("DeleteCustomerGateway"),
  "vpc DeleteVpnConnection": vpc("DeleteVpnConnection"),
  "vpc DeleteRoutes": vpc("DeleteRoutes"),
} satisfies Record<string, Call>;

const by = (resource: string, needs: string): Call => ({ needs: [needs], purposes: NETWORKS, resource });
const [GATEWAY, DEVICE, CONNECTION, ROUTE] = [
  "tencentcloud:index/vpnGateway:VpnGateway",
  "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway",
  "tencentcloud:index/vpnConnection:VpnConnection",
  "tencentcloud:index/routeTableEntry:RouteTableEntry",
] as const;

/**
 * Calls that the vendor's Pulumi provider makes for the resources of a VPN, read from that provider's source. Left out:
 * what it calls only for inputs that the component never gives, and for changes that it never makes.
 */
export const TENCENT_VENDOR_CALLS: Readonly<Record<string, Call>> = {
  "vpc CreateVpnGateway": by(GATEWAY, "vpc:CreateVpnGateway"),
  "vpc ModifyVpnGatewayAttribute": by(GATEWAY, "vpc:ModifyVpnGatewayAttribute"),
  "vpc ResetVpnGatewayInternetMaxBandwidth": by(GATEWAY, "vpc:ResetVpnGatewayInternetMaxBandwidth"),
  "vpc CreateCustomerGateway": by(DEVICE, "vpc:CreateCustomerGateway"),
  "vpc ModifyCustomerGatewayAttribute": by(DEVICE, "vpc:ModifyCustomerGatewayAttribute"),
  "vpc CreateVpnConnection": by(CONNECTION, "vpc:CreateVpnConnection"),
  "vpc ModifyVpnConnectionAttribute": by(CONNECTION, "vpc:ModifyVpnConnectionAttribute"),
  "vpc CreateRoutes": by(ROUTE, "vpc:CreateRoutes"),
  "tag ModifyResourceTags": by(GATEWAY, "tag:ModifyResourceTags"),
  "tag DescribeResourceTagsByResourceIds": by(GATEWAY, "tag:DescribeResourceTagsByResourceIds"),
};
