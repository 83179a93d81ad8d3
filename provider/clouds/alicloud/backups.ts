import { visible } from "../../../model/printing/visible";
import { listIn } from "../../http/problem";
import type { Alicloud } from "./client";

/**
 * What prevents a service from starting a backup of an instance, as far as RDS reports it: a state in which it accepts
 * no job, running jobs, automatic backup. Whether an AccessKey has the permission cannot be queried.
 */
export async function backupObstacles(alicloud: Alicloud, region: string, instanceId: string): Promise<string[]> {
  const [state, jobs, policy] = await Promise.all([
    alicloud.read(region, `reading the instance ${instanceId}`, (client, sdk) =>
      client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
    ),
    alicloud.read(region, `listing the backup jobs of ${instanceId}`, (client, sdk) =>
      client.describeBackupTasks(new sdk.DescribeBackupTasksRequest({ DBInstanceId: instanceId })),
    ),
    alicloud.read(region, `reading the backup policy of ${instanceId}`, (client, sdk) =>
      client.describeBackupPolicy(new sdk.DescribeBackupPolicyRequest({ DBInstanceId: instanceId })),
    ),
  ]);
  const found: string[] = [];
  const status = state.items?.DBInstanceAttribute?.[0]?.DBInstanceStatus;
  if (status && status !== "Running") {
    found.push(`${instanceId} is in the state ${visible(status)}: wait until it is running again`);
  }
  const listed = listIn(`listing the backup jobs of ${instanceId}`, "BackupJob", jobs.items?.backupJob);
  for (const job of listed) {
    const how = [job.jobMode, job.backupProgressStatus ?? job.backupStatus, job.process && `${job.process} %`].filter(
      Boolean,
    );
    found.push(
      `a backup job is running on ${instanceId} (${visible([`job ${job.backupJobId}`, ...how].join(", "))}): wait until it ends`,
    );
  }
  const { preferredBackupPeriod: days, preferredBackupTime: time } = policy;
  if (days) {
    found.push(
      `automatic backup of ${instanceId} is enabled (${visible([days, time].filter(Boolean).join(", "))}): switch it off during the migration`,
    );
  }
  return found;
}
