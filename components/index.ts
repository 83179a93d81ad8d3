/** The components for Pulumi programs: the whole migration, and each of its parts on its own. */
export { AlicloudPublicEndpoint, type AlicloudPublicEndpointArgs } from "./alicloud/publicEndpoint";
export { AlicloudTemporaryAllowlist, type AlicloudTemporaryAllowlistArgs } from "./alicloud/temporaryAllowlist";
export { AlicloudVpn, type AlicloudVpnArgs } from "./alicloud/vpn";
export { HuaweicloudDrsTask, type HuaweicloudDrsTaskArgs } from "./huaweicloud/drsTask";
export { HuaweicloudTargetAccess, type HuaweicloudTargetAccessArgs } from "./huaweicloud/targetAccess";
export { HuaweicloudTaskEip, type HuaweicloudTaskEipArgs } from "./huaweicloud/taskEip";
export { HuaweicloudVpcPeering, type HuaweicloudVpcPeeringArgs } from "./huaweicloud/vpcPeering";
export { HuaweicloudVpn, type HuaweicloudVpnArgs } from "./huaweicloud/vpn";
export { type Leftovers, Migration, type MigrationArgs } from "./migration";
export { TencentcloudDtsTask, type TencentcloudDtsTaskArgs } from "./tencentcloud/dtsTask";
export { TencentcloudVpn, type TencentcloudVpnArgs } from "./tencentcloud/vpn";
