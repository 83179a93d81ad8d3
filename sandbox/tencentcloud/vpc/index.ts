import { REGIONS } from "../../../model/clouds";
import { completed } from "../complete";
import type { TencentcloudWorld } from "../facts";
import type { Service } from "../service";
import model from "../wire/vpc.json";
import { describeSecurityGroups } from "./groups";
import { describeAddresses, describeSubnets, describeVpcs } from "./networks";
import { OTHER_VPC_ACTIONS } from "./others";
import { createSecurityGroupPolicies, deleteSecurityGroupPolicies, describeSecurityGroupPolicies } from "./policies";
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
      CreateSecurityGroupPolicies: createSecurityGroupPolicies(world),
      DeleteSecurityGroupPolicies: deleteSecurityGroupPolicies(world),
      DescribeAddresses: describeAddresses,
      DescribeSecurityGroupPolicies: describeSecurityGroupPolicies(world),
      DescribeSecurityGroups: describeSecurityGroups(world),
      DescribeSubnets: describeSubnets(world),
      DescribeVpcs: describeVpcs(world),
    },
  });
}
