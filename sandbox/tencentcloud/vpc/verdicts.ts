import type { Verdicts } from "../verdicts";

/** How the sandbox treats each request field of VPC. */
export const VPC_VERDICTS: Verdicts = {
  CreateSecurityGroupPoliciesRequest: { must: "SecurityGroupId SecurityGroupPolicySet" },
  DeleteSecurityGroupPoliciesRequest: { must: "SecurityGroupId SecurityGroupPolicySet" },
  DescribeSecurityGroupPoliciesRequest: { must: "SecurityGroupId", played: "Filters" },
  DescribeSecurityGroupsRequest: { played: "SecurityGroupIds Filters Offset Limit OrderField OrderDirection" },
  DescribeVpcsRequest: { played: "VpcIds Filters Offset Limit" },
  DescribeSubnetsRequest: { played: "SubnetIds Filters Offset Limit", refused: "MaxResults NextToken" },
  DescribeAddressesRequest: { played: "AddressIds Filters Offset Limit" },
  Filter: { must: "Name Values" },
  SecurityGroupPolicySet: { played: "Version Egress Ingress", idle: "PolicyStatistics" },
  SecurityGroupPolicy: {
    played: "PolicyIndex Protocol Port CidrBlock Ipv6CidrBlock SecurityGroupId Action PolicyDescription",
    // Filled in by the service itself.
    idle: "ModifyTime Priority",
    refused: "ServiceTemplate AddressTemplate",
  },
  ServiceTemplateSpecification: { idle: "ServiceId ServiceGroupId" },
  AddressTemplateSpecification: { idle: "AddressId AddressGroupId" },
  PolicyStatistics: { idle: "IngressIPv4TotalCount IngressIPv6TotalCount EgressIPv4TotalCount EgressIPv6TotalCount" },
};
