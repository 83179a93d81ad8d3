/** Actions of the vendor's service that the sandbox does not simulate. */
export const OTHER_CDB_ACTIONS: readonly string[] = (
  "AddTimeWindow AdjustCdbProxy AdjustCdbProxyAddress AnalyzeAuditLogs AssociateSecurityGroups BalanceRoGroupLoad " +
  "CheckMigrateCluster CloseAuditService CloseCDBProxy CloseCdbProxyAddress CloseSSL CreateAccounts CreateAuditLogFile " +
  "CreateAuditPolicy CreateAuditRule CreateAuditRuleTemplate CreateBackup CreateCdbProxy CreateCdbProxyAddress " +
  "CreateCloneInstance CreateDBImportJob CreateDBInstance CreateDBInstanceHour CreateDatabase CreateDeployGroup " +
  "CreateParamTemplate CreateRoInstanceIp CreateRotationPassword DeleteAccounts DeleteAuditLogFile DeleteAuditPolicy " +
  "DeleteAuditRule DeleteAuditRuleTemplates DeleteBackup DeleteDatabase DeleteDeployGroups DeleteParamTemplate " +
  "DeleteRotationPassword DeleteTimeWindow DescribeAccountPrivileges DescribeAccounts DescribeAuditConfig " +
  "DescribeAuditInstanceList DescribeAuditLogFiles DescribeAuditLogs DescribeAuditPolicies " +
  "DescribeAuditRuleTemplateModifyHistory DescribeAuditRuleTemplates DescribeAuditRules DescribeBackupDecryptionKey " +
  "DescribeBackupDownloadRestriction DescribeBackupEncryptionStatus DescribeBackupOverview DescribeBackupSummaries " +
  "DescribeBackups DescribeBinlogBackupOverview DescribeBinlogs DescribeCPUExpandStrategyInfo DescribeCdbProxyInfo " +
  "DescribeCdbZoneConfig DescribeCloneList DescribeClusterInfo DescribeCpuExpandHistory DescribeDBFeatures " +
  "DescribeDBImportRecords DescribeDBInstanceCharset DescribeDBInstanceGTID DescribeDBInstanceInfo " +
  "DescribeDBInstanceLogToCLS DescribeDBInstanceRebootTime DescribeDBPrice DescribeDBSwitchRecords " +
  "DescribeDataBackupOverview DescribeDatabases DescribeDefaultParams DescribeDeployGroupList DescribeDeviceMonitorInfo " +
  "DescribeErrorLogData DescribeInstanceAlarmEvents DescribeInstanceParamRecords DescribeInstancePasswordComplexity " +
  "DescribeInstanceUpgradeCheckJob DescribeInstanceUpgradeType DescribeLocalBinlogConfig DescribeParamTemplateInfo " +
  "DescribeParamTemplates DescribeProjectSecurityGroups DescribeProxyCustomConf DescribeProxySupportParam " +
  "DescribeRemoteBackupConfig DescribeRoGroups DescribeRoMinScale DescribeRollbackRangeTime DescribeRollbackTaskDetail " +
  "DescribeSSLStatus DescribeSlowLogData DescribeSlowLogs DescribeSupportedPrivileges DescribeTableColumns DescribeTables " +
  "DescribeTagsOfInstanceIds DescribeTasks DescribeTimeWindow DescribeUploadedFiles DisassociateSecurityGroups " +
  "InquiryPriceUpgradeInstances IsolateDBInstance ModifyAccountDescription ModifyAccountHost " +
  "ModifyAccountMaxUserConnections ModifyAccountPassword ModifyAccountPrivileges ModifyAuditConfig ModifyAuditRule " +
  "ModifyAuditRuleTemplates ModifyAuditService ModifyAutoRenewFlag ModifyBackupConfig ModifyBackupDownloadRestriction " +
  "ModifyBackupEncryptionStatus ModifyCdbProxyAddressDesc ModifyCdbProxyAddressVipAndVPort ModifyCdbProxyParam " +
  "ModifyDBInstanceLogToCLS ModifyDBInstanceModes ModifyDBInstanceName ModifyDBInstanceProject " +
  "ModifyDBInstanceReadOnlyStatus ModifyDBInstanceSecurityGroups ModifyDBInstanceVipVport ModifyInstanceChargeType " +
  "ModifyInstanceDestroyProtect ModifyInstanceParam ModifyInstancePasswordComplexity ModifyInstanceTag " +
  "ModifyLocalBinlogConfig ModifyNameOrDescByDpId ModifyParamTemplate ModifyProtectMode ModifyRemoteBackupConfig " +
  "ModifyRoGroupInfo ModifyRoGroupVipVport ModifyTimeWindow OfflineIsolatedInstances OpenAuditService " +
  "OpenDBInstanceEncryption OpenDBInstanceGTID OpenSSL ReleaseIsolatedDBInstances ReloadBalanceProxyNode RenewDBInstance " +
  "ResetPassword ResetRootAccount RestartDBInstances StartBatchRollback StartCpuExpand StartReplication StopCpuExpand " +
  "StopDBImportJob StopReplication StopRollback SubmitInstanceUpgradeCheckJob SwitchCDBProxy SwitchDBInstanceMasterSlave " +
  "SwitchDrInstanceToMaster SwitchForUpgrade UpgradeCDBProxyVersion UpgradeDBInstance UpgradeDBInstanceEngineVersion " +
  "UpgradeRoGroup VerifyRootAccount "
)
  .trim()
  .split(" ");
