import type { Verdicts } from "../verdicts";

/** How the sandbox treats each request field of VPC. */
export const VPC_VERDICTS: Verdicts = {
  CreateSecurityGroupPoliciesRequest: { must: "SecurityGroupId SecurityGroupPolicySet" },
  DeleteSecurityGroupPoliciesRequest: { must: "SecurityGroupId SecurityGroupPolicySet" },
  DescribeSecurityGroupPoliciesRequest: { must: "SecurityGroupId", implemented: "Filters" },
  DescribeSecurityGroupsRequest: { implemented: "SecurityGroupIds Filters Offset Limit OrderField OrderDirection" },
  DescribeVpcsRequest: { implemented: "VpcIds Filters Offset Limit" },
  DescribeSubnetsRequest: { implemented: "SubnetIds Filters Offset Limit", refused: "MaxResults NextToken" },
  DescribeAddressesRequest: { implemented: "AddressIds Filters Offset Limit" },
  Filter: { must: "Name Values" },
  SecurityGroupPolicySet: { implemented: "Version Egress Ingress", idle: "PolicyStatistics" },
  SecurityGroupPolicy: {
    implemented: "PolicyIndex Protocol Port CidrBlock Ipv6CidrBlock SecurityGroupId Action PolicyDescription",
    // Filled in by the service itself.
    idle: "ModifyTime Priority",
    refused: "ServiceTemplate AddressTemplate",
  },
  ServiceTemplateSpecification: { idle: "ServiceId ServiceGroupId" },
  AddressTemplateSpecification: { idle: "AddressId AddressGroupId" },
  PolicyStatistics: { idle: "IngressIPv4TotalCount IngressIPv6TotalCount EgressIPv4TotalCount EgressIPv6TotalCount" },
};
