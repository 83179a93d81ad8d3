/** Actions of the vendor's service that the sandbox does not simulate. */
export const OTHER_VPC_ACTIONS: readonly string[] = (
  "AcceptAttachCcnInstances AcceptVpcPeeringConnection AddBandwidthPackageResources AddIp6Rules AddTemplateMember " +
  "AdjustPublicAddress AllocateAddresses AllocateIPv6Addresses AllocateIp6AddressesBandwidth AssignIpv6Addresses " +
  "AssignIpv6CidrBlock AssignIpv6SubnetCidrBlock AssignPrivateIpAddresses AssociateAddress AssociateDhcpIpWithAddressIp " +
  "AssociateDirectConnectGatewayNatGateway AssociateHaVipInstance AssociateIPv6Address AssociateInstancesToCcnRouteTable " +
  "AssociateNatGatewayAddress AssociateNetworkAclSubnets AssociateNetworkInterfaceSecurityGroups AttachCcnInstances " +
  "AttachClassicLinkVpc AttachNetworkInterface AttachSnapshotInstances AuditCrossBorderCompliance CheckAssistantCidr " +
  "CheckDefaultSubnet CheckGatewayFlowMonitor CheckNetDetectState CheckTrafficMirror ClearRouteTableSelectionPolicies " +
  "CloneSecurityGroup CreateAddressTemplate CreateAddressTemplateGroup CreateAndAttachNetworkInterface " +
  "CreateAssistantCidr CreateBandwidthPackage CreateCcn CreateCcnPolicyBasedRoutingNextHop " +
  "CreateCcnPolicyBasedRoutingRules CreateCcnRouteTables CreateCdcLDCXList CreateCdcNetPlanes " +
  "CreateDefaultSecurityGroup CreateDefaultVpc CreateDhcpIp CreateDirectConnectGateway " +
  "CreateDirectConnectGatewayCcnRoutes CreateFlowLog CreateGlobalRoutes CreateHaVip CreateHighPriorityRouteTable " +
  "CreateHighPriorityRoutes CreateIp6Translators CreateLocalGateway CreateNatGateway " +
  "CreateNatGatewayDestinationIpPortTranslationNatRule CreateNatGatewaySourceIpTranslationNatRule CreateNetDetect " +
  "CreateNetworkAcl CreateNetworkAclEntries CreateNetworkAclQuintupleEntries CreateNetworkInterface " +
  "CreatePrivateNatGateway CreatePrivateNatGatewayDestinationIpPortTranslationNatRule " +
  "CreatePrivateNatGatewayTranslationAclRule CreatePrivateNatGatewayTranslationNatRule CreateReserveIpAddresses " +
  "CreateRoutePolicy CreateRoutePolicyAssociations CreateRoutePolicyEntries CreateRouteTable " +
  "CreateSecurityGroup CreateSecurityGroupWithPolicies CreateServiceTemplate CreateServiceTemplateGroup " +
  "CreateSnapshotPolicies CreateSubnet CreateSubnets CreateTrafficMirror CreateTrafficMirrorFilterRules " +
  "CreateTrafficPackages CreateVpc CreateVpcEndPoint CreateVpcEndPointService CreateVpcEndPointServiceWhiteList " +
  "CreateVpcPeeringConnection CreateVpnGatewayRoutes CreateVpnGatewaySslClient " +
  "CreateVpnGatewaySslServer DeleteAddressTemplate DeleteAddressTemplateGroup DeleteAssistantCidr DeleteBandwidthPackage " +
  "DeleteCcn DeleteCcnPolicyBasedRoutingNextHop DeleteCcnPolicyBasedRoutingRule DeleteCcnRouteTables DeleteCdcLDCXList " +
  "DeleteCdcNetPlanes DeleteDhcpIp DeleteDirectConnectGateway DeleteDirectConnectGatewayCcnRoutes " +
  "DeleteFlowLog DeleteGlobalRoutes DeleteHaVip DeleteHighPriorityRouteTables DeleteHighPriorityRoutes " +
  "DeleteIp6Translators DeleteLocalGateway DeleteNatGateway DeleteNatGatewayDestinationIpPortTranslationNatRule " +
  "DeleteNatGatewaySourceIpTranslationNatRule DeleteNetDetect DeleteNetworkAcl DeleteNetworkAclEntries " +
  "DeleteNetworkAclQuintupleEntries DeleteNetworkInterface DeletePrivateNatGateway " +
  "DeletePrivateNatGatewayDestinationIpPortTranslationNatRule DeletePrivateNatGatewayTranslationAclRule " +
  "DeletePrivateNatGatewayTranslationNatRule DeleteReserveIpAddresses DeleteRoutePolicy DeleteRoutePolicyAssociations " +
  "DeleteRoutePolicyEntries DeleteRouteTable DeleteSecurityGroup DeleteServiceTemplate " +
  "DeleteServiceTemplateGroup DeleteSnapshotPolicies DeleteSubnet DeleteTemplateMember DeleteTrafficMirror " +
  "DeleteTrafficMirrorFilterRules DeleteTrafficPackages DeleteVpc DeleteVpcEndPoint DeleteVpcEndPointService " +
  "DeleteVpcEndPointServiceWhiteList DeleteVpcPeeringConnection " +
  "DeleteVpnGatewayRoutes DeleteVpnGatewaySslClient DeleteVpnGatewaySslServer DescribeAccountAttributes " +
  "DescribeAddressBandwidthRange DescribeAddressQuota DescribeAddressTemplateGroupInstances DescribeAddressTemplateGroups " +
  "DescribeAddressTemplateInstances DescribeAddressTemplates DescribeAssistantCidr DescribeBandwidthPackageBandwidthRange " +
  "DescribeBandwidthPackageBillUsage DescribeBandwidthPackageQuota DescribeBandwidthPackageResources " +
  "DescribeBandwidthPackages DescribeCcnAttachedInstances DescribeCcnPolicyBasedRoutingNextHop " +
  "DescribeCcnPolicyBasedRoutingRule DescribeCcnRegionBandwidthLimits DescribeCcnRouteTableBroadcastPolicys " +
  "DescribeCcnRouteTableInputPolicys DescribeCcnRouteTables DescribeCcnRoutes DescribeCcns DescribeCdcLDCXList " +
  "DescribeCdcNetPlanes DescribeCdcUsedIdcVlan DescribeClassicLinkInstances DescribeCrossBorderCcnRegionBandwidthLimits " +
  "DescribeCrossBorderCompliance DescribeCrossBorderFlowMonitor DescribeCustomerGatewayVendors " +
  "DescribeDesignatedZones DescribeDhcpIps DescribeDirectConnectGatewayCcnRoutes DescribeDirectConnectGateways " +
  "DescribeFlowLog DescribeFlowLogs DescribeGatewayFlowMonitorDetail DescribeGatewayFlowQos DescribeGlobalRoutes " +
  "DescribeHaVips DescribeHighPriorityRouteTables DescribeHighPriorityRoutes DescribeIPv6Addresses DescribeInstanceJumbo " +
  "DescribeIp6Addresses DescribeIp6TranslatorQuota DescribeIp6Translators DescribeIpGeolocationDatabaseUrl " +
  "DescribeIpGeolocationInfos DescribeLocalGateway DescribeNatGatewayDestinationIpPortTranslationNatRules " +
  "DescribeNatGatewayDirectConnectGatewayRoute DescribeNatGatewayFlowMonitorDetail " +
  "DescribeNatGatewaySourceIpTranslationNatRules DescribeNatGatewayZones DescribeNatGateways DescribeNetDetectStates " +
  "DescribeNetDetects DescribeNetworkAccountType DescribeNetworkAclQuintupleEntries DescribeNetworkAcls " +
  "DescribeNetworkInterfaceLimit DescribeNetworkInterfaces DescribePrivateNatGatewayDestinationIpPortTranslationNatRules " +
  "DescribePrivateNatGatewayLimits DescribePrivateNatGatewayRegions DescribePrivateNatGatewayTranslationAclRules " +
  "DescribePrivateNatGatewayTranslationNatRules DescribePrivateNatGateways DescribeProductQuota " +
  "DescribeReserveIpAddresses DescribeRouteConflicts DescribeRouteList DescribeRoutePolicies DescribeRoutePolicyEntries " +
  "DescribeRouteTableAssociatedInstances DescribeRouteTableSelectionPolicies DescribeRoutes " +
  "DescribeSecurityGroupAssociationStatistics DescribeSecurityGroupExpandedPolicies DescribeSecurityGroupLimits " +
  "DescribeSecurityGroupReferences DescribeServiceTemplateGroupInstances DescribeServiceTemplateGroups " +
  "DescribeServiceTemplateInstances DescribeServiceTemplates DescribeSgSnapshotFileContent " +
  "DescribeSnapshotAttachedInstances DescribeSnapshotFiles DescribeSnapshotPolicies " +
  "DescribeSpecificTrafficPackageUsedDetails DescribeSubnetResourceDashboard DescribeTaskResult DescribeTemplateLimits " +
  "DescribeTenantCcns DescribeTrafficMirrorFilterRules DescribeTrafficMirrors DescribeTrafficPackages " +
  "DescribeTrafficQosPolicy DescribeUsedIpAddress DescribeVpcEndPoint DescribeVpcEndPointService " +
  "DescribeVpcEndPointServiceWhiteList DescribeVpcInstances DescribeVpcIpv6Addresses DescribeVpcLimits " +
  "DescribeVpcPeeringConnections DescribeVpcPrivateIpAddresses DescribeVpcResourceDashboard DescribeVpcTaskResult " +
  "DescribeVpnGatewayCcnRoutes DescribeVpnGatewayRoutes DescribeVpnGatewaySslClients " +
  "DescribeVpnGatewaySslServers DetachCcnInstances DetachClassicLinkVpc DetachNetworkInterface " +
  "DetachSnapshotInstances DisableCcnRoutes DisableFlowLogs DisableGatewayFlowMonitor DisableRoutes " +
  "DisableSnapshotPolicies DisableVpnGatewaySslClientCert DisassociateAddress DisassociateDhcpIpWithAddressIp " +
  "DisassociateDirectConnectGatewayNatGateway DisassociateHaVipInstance DisassociateIPv6Address " +
  "DisassociateNatGatewayAddress DisassociateNetworkAclSubnets DisassociateNetworkInterfaceSecurityGroups " +
  "DisassociateVpcEndPointSecurityGroups DownloadCustomerGatewayConfiguration DownloadVpnGatewaySslClientCert " +
  "EnableCcnRoutes EnableFlowLogs EnableGatewayFlowMonitor EnableRoutes EnableSnapshotPolicies EnableVpcEndPointConnect " +
  "EnableVpnGatewaySslClientCert GenerateVpnConnectionDefaultHealthCheckIp GetCcnRegionBandwidthLimits " +
  "HaVipAssociateAddressIp HaVipDisassociateAddressIp InquirePriceCreateDirectConnectGateway " +
  "InquiryPriceAllocateAddresses InquiryPriceCreateVpnGateway InquiryPriceModifyAddressesBandwidth " +
  "InquiryPriceRenewAddresses InquiryPriceRenewVpnGateway InquiryPriceResetVpnGatewayInternetMaxBandwidth " +
  "LockCcnBandwidths LockCcns MigrateBandwidthPackageResources MigrateNetworkInterface MigratePrivateIpAddress " +
  "ModifyAddressAttribute ModifyAddressInternetChargeType ModifyAddressTemplateAttribute " +
  "ModifyAddressTemplateGroupAttribute ModifyAddressesBandwidth ModifyAddressesRenewFlag ModifyAssistantCidr " +
  "ModifyBandwidthPackageAttribute ModifyBandwidthPackageBandwidth ModifyCcnAttachedInstancesAttribute ModifyCcnAttribute " +
  "ModifyCcnPolicyBasedRoutingNextHopAttribute ModifyCcnPolicyBasedRoutingRuleAttribute " +
  "ModifyCcnRegionBandwidthLimitsType ModifyCcnRouteTables ModifyCdcLDCXAttribute ModifyCdcNetPlaneAttribute " +
  "ModifyCustomerGatewayAttribute ModifyDhcpIpAttribute ModifyDirectConnectGatewayAttribute ModifyFlowLogAttribute " +
  "ModifyGatewayFlowQos ModifyGlobalRouteECMPAlgorithm ModifyGlobalRoutes ModifyHaVipAttribute " +
  "ModifyHighPriorityRouteAttribute ModifyHighPriorityRouteECMPAlgorithm ModifyHighPriorityRouteTableAttribute " +
  "ModifyIPv6AddressesAttributes ModifyIPv6AddressesBandwidth ModifyIp6AddressesBandwidth ModifyIp6Rule " +
  "ModifyIp6Translator ModifyIpv6AddressesAttribute ModifyLocalGateway ModifyNatGatewayAdvancedAttribute " +
  "ModifyNatGatewayAttribute ModifyNatGatewayDestinationIpPortTranslationNatRule " +
  "ModifyNatGatewaySourceIpTranslationNatRule ModifyNetDetect ModifyNetworkAclAttribute ModifyNetworkAclEntries " +
  "ModifyNetworkAclQuintupleEntries ModifyNetworkInterfaceAttribute ModifyNetworkInterfaceQos " +
  "ModifyPrivateIpAddressesAttribute ModifyPrivateNatGatewayAttribute " +
  "ModifyPrivateNatGatewayDestinationIpPortTranslationNatRule ModifyPrivateNatGatewayTranslationAclRule " +
  "ModifyPrivateNatGatewayTranslationNatRule ModifyReserveIpAddress ModifyRoutePolicyAttribute ModifyRouteTableAttribute " +
  "ModifyRouteTableSelectionPolicies ModifySecurityGroupAttribute ModifySecurityGroupPolicies " +
  "ModifyServiceTemplateAttribute ModifyServiceTemplateGroupAttribute ModifySnapshotPolicies ModifySubnetAttribute " +
  "ModifyTemplateMember ModifyTrafficMirrorAttribute ModifyTrafficMirrorFilterRules ModifyVpcAttribute " +
  "ModifyVpcEndPointAttribute ModifyVpcEndPointServiceAttribute ModifyVpcEndPointServiceWhiteList " +
  "ModifyVpcPeeringConnection ModifyVpnConnectionAttribute ModifyVpnGatewayAttribute ModifyVpnGatewayCcnRoutes " +
  "ModifyVpnGatewayRoutes ModifyVpnGatewaySslClientCert ModifyVpnGatewaySslServer NotifyRoutes " +
  "RefreshDirectConnectGatewayRouteToNatGateway RejectAttachCcnInstances RejectVpcPeeringConnection ReleaseAddresses " +
  "ReleaseIPv6Addresses ReleaseIp6AddressesBandwidth RemoveBandwidthPackageResources RemoveIp6Rules RenewAddresses " +
  "RenewVpnGateway ReplaceCcnRouteTableBroadcastPolicys ReplaceCcnRouteTableInputPolicys " +
  "ReplaceDirectConnectGatewayCcnRoutes ReplaceHighPriorityRouteTableAssociation ReplaceHighPriorityRoutes " +
  "ReplaceRoutePolicyAssociations ReplaceRoutePolicyEntries ReplaceRouteTableAssociation ReplaceRoutes " +
  "ReplaceRoutesWithRoutePolicy ReplaceSecurityGroupPolicies ReplaceSecurityGroupPolicy ResetAttachCcnInstances " +
  "ResetHighPriorityRoutes ResetNatGatewayConnection ResetRoutePolicyAssociations ResetRoutePolicyEntries ResetRoutes " +
  "ResetTrafficMirrorFilter ResetTrafficMirrorSrcs ResetTrafficMirrorTarget ResetVpnConnection " +
  "ResetVpnGatewayInternetMaxBandwidth ResumeSnapshotInstance ReturnNormalAddresses SetCcnRegionBandwidthLimits " +
  "SetVpnGatewaysRenewFlag StartTrafficMirror StopTrafficMirror TransformAddress UnassignIpv6Addresses " +
  "UnassignIpv6CidrBlock UnassignIpv6SubnetCidrBlock UnassignPrivateIpAddresses UnlockCcnBandwidths UnlockCcns " +
  "UpdateTrafficMirrorAllFilter UpdateTrafficMirrorDirection UpgradeNatGatewayProductVersion WithdrawNotifyRoutes "
)
  .trim()
  .split(" ");
