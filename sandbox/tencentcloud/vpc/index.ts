import { REGIONS } from "../../../model/clouds";
import { completed } from "../complete";
import type { TencentcloudWorld } from "../facts";
import type { Service } from "../service";
import { createVpnConnection, deleteVpnConnection, describeVpnConnections } from "../vpn/connections";
import { createCustomerGateway, deleteCustomerGateway, describeCustomerGateways } from "../vpn/devices";
import { createVpnGateway, deleteVpnGateway, describeVpnGateways } from "../vpn/gateways";
import model from "../wire/vpc.json";
import { describeSecurityGroups } from "./groups";
import { describeAddresses, describeSubnets, describeVpcs } from "./networks";
import { OTHER_VPC_ACTIONS } from "./others";
import { createSecurityGroupPolicies, deleteSecurityGroupPolicies, describeSecurityGroupPolicies } from "./policies";
import { createRoutes, deleteRoutes, describeRouteTables } from "./routes";
import { VPC_VERDICTS } from "./verdicts";

/** VPC, as far as a migration uses it. */
export function vpcService(world: TencentcloudWorld): Service {
  return completed({
    name: "vpc",
    version: "2017-03-12",
    model,
    verdicts: VPC_VERDICTS,
    others: OTHER_VPC_ACTIONS,
    regions: REGIONS.tencentcloud,
    actions: {
      CreateCustomerGateway: createCustomerGateway(world),
      CreateRoutes: createRoutes(world),
      CreateSecurityGroupPolicies: createSecurityGroupPolicies(world),
      CreateVpnConnection: createVpnConnection(world),
      CreateVpnGateway: createVpnGateway(world),
      DeleteCustomerGateway: deleteCustomerGateway(world),
      DeleteRoutes: deleteRoutes(world),
      DeleteVpnConnection: deleteVpnConnection(world),
      DeleteVpnGateway: deleteVpnGateway(world),
      DeleteSecurityGroupPolicies: deleteSecurityGroupPolicies(world),
      DescribeAddresses: describeAddresses,
      DescribeCustomerGateways: describeCustomerGateways(world),
      DescribeRouteTables: describeRouteTables(world),
      DescribeVpnConnections: describeVpnConnections(world),
      DescribeVpnGateways: describeVpnGateways(world),
      DescribeSecurityGroupPolicies: describeSecurityGroupPolicies(world),
      DescribeSecurityGroups: describeSecurityGroups(world),
      DescribeSubnets: describeSubnets(world),
      DescribeVpcs: describeVpcs(world),
    },
  });
}
