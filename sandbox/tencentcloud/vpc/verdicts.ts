import type { Verdicts } from "../verdicts";

/** What the sandbox does with each field of a request to VPC. */
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
    // What the service fills in itself.
    idle: "ModifyTime Priority",
    refused: "ServiceTemplate AddressTemplate",
  },
  ServiceTemplateSpecification: { idle: "ServiceId ServiceGroupId" },
  AddressTemplateSpecification: { idle: "AddressId AddressGroupId" },
  PolicyStatistics: { idle: "IngressIPv4TotalCount IngressIPv6TotalCount EgressIPv4TotalCount EgressIPv6TotalCount" },
};
