import type { Call, Purpose } from "./call";
import { TENCENT_VPN_CALLS } from "./tencentcloudVpn";

const UP: readonly Purpose[] = ["up"];
const UP_AND_AUDIT: readonly Purpose[] = ["up", "audit"];
const UP_AND_CLEAN: readonly Purpose[] = ["up", "clean"];
const ALL: readonly Purpose[] = ["up", "audit", "clean"];

const dts = (action: string, purposes = UP): Call => ({ needs: [`dts:${action}`], purposes });

/**
 * Every call of dbferry's own client: service and action. A call that is not here cannot be made.
 * CAM names an action like the call: https://www.tencentcloud.com/document/product/571/60053
 */
const OWN = {
  "dts CreateMigrationService": dts("CreateMigrationService"),
  "dts DescribeMigrationJobs": dts("DescribeMigrationJobs", UP_AND_AUDIT),
  "dts DescribeMigrationDetail": dts("DescribeMigrationDetail", ALL),
  "dts ModifyMigrateName": dts("ModifyMigrateName"),
  "dts ModifyMigrationJob": dts("ModifyMigrationJob"),
  "dts CreateMigrateCheckJob": dts("CreateMigrateCheckJob"),
  "dts DescribeMigrationCheckJob": dts("DescribeMigrationCheckJob"),
  "dts StartMigrateJob": dts("StartMigrateJob"),
  "dts PauseMigrateJob": dts("PauseMigrateJob"),
  "dts ContinueMigrateJob": dts("ContinueMigrateJob"),
  "dts ResumeMigrateJob": dts("ResumeMigrateJob"),
  "dts CompleteMigrateJob": dts("CompleteMigrateJob", UP_AND_CLEAN),
  "dts StopMigrateJob": dts("StopMigrateJob", UP_AND_CLEAN),
  "dts CreateCompareTask": dts("CreateCompareTask"),
  "dts StartCompare": dts("StartCompare"),
  "dts DescribeCompareTasks": dts("DescribeCompareTasks"),
  "dts DescribeCompareReport": dts("DescribeCompareReport"),
  "dts StopCompare": dts("StopCompare"),
  "dts DeleteCompareTask": dts("DeleteCompareTask"),
  "dts IsolateMigrateJob": dts("IsolateMigrateJob", UP_AND_CLEAN),
  "dts DestroyMigrateJob": dts("DestroyMigrateJob", UP_AND_CLEAN),
  "cdb DescribeDBInstances": { needs: ["cdb:DescribeDBInstances"], purposes: UP_AND_AUDIT },
  "cdb DescribeDBSecurityGroups": { needs: ["cdb:DescribeDBSecurityGroups"], purposes: UP_AND_AUDIT },
  "vpc DescribeSecurityGroups": { needs: ["vpc:DescribeSecurityGroups"], purposes: ["audit"] },
  "vpc DescribeSecurityGroupPolicies": { needs: ["vpc:DescribeSecurityGroupPolicies"], purposes: ALL },
  "vpc CreateSecurityGroupPolicies": { needs: ["vpc:CreateSecurityGroupPolicies"], purposes: UP },
  "vpc DeleteSecurityGroupPolicies": { needs: ["vpc:DeleteSecurityGroupPolicies"], purposes: UP_AND_CLEAN },
  ...TENCENT_VPN_CALLS,
} satisfies Record<string, Call>;

export type TencentAction = keyof typeof OWN;
export const TENCENT_CALLS: Readonly<Record<TencentAction, Call>> = OWN;
