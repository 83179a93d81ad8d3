import type { MayBeAbsent } from "../../../sandbox/wire/compare";

/** By reason: type names, each with the fields that an answer may omit. */
type Absences = Record<string, Record<string, string>>;

export function listed(absences: Absences): MayBeAbsent {
  const all = Object.values(absences).flatMap((types) => Object.entries(types));
  const fields = new Set(all.flatMap(([type, names]) => names.split(" ").map((name) => `${type}.${name}`)));
  return (type, field) => fields.has(`${type}.${field}`);
}

const HUAWEI = listed({
  "what was not given when the task or address was made, or is not for anybody to read": {
    Endpoint:
      "az_code cluster_mode db_name db_password db_port db_user inst_id inst_name ip kafka_security_config mongo_ha_mode project_id region safe_mode security_group_id ssl_cert_check_sum ssl_cert_key ssl_cert_name ssl_cert_password ssl_link subnet_id topic vpc_id",
    BaseEndpoint: "id db_name db_password source_sharding",
    JobEndpointInfo: "cloud vpc config ssl customized_dns",
    CloudBaseInfo: "az_code",
    JobNodeInfo: "base_info",
    SpeedLimitInfo: "is_utc",
    ProfileResp: "order_id product_id region_id user_id",
  },
  "of a state that the thing is not in": {
    InstInfo: "ip public_ip",
    PublicipShowResp: "port_id private_ip_address",
    PublicipUpdateResp: "port_id private_ip_address",
    PageInfo: "next_marker",
    PageInfoOption: "next_marker",
    PrecheckResult: "data failed_reason raw_error_msg failed_sub_jobs",
    InstanceResponse: "ha order_id expiration_time serverless_info associated_with_ddm",
  },
  "of another kind of task: not MySQL, several nodes, prepaid, disaster recovery, renamed objects": {
    CreateJobResp: "child_ids",
    CreateJobResponse: "is_clone_job",
    DatabaseObjectInfo: "alias_name parent_id",
    QueryJobResp:
      "az_name children data_transformation dmq_endpoint inherit_id job_kernel_direction node_role period_order source_sharding sync_mode target_root_db",
    CompareJobInfo: "compare_job_tag proportion_value database_info",
    NodeContentCompareDetailResult: "compare_line_config_filter",
    JobDetailResp: "children instance_features is_writable job_kernel_direction master_job_id period_order sync_mode",
    JobListResp: "children",
    ChildrenJobInfo: "error_msg",
  },
  "only in another list or detail: the network type is in the list of tasks": {
    QueryJobResp: "net_type",
    JobDetailResp:
      "alarm_notify compare_result connection_management db_param diagnoses logs metrics migration_object_progress_info network_results policy_config precheck_result progress_info repair_detail_info repair_export_status repair_progress_info speed_limit support_import_file_resp task_version total_count tuning_params user_migration",
  },
  "measured in the cloud, and by nobody here": {
    QueryProgressResp: "apply_bytes_rate",
    InstanceResponse: "backup_used_space storage_used_space max_iops",
  },
  "of IPv6, shared bandwidths and topics, which are not implemented": {
    PublicipCreateResp: "public_ipv6_address",
    PublicipShowResp: "public_ipv6_address",
    PublicipUpdateResp: "public_ipv6_address associate_mode",
    PublicipInfoResp: "publicipv6_address",
    BandwidthResp: "bandwidth_rules enable_bandwidth_rules rule_quota",
    QuerySmnInfoResp: "topic_name",
    PublicipSingleShowResp:
      "profile fake_network_type associate_instance_metadata associate_mode cascade_delete_by_instance",
    VnicInfo: "port_profile mac vtep vni",
    CreatePrePaidPublicipResponse: "order_id publicip_id",
    Subnet: "scope",
    ResponseVpnGateway: "local_subnets_v6",
    CreateResponseVpnGateway: "local_subnets_v6",
    UpdateResponseVpnGateway: "local_subnets_v6",
    ResponseVpnConnection: "peer_subnets_v6 policy_rules_v6",
    CreateResponseVpnConnection: "peer_subnets_v6 policy_rules_v6",
    UpdateResponseVpnConnection: "peer_subnets_v6 policy_rules_v6",
  },
  "of VPNs of another kind: with certificates, enterprise routers, private addresses, routes, BGP or a health check": {
    ResponseVpnGateway:
      "certificate_id er_id er_attachment_id access_private_ip_1 access_private_ip_2 public_border_group policy_template supported_flavors supported_features upgrade_info",
    CreateResponseVpnGateway: "certificate_id er_id policy_template",
    UpdateResponseVpnGateway: "certificate_id er_id access_private_ip_1 access_private_ip_2 policy_template",
    ResponseEip: "ip_billing_info bandwidth_billing_info",
    ResponseCustomerGateway: "ca_certificate",
    ResponseVpnConnection: "tunnel_local_address tunnel_peer_address enable_hub connection_monitor_id bgp_peer",
    CreateResponseVpnConnection: "tunnel_local_address tunnel_peer_address enable_hub enable_health_check",
    UpdateResponseVpnConnection: "tunnel_local_address tunnel_peer_address enable_hub connection_monitor_id",
    IkePolicy: "phase1_negotiation_mode local_id peer_id",
  },
  "in a header": {
    CreateVgwResponse: "header-response-token",
    CreateCgwResponse: "header-response-token",
    CreateVpnConnectionResponse: "header-response-token",
    ListVpnConnectionsResponse: "header-response-token",
    ShowVpnConnectionResponse: "header-response-token",
    UpdateVgwResponse: "header-response-token",
    UpdateVpnConnectionResponse: "header-response-token",
  },
});

/** Fields that a batch entry still has when it is a refusal. */
const OF_A_REFUSAL = /^(error_(code|msg|message)|id|job_id|precheck_id|status)$/;

/** A batch entry is either a result or a refusal. */
export const absentAtHuawei: MayBeAbsent = (type, field, value) => {
  if (HUAWEI(type, field, value)) return true;
  if (typeof value["error_code"] === "string" && value["error_code"] !== "") {
    return !OF_A_REFUSAL.test(field) || field === "error_msg" || field === "error_message" || value["id"] !== undefined;
  }
  return /^error_(code|msg|message)$/.test(field);
};

const ATTRIBUTE = "DescribeDBInstanceAttributeResponseBodyItemsDBInstanceAttribute";
const ROW = "DescribeDBInstancesResponseBodyItemsDBInstance";

/** The vendor's model marks no answer field as required, and omits what an instance does not have. */
export const absentAtAlibaba: MayBeAbsent = listed({
  "of other engines than MySQL": {
    [ATTRIBUTE]:
      "BabelfishConfig BpeEnabled Collation PGBouncerEnabled ReadonlyInstanceSQLDelayedTime VectorSupportStatus kindCode CompressionMode CompressionRatio SupportCompression Extra",
    [ROW]: "BpeEnabled",
    DescribeDBInstanceNetInfoResponseBodyDBInstanceNetInfosDBInstanceNetInfo: "BabelfishPort PGBouncerPort",
  },
  "of instances of another kind: read-only, temporary, for analysis, on hosts of one's own, serverless, in a cluster, blue and green":
    {
      [ATTRIBUTE]:
        "BlueGreenDeploymentName BlueInstanceName CanTempUpgrade DBClusterNodes DedicatedHostGroupId DisasterRecoveryInfo DisasterRecoveryInstances DrReplicaInfo GeneralGroupName GreenInstanceName GuardDBInstanceId IncrementSourceDBInstanceId IsAnalyticIns IsAnalyticReadOnlyIns MasterInstanceId MultipleTempUpgrade NodePerformance ReadOnlyStatus ServerlessConfig TempDBInstanceId TempUpgradeTimeEnd TempUpgradeTimeStart WarmStandbyInfo",
      [ROW]:
        "BlueGreenDeploymentName BlueInstanceName DedicatedHostGroupId DedicatedHostGroupName DedicatedHostIdForLog DedicatedHostIdForMaster DedicatedHostIdForSlave DedicatedHostNameForLog DedicatedHostNameForMaster DedicatedHostNameForSlave DedicatedHostZoneIdForLog DedicatedHostZoneIdForMaster DedicatedHostZoneIdForSlave DestroyTime GeneralGroupName GreenInstanceName GuardDBInstanceId IsAnalyticIns IsAnalyticReadOnlyIns MasterInstanceId SwitchWeight TempDBInstanceId",
      DescribeDBInstanceNetInfoResponseBodyDBInstanceNetInfosDBInstanceNetInfo: "DistributionType MaxDelayTime",
    },
  "of a state that the instance is not in, or of another way of paging": {
    [ATTRIBUTE]: "LockReason Tips TipsLevel",
    [ROW]: "AutoRenewal LockReason Tips TipsLevel VpcName",
    DescribeDBInstancesResponseBody: "NextToken",
  },
  "of hardware, kernel and storage features, which nobody has here": {
    [ATTRIBUTE]:
      "AdvancedFeatures BurstingEnabled ColdDataEnabled ComputeBurstEnabled ConsoleVersion CurrentKernelVersion DBInstanceCPU DBInstanceDiskUsed InstructionSetArch IoAccelerationEnabled LatestKernelVersion MasterZone MaxIOMBPS OptimizedWritesInfo ProxyType SlaveZones SuperPermissionMode",
    [ROW]: "BurstingEnabled ColdDataEnabled DBInstanceCPU IoAccelerationEnabled",
  },
  "of backup policies that nobody has set": {
    DescribeBackupPolicyResponseBody:
      "AdvancedBackupPolicyEnabled AdvancedDataPolicies AdvancedLogPolicies ArchiveBackupKeepCount ArchiveBackupKeepPolicy ArchiveBackupRetentionPeriod BackupPriority Category EnableIncrementDataBackup EnablePitrProtection IncBackupInterval LogBackupLocalRetentionNumber PitrRetentionPeriod PreferredNextBackupTime ReleasedKeepPolicy SupportModifyBackupPriority SupportVolumeShadowCopy SupportsHighFrequencyBackup",
  },
});
