import type { Verdicts } from "../verdicts";

const JOB = { must: "JobId" };
const COMPARISON = { must: "JobId CompareTaskId" };

/** How the sandbox treats each request field of DTS. */
export const DTS_VERDICTS: Verdicts = {
  CompleteMigrateJobRequest: { ...JOB, played: "CompleteMode" },
  ContinueMigrateJobRequest: JOB,
  CreateMigrateCheckJobRequest: JOB,
  DescribeMigrationCheckJobRequest: JOB,
  DescribeMigrationDetailRequest: JOB,
  DestroyMigrateJobRequest: JOB,
  IsolateMigrateJobRequest: JOB,
  PauseMigrateJobRequest: JOB,
  RecoverMigrateJobRequest: JOB,
  StartMigrateJobRequest: JOB,
  StopMigrateJobRequest: JOB,
  ResumeMigrateJobRequest: { must: "JobId ResumeOption" },
  ModifyMigrateNameRequest: { must: "JobId JobName" },
  ModifyMigrateJobSpecRequest: { must: "JobId NewInstanceClass" },
  ModifyMigrateRateLimitRequest: { ...JOB, played: "DumpThread DumpRps LoadThread SinkerThread LoadRps" },
  CreateMigrationServiceRequest: {
    must: "SrcDatabaseType DstDatabaseType SrcRegion DstRegion InstanceClass",
    played: "Count JobName Tags",
  },
  ModifyMigrationJobRequest: {
    must: "JobId RunMode MigrateOption SrcInfo DstInfo",
    played: "JobName ExpectRunTime Tags AutoRetryTimeRangeMinutes",
  },
  DescribeMigrationJobsRequest: {
    played:
      "JobId JobName Status SrcInstanceId SrcRegion SrcDatabaseType SrcAccessType DstInstanceId DstRegion DstDatabaseType " +
      "DstAccessType RunMode OrderSeq Limit Offset TagFilters",
  },
  DescribeMigrateDBInstancesRequest: {
    must: "DatabaseType",
    played: "MigrateRole InstanceId InstanceName Limit Offset AccountMode",
    refused: "TmpSecretId TmpSecretKey TmpToken",
  },

  CreateCompareTaskRequest: { ...JOB, played: "TaskName ObjectMode Objects Options" },
  DescribeCompareTasksRequest: { ...JOB, played: "Limit Offset CompareTaskId Status" },
  DescribeCompareReportRequest: {
    ...COMPARISON,
    played:
      "DifferenceLimit DifferenceOffset DifferenceDB DifferenceTable SkippedLimit SkippedOffset SkippedDB SkippedTable",
  },
  StartCompareRequest: COMPARISON,
  // Here a task's own replication never waits for a comparison.
  StopCompareRequest: { ...COMPARISON, idle: "ForceStop" },
  DeleteCompareTaskRequest: COMPARISON,
  CompareObject: { must: "ObjectMode", played: "ObjectItems", refused: "AdvancedObjects" },
  CompareObjectItem: {
    must: "DbName DbMode",
    played: "TableMode Tables",
    // The vendor documents both as having no effect.
    idle: "ViewMode Views",
    refused: "SchemaName",
  },
  CompareTableItem: { must: "TableName", refused: "ColumnMode Columns FilterCondition FilterTimeZone" },
  CompareColumnItem: { idle: "ColumnName" },
  CompareViewItem: { idle: "ViewName" },
  // Here a comparison reads each table in one go, and again while the source is written to.
  CompareOptions: {
    played: "Method SampleRate ThreadCount Type",
    idle: "ReCheckTime ReCheckInterval",
    refused: "CompareMode",
  },

  DBEndpointInfo: {
    must: "Region AccessType DatabaseType Info",
    played: "NodeType Supplier DatabaseNetEnv",
    // There is a single account, which owns every CCN.
    idle: "CcnOwnerUin",
    refused: "ExtraAttr ConnectType",
  },
  DBInfo: {
    played:
      "Host Port User Password InstanceId EncryptConn CvmInstanceId UniqVpnGwId UniqDcgId CcnGwId VpcId SubnetId EngineVersion AccountMode",
    refused: "Role DbKernel Account AccountRole TmpSecretId TmpSecretKey TmpToken SetId",
  },
  MigrateOption: {
    must: "DatabaseTable",
    played: "MigrateType Consistency IsDstReadOnly RateLimit",
    refused: "IsMigrateAccount IsOverrideRoot ExtraAttr MigrateWay SkipDdlOnError",
  },
  DatabaseTableObject: { must: "ObjectMode", played: "Databases AdvancedObjects" },
  DBItem: {
    must: "DbName DBMode",
    played: "NewDbName TableMode Tables ViewMode FunctionMode TriggerMode EventMode ProcedureMode",
    refused: "SchemaName NewSchemaName SchemaMode Views RoleMode Roles Functions Procedures Events Triggers",
  },
  TableItem: { must: "TableName", played: "NewTableName TableEditMode", refused: "TmpTables" },
  ViewItem: { idle: "ViewName NewViewName" },
  RoleItem: { idle: "RoleName NewRoleName" },
  ConsistencyOption: { must: "Mode", played: "ObjectMode Options", refused: "Objects" },
  RateLimit: { played: "DumpThread DumpRps LoadThread LoadRps SinkerThread" },
  SkipDdlOnError: { idle: "Tables ErrorCodes" },
  KeyValuePairOption: { idle: "Key Value" },
  TagItem: { must: "TagKey", played: "TagValue" },
  TagFilter: { must: "TagKey", played: "TagValue" },
};
