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
  CreateVpnGatewayRequest: {
    must: "VpnGatewayName InternetMaxBandwidthOut",
    implemented: "VpcId InstanceChargeType Zone Type Tags IpStack",
    // Of gateways of other types and prices.
    refused: "InstanceChargePrepaid CdcId MaxConnection BgpAsn IsPrivate SubnetId BgpEnable AccessSubnet",
  },
  DescribeVpnGatewaysRequest: { implemented: "VpnGatewayIds Filters Offset Limit" },
  DeleteVpnGatewayRequest: { must: "VpnGatewayId" },
  CreateCustomerGatewayRequest: {
    must: "CustomerGatewayName IpAddress",
    implemented: "Tags",
    refused: "BgpAsn",
  },
  DescribeCustomerGatewaysRequest: { implemented: "CustomerGatewayIds Filters Offset Limit" },
  DeleteCustomerGatewayRequest: { must: "CustomerGatewayId" },
  CreateVpnConnectionRequest: {
    must: "VpnGatewayId CustomerGatewayId VpnConnectionName PreShareKey",
    implemented:
      "VpcId SecurityPolicyDatabases IKEOptionsSpecification IPSECOptionsSpecification Tags RouteType NegotiationType DpdEnable " +
      "DpdTimeout DpdAction",
    refused: "EnableHealthCheck HealthCheckLocalIp HealthCheckRemoteIp Route BgpConfig HealthCheckConfig",
  },
  DescribeVpnConnectionsRequest: { implemented: "VpnConnectionIds Filters Offset Limit" },
  DeleteVpnConnectionRequest: { must: "VpnGatewayId VpnConnectionId" },
  SecurityPolicyDatabase: { must: "LocalCidrBlock RemoteCidrBlock" },
  IKEOptionsSpecification: {
    implemented:
      "PropoEncryAlgorithm PropoAuthenAlgorithm ExchangeMode LocalIdentity RemoteIdentity LocalAddress RemoteAddress DhGroupName " +
      "IKESaLifetimeSeconds IKEVersion",
    refused: "LocalFqdnName RemoteFqdnName",
  },
  IPSECOptionsSpecification: {
    implemented:
      "EncryptAlgorithm IntegrityAlgorith IntegrityAlgorithm IPSECSaLifetimeSeconds PfsDhGroup IPSECSaLifetimeTraffic",
  },
  CreateVpnConnRoute: { idle: "DestinationCidrBlock Priority Description" },
  BgpConfig: { idle: "TunnelCidr LocalBgpIp RemoteBgpIp" },
  HealthCheckConfig: { idle: "ProbeType ProbeInterval ProbeThreshold ProbeTimeout" },
  InstanceChargePrepaid: { idle: "Period RenewFlag" },
  DescribeRouteTablesRequest: { implemented: "RouteTableIds Filters Offset Limit NeedRouterInfo" },
  CreateRoutesRequest: { must: "RouteTableId Routes" },
  DeleteRoutesRequest: { must: "RouteTableId Routes" },
  Route: {
    implemented: "DestinationCidrBlock GatewayType GatewayId RouteId RouteItemId RouteDescription Enabled",
    // Filled in by the service itself.
    idle: "RouteType RouteTableId PublishedToVbc CreatedTime CdcId",
    refused: "DestinationIpv6CidrBlock",
  },
  Tag: { must: "Key Value" },
  Filter: { must: "Name Values" },
  FilterObject: { must: "Name Values" },
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
