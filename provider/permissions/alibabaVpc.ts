import type { Call } from "./call";

/** For a migration over a VPN; the others make none of these calls. */
const reads = (action: string): Call => ({ needs: [`vpc:${action}`], purposes: ["networks"] });

/**
 * Every call of dbferry's own to Alibaba VPC, by the vendor's name. The client has no other: what is not here cannot be called.
 * RAM names an action like the call: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-ram
 */
const CALLS = {
  DeleteCustomerGateway: reads("DeleteCustomerGateway"),
  DeleteVpnConnection: reads("DeleteVpnConnection"),
  DeleteVpnGateway: reads("DeleteVpnGateway"),
  DeleteVpnRouteEntry: reads("DeleteVpnRouteEntry"),
  DescribeCustomerGateway: reads("DescribeCustomerGateway"),
  DescribeCustomerGateways: reads("DescribeCustomerGateways"),
  DescribeVSwitchAttributes: reads("DescribeVSwitchAttributes"),
  DescribeVpnConnection: reads("DescribeVpnConnection"),
  DescribeVpnConnections: reads("DescribeVpnConnections"),
  DescribeVpnGateway: reads("DescribeVpnGateway"),
  DescribeVpnGateways: reads("DescribeVpnGateways"),
  DescribeVpnPbrRouteEntries: reads("DescribeVpnPbrRouteEntries"),
  DescribeVpnRouteEntries: reads("DescribeVpnRouteEntries"),
} satisfies Record<string, Call>;

export type VpcCall = keyof typeof CALLS;
export const ALIBABA_VPC_CALLS: Readonly<Record<VpcCall, Call>> = CALLS;

const by = (resource: string, ...actions: string[]): Record<string, Call> =>
  Object.fromEntries(
    actions.map((action) => [
      `${action}, ${resource.replace(/^.*:/, "")}`,
      { needs: [`vpc:${action}`], purposes: ["networks"], resource },
    ]),
  );

/** Calls that the vendor's Pulumi provider makes for a VPN, read from that provider's source. */
export const ALIBABA_VPC_VENDOR_CALLS: Readonly<Record<string, Call>> = {
  ...by(
    "alicloud:vpn/gateway:Gateway",
    ...["CreateVpnGateway", "DescribeVpnGateway", "ModifyVpnGatewayAttribute", "DeleteVpnGateway"],
    ...["TagResources", "UnTagResources"],
  ),
  ...by(
    "alicloud:vpn/customerGateway:CustomerGateway",
    ...["CreateCustomerGateway", "DescribeCustomerGateway", "ModifyCustomerGatewayAttribute", "DeleteCustomerGateway"],
    ...["TagResources", "UnTagResources"],
  ),
  ...by(
    "alicloud:vpn/connection:Connection",
    ...["CreateVpnConnection", "DescribeVpnConnection", "ModifyVpnConnectionAttribute", "DeleteVpnConnection"],
    ...["TagResources", "UnTagResources"],
  ),
  ...by(
    "alicloud:vpn/routeEntry:RouteEntry",
    ...["CreateVpnRouteEntry", "DescribeVpnRouteEntries", "PublishVpnRouteEntry", "ModifyVpnRouteEntryWeight"],
    "DeleteVpnRouteEntry",
  ),
};
