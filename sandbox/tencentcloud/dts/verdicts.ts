import type { Verdicts } from "../verdicts";

const JOB = { must: "JobId" };
const COMPARISON = { must: "JobId CompareTaskId" };

/** How the sandbox treats each request field of DTS. */
export const DTS_VERDICTS: Verdicts = {
  CompleteMigrateJobRequest: { ...JOB, implemented: "CompleteMode" },
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
  ModifyMigrateRateLimitRequest: { ...JOB, implemented: "DumpThread DumpRps LoadThread SinkerThread LoadRps" },
  CreateMigrationServiceRequest: {
    must: "SrcDatabaseType DstDatabaseType SrcRegion DstRegion InstanceClass",
    implemented: "Count JobName Tags",
  },
  ModifyMigrationJobRequest: {
    must: "JobId RunMode MigrateOption SrcInfo DstInfo",
    implemented: "JobName ExpectRunTime Tags AutoRetryTimeRangeMinutes",
  },
  DescribeMigrationJobsRequest: {
    implemented:
      "JobId JobName Status SrcInstanceId SrcRegion SrcDatabaseType SrcAccessType DstInstanceId DstRegion DstDatabaseType " +
      "DstAccessType RunMode OrderSeq Limit Offset TagFilters",
  },
  DescribeMigrateDBInstancesRequest: {
    must: "DatabaseType",
    implemented: "MigrateRole InstanceId InstanceName Limit Offset AccountMode",
    refused: "TmpSecretId TmpSecretKey TmpToken",
  },

  CreateCompareTaskRequest: { ...JOB, implemented: "TaskName ObjectMode Objects Options" },
  DescribeCompareTasksRequest: { ...JOB, implemented: "Limit Offset CompareTaskId Status" },
  DescribeCompareReportRequest: {
    ...COMPARISON,
    implemented:
      "DifferenceLimit DifferenceOffset DifferenceDB DifferenceTable SkippedLimit SkippedOffset SkippedDB SkippedTable",
  },
  StartCompareRequest: COMPARISON,
  // Here a task's own replication never waits for a comparison.
  StopCompareRequest: { ...COMPARISON, idle: "ForceStop" },
  DeleteCompareTaskRequest: COMPARISON,
  CompareObject: { must: "ObjectMode", implemented: "ObjectItems", refused: "AdvancedObjects" },
  CompareObjectItem: {
    must: "DbName DbMode",
    implemented: "TableMode Tables",
    // The vendor documents both as having no effect.
    idle: "ViewMode Views",
    refused: "SchemaName",
  },
  CompareTableItem: { must: "TableName", refused: "ColumnMode Columns FilterCondition FilterTimeZone" },
  CompareColumnItem: { idle: "ColumnName" },
  CompareViewItem: { idle: "ViewName" },
  // Here a comparison reads each table in one go, and again while the source is written to.
  CompareOptions: {
    implemented: "Method SampleRate ThreadCount Type",
    idle: "ReCheckTime ReCheckInterval",
    refused: "CompareMode",
  },

  DBEndpointInfo: {
    must: "Region AccessType DatabaseType Info",
    implemented: "NodeType Supplier DatabaseNetEnv",
    // There is a single account, which owns every CCN.
    idle: "CcnOwnerUin",
    refused: "ExtraAttr ConnectType",
  },
  DBInfo: {
    implemented:
      "Host Port User Password InstanceId EncryptConn CvmInstanceId UniqVpnGwId UniqDcgId CcnGwId VpcId SubnetId EngineVersion AccountMode",
    refused: "Role DbKernel Account AccountRole TmpSecretId TmpSecretKey TmpToken SetId",
  },
  MigrateOption: {
    must: "DatabaseTable",
    implemented: "MigrateType Consistency IsDstReadOnly RateLimit",
    refused: "IsMigrateAccount IsOverrideRoot ExtraAttr MigrateWay SkipDdlOnError",
  },
  DatabaseTableObject: { must: "ObjectMode", implemented: "Databases AdvancedObjects" },
  DBItem: {
    must: "DbName DBMode",
    implemented: "NewDbName TableMode Tables ViewMode FunctionMode TriggerMode EventMode ProcedureMode",
    refused: "SchemaName NewSchemaName SchemaMode Views RoleMode Roles Functions Procedures Events Triggers",
  },
  TableItem: { must: "TableName", implemented: "NewTableName TableEditMode", refused: "TmpTables" },
  ViewItem: { idle: "ViewName NewViewName" },
  RoleItem: { idle: "RoleName NewRoleName" },
  ConsistencyOption: { must: "Mode", implemented: "ObjectMode Options", refused: "Objects" },
  RateLimit: { implemented: "DumpThread DumpRps LoadThread LoadRps SinkerThread" },
  SkipDdlOnError: { idle: "Tables ErrorCodes" },
  KeyValuePairOption: { idle: "Key Value" },
  TagItem: { must: "TagKey", implemented: "TagValue" },
  TagFilter: { must: "TagKey", implemented: "TagValue" },
};
