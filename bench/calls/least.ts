import type { Phase } from "../../proofs/mistakes/mistake";

/** A call that a migration through its four updates cannot avoid. */
export interface Needed {
  phase: Phase;
  /** Its action, or "METHOD /path". */
  action: string;
  times: number;
  why: string;
}

const needed = (phase: Phase, action: string, why: string, times = 1): Needed => ({ phase, action, times, why });

/** An update does not know what happened to the task since the previous one. */
const WHERE = "the task's state: an update may have been interrupted at any point, and people use the console";
const ONCE = "whether the task already exists: a second one would be billed as well";

/**
 * The fewest calls to each service for the sandbox's migration, if every wait is over at its first poll. Derived from
 * what the services require, and from what cannot be known without a call.
 */
export const LEAST: Readonly<Record<string, { service: string; calls: readonly Needed[] }>> = {
  drs: {
    service: "huaweicloud drs",
    calls: [
      needed("prepare", "POST /v3/{}/jobs", ONCE),
      needed("prepare", "POST /v3/{}/jobs/batch-creation", "the task"),
      needed(
        "prepare",
        "POST /v3/{}/jobs/batch-detail",
        "its addresses, which have to be admitted; known once it is created",
      ),
      needed("migrate", "POST /v3/{}/jobs/batch-detail", WHERE),
      needed("migrate", "POST /v3/{}/jobs/batch-connection", "one a side; DRS takes no configuration before", 2),
      needed("migrate", "PUT /v3/{}/jobs/batch-modification", "endpoints and logins"),
      needed("migrate", "POST /v3/{}/jobs/batch-precheck", "DRS starts only what it has checked"),
      needed("migrate", "POST /v3/{}/jobs/batch-precheck-result", "its verdict"),
      needed("migrate", "POST /v3/{}/jobs/batch-starting", "the start"),
      needed("migrate", "POST /v3/{}/jobs/batch-detail", "that it replicates"),
      needed("cutover", "POST /v3/{}/jobs/batch-detail", WHERE),
      needed("cutover", "DELETE /v3/{}/jobs/batch-jobs", "the end: `terminate`"),
      needed("cutover", "POST /v3/{}/jobs/batch-detail", "that it has ended, or why not"),
      needed("done", "POST /v3/{}/jobs/batch-detail", WHERE),
      needed("done", "DELETE /v3/{}/jobs/batch-jobs", "its record: `delete`"),
    ],
  },
  "tencent-dts": {
    service: "tencentcloud dts",
    calls: [
      needed("prepare", "DescribeMigrationJobs", ONCE),
      needed("prepare", "CreateMigrationService", "the task; returns an id and creates the task later"),
      needed("prepare", "DescribeMigrationDetail", "that it exists: until then it accepts no commands"),
      needed("migrate", "DescribeMigrationDetail", WHERE),
      needed("migrate", "ModifyMigrationJob", "endpoints, logins and objects"),
      needed("migrate", "CreateMigrateCheckJob", "DTS starts only what it has checked"),
      needed("migrate", "DescribeMigrationCheckJob", "its verdict"),
      needed("migrate", "StartMigrateJob", "the start"),
      needed("migrate", "DescribeMigrationDetail", "that it replicates"),
      needed("cutover", "DescribeMigrationDetail", WHERE),
      needed("cutover", "CompleteMigrateJob", "the end"),
      needed("cutover", "DescribeMigrationDetail", "that it has ended, or why not"),
      needed("done", "DescribeMigrationDetail", WHERE),
      needed("done", "IsolateMigrateJob", "the end of its bill"),
      needed("done", "DescribeMigrationDetail", "that it is isolated: DTS destroys nothing else"),
      needed("done", "DestroyMigrateJob", "the task"),
    ],
  },
  "alibaba-dts": {
    service: "alicloud dts",
    calls: [
      needed("prepare", "DescribeDtsJobs", ONCE),
      needed("prepare", "ConfigureDtsJob", "the task"),
      needed("prepare", "TagResources", "whose it is: the call before takes no tags"),
      needed("prepare", "WhiteIpList", "the addresses that are to be let in"),
      needed("migrate", "DescribeDtsJobs", WHERE),
      needed("migrate", "ConfigureDtsJob", "logins and objects"),
      needed("migrate", "CreateDtsInstance", "the purchase, without which nothing runs"),
      needed("migrate", "StartDtsJob", "the check and what follows"),
      needed("migrate", "DescribePreCheckStatus", "the verdict of the check"),
      needed("migrate", "DescribeDtsJobs", "that it replicates"),
      needed("cutover", "DescribeDtsJobs", WHERE),
      needed("cutover", "StopDtsJob", "the end"),
      needed("cutover", "DescribeDtsJobs", "that it has ended, or why not"),
      needed("done", "DescribeDtsJobs", WHERE),
      needed("done", "DeleteDtsJob", "the release, which takes a while"),
      needed("done", "DescribeDtsJobDetail", "that it is gone: a list leaves out what the account may not see"),
    ],
  },
};
