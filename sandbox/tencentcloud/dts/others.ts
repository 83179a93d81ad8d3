/** Actions of the vendor's service that the sandbox does not simulate. */
export const OTHER_DTS_ACTIONS: readonly string[] = (
  "ConfigureSubscribeJob ConfigureSyncJob ContinueSyncJob CreateCheckSyncJob CreateConsumerGroup CreateModifyCheckSyncJob " +
  "CreateSubscribe CreateSubscribeCheckJob CreateSyncCompareTask CreateSyncJob DeleteConsumerGroup DeleteSyncCompareTask " +
  "DescribeCheckSyncJobResult DescribeCompareDiffItems DescribeConsumerGroups DescribeMigrateGtidCompareReport " +
  "DescribeModifyCheckSyncJobResult DescribeOffsetByTime DescribeSubscribeCheckJob DescribeSubscribeDetail " +
  "DescribeSubscribeJobs DescribeSubscribeReturnable DescribeSyncCompareDiffItems DescribeSyncCompareReport " +
  "DescribeSyncCompareTasks DescribeSyncGtidCompareReport DescribeSyncJobs DestroyIsolatedSubscribe DestroySyncJob " +
  "IsolateSubscribe IsolateSyncJob ModifyCompareTask ModifyCompareTaskName ModifyConsumerGroupDescription " +
  "ModifyConsumerGroupPassword ModifyMigrateRuntimeAttribute ModifySubscribeAutoRenewFlag ModifySubscribeName " +
  "ModifySubscribeObjects ModifySyncCompareTask ModifySyncCompareTaskName ModifySyncJobConfig ModifySyncRateLimit " +
  "PauseSyncJob RecoverSyncJob ResetConsumerGroupOffset ResetSubscribe ResetSyncJob ResizeSyncJob ResumeSubscribe " +
  "ResumeSyncJob SkipCheckItem SkipSyncCheckItem StartModifySyncJob StartSubscribe StartSyncCompare StartSyncJob " +
  "StopSyncCompare StopSyncJob "
)
  .trim()
  .split(" ");
