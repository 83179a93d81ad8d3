import type { Call } from "./call";

/**
 * Every call of dbferry's own client, by SDK method. The client has no other: what is not listed cannot be called. RAM
 * actions are named after the call: https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-ram
 */
const OWN = {
  describeBackupPolicy: { needs: ["rds:DescribeBackupPolicy"], purposes: ["up"] },
  describeBackupTasks: { needs: ["rds:DescribeBackupTasks"], purposes: ["up"] },
  describeDBInstances: { needs: ["rds:DescribeDBInstances"], purposes: ["audit"] },
  describeDBInstanceAttribute: { needs: ["rds:DescribeDBInstanceAttribute"], purposes: ["up"] },
  describeDBInstanceNetInfo: { needs: ["rds:DescribeDBInstanceNetInfo"], purposes: ["up", "audit"] },
  describeDBInstanceIPArrayList: { needs: ["rds:DescribeDBInstanceIPArrayList"], purposes: ["up", "audit", "clean"] },
  modifySecurityIps: { needs: ["rds:ModifySecurityIps"], purposes: ["up", "clean"] },
  releaseInstancePublicConnection: { needs: ["rds:ReleaseInstancePublicConnection"], purposes: ["clean"] },
} satisfies Record<string, Call>;

const CONNECTION = "alicloud:rds/connection:Connection";
const by = (action: string): Call => ({ needs: [`rds:${action}`], purposes: ["up"], resource: CONNECTION });

/** Calls that the vendor's Pulumi provider makes for the resources that the program registers, read from that provider's source. */
const VENDORS = {
  AllocateInstancePublicConnection: by("AllocateInstancePublicConnection"),
  DescribeDBInstanceNetInfo: by("DescribeDBInstanceNetInfo"),
  DescribeDBInstanceAttribute: by("DescribeDBInstanceAttribute"),
  ModifyDBInstanceConnectionString: by("ModifyDBInstanceConnectionString"),
  ReleaseInstancePublicConnection: by("ReleaseInstancePublicConnection"),
} satisfies Record<string, Call>;

export type AlicloudMethod = keyof typeof OWN;
export const ALICLOUD_CALLS: Readonly<Record<AlicloudMethod, Call>> = OWN;
export const ALICLOUD_VENDOR_CALLS: Readonly<Record<string, Call>> = VENDORS;

/** Permissions that must cover all instances: a list call cannot be restricted to one. */
export const ON_ALL_INSTANCES: readonly string[] = ["rds:DescribeDBInstances"];
