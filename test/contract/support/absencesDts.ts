import type { MayBeAbsent } from "../../../sandbox/wire/compare";
import { listed } from "./absences";

const DETAIL = "DescribeDtsJobDetailResponseBody";
const LIST = "DescribeDtsJobsResponseBody";
const ROW = `${LIST}DtsJobList`;
const CHECK = "DescribePreCheckStatusResponseBody";

const FIELDS = listed({
  "of states that the task is not in": {
    [DETAIL]: "BeginTimestamp EndTimestamp BootTime Delay ErrorMessage FinishTime LastUpdateTime RetryState Checkpoint",
    [ROW]:
      "BeginTimestamp EndTimestamp Delay ErrorDetails ErrorMessage MigrationErrCode MigrationErrHelpDocId MigrationErrHelpDocKey MigrationErrMsg MigrationErrType MigrationErrWorkaround RetryState DbObject",
    [`${CHECK}JobProgress`]: "DdlSql DelaySeconds DestSchema DiffRow ParentObj SourceSchema TargetNames",
  },
  "of synchronisations, subscriptions, ETL and demonstrations": {
    [DETAIL]:
      "AppName Binlog BinlogSite BinlogTime ConsumptionCheckpoint ConsumptionClient DataDeliveryChannelInfo DatabaseCount DemoJob DestNetType DtsJobDirection EtlCalculator InitCheckpoint SubDistributedJob SubSyncJob SubscribeTopic SubscriptionDataType SubscriptionHost SynchronizationDirection TaskType",
    [`${DETAIL}MigrationMode`]: "DataExtractTransformLoad",
    [LIST]: "EtlDemoList",
    [ROW]:
      "AppName ConsumptionCheckpoint ConsumptionClient DataCloudStatus DataEtlStatus DtsJobDirection EtlSafeCheckpoint ReverseJob",
  },
  "of the vendor's own comparison of data, which a task may be configured without, and of its kinds that are not implemented":
    {
      [ROW]: "FullDataCheckStatus IncDataCheckStatus StructureDataCheckStatus TimeWindowDataCheckStatus",
      [`${ROW}FullDataCheckStatus`]: "CanSwitch",
      [`${ROW}MigrationMode`]: "FullDataCheck IncDataCheck StructureDataCheck TimeWindowCheck",
    },
  "of dedicated clusters, elastic units, prepaid instances, groups and approvals": {
    [DETAIL]:
      "ApprovalProcessStatus ApprovalProcessUrl DedicatedClusterId DtsBisLabel ExpireTime GroupId InsightModule MaxDu MinDu ResourceGroupDisplayName ResourceGroupId",
    [ROW]:
      "CpuUsage DedicatedClusterId DtsBisLabel DuRealUsage DuUsage ExpireTime InsightModule MaxDu MemUsage MinDu ResourceGroupDisplayName ResourceGroupId",
  },
  "of lists of objects that are too long for an answer": {
    [DETAIL]: "DbObjectOssUrl DbObjectOssUrlExpireTime DbObjectSize",
  },
  "of databases of another account, other engines, and what nobody asks of an end": {
    ...Object.fromEntries(
      ["Source", "Destination"].flatMap((side) => [
        [`${DETAIL}${side}Endpoint`, "AliyunUid CanModifyPassword DatabaseName OracleSID RoleName"],
        [`${ROW}${side}Endpoint`, "DatabaseName OracleSID"],
      ]),
    ),
  },
  "of other checks than the one before the start": {
    [CHECK]:
      "AnalysisJobProgress ErrorAnalysisItem FullNetCheckJobStatus NetworkDiagnosisResult SubDistributedJobStatus",
    [`${CHECK}JobProgress`]: "Current Logs Total",
  },
  "of lists by side, which come for networks of several accounts": { WhiteIpListResponseBody: "DestIpList SrcIpList" },
});

/**
 * The reason of a refusal that comes with status 200. Code is such a field as well, unless it is the requested kind of
 * check.
 */
const OF_A_REFUSAL = new Set(["DynamicCode", "DynamicMessage", "ErrCode", "ErrMessage"]);

/** Of an item of the check that has not passed. */
const OF_A_FINDING = new Set(["FailedReason", "RepairMethod"]);

/** The vendor's model marks no answer field as required. */
export const absentAtAlibabaDts: MayBeAbsent = (type, field, value) => {
  if (FIELDS(type, field, value)) return true;
  if (type === `${ROW}PrecheckStatusDetail`) return value["CheckResult"] === "Success" && OF_A_FINDING.has(field);
  if (!type.endsWith("ResponseBody") || value["Success"] === undefined) return false;
  return OF_A_REFUSAL.has(field) || (field === "Code" && type !== CHECK);
};
