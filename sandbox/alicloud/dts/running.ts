import type { Parameters, ParameterTable } from "../parameters";
import { DONE, type Dts, type DtsAction } from "./dts";
import { refused } from "./errors";
import type { Job } from "./job";

const ONE: ParameterTable = {
  DtsJobId: "?",
  DtsInstanceId: "?",
  SynchronizationDirection: "0",
  ResourceGroupId: "0",
  ZeroEtlJob: "-",
};

const action = (work: (job: Job, dts: Dts) => Promise<unknown>, parameters: ParameterTable = ONE): DtsAction => ({
  parameters,
  async run(given, dts) {
    // Which of the service's kinds of task it is; the sandbox has migrations.
    if ("JobType" in parameters && (given.get("JobType") ?? "MIGRATION") !== "MIGRATION")
      throw refused.value("JobType");
    await work(dts.jobOf(given), dts);
    return DONE;
  },
});

export const startDtsJob = action((job, { lifecycle }) => lifecycle.start(job));
export const suspendDtsJob = action((job, { lifecycle }) => lifecycle.suspend(job));
export const stopDtsJob = action((job, { lifecycle }) => lifecycle.stop(job));

/** Releases the instance, which ends a running task. */
export const deleteDtsJob = action((job, dts) => dts.remove(job), { ...ONE, JobType: "?" });

/** Applies to synchronisations and subscriptions only; a migration is restarted as a new task. */
export const resetDtsJob = action(
  async (job) => {
    throw refused.status("ResetDtsJob", job.status);
  },
  { DtsJobId: "?", DtsInstanceId: "?", SynchronizationDirection: "0", ResourceGroupId: "0" },
);

export const startDtsJobs: DtsAction = {
  parameters: { DtsJobIds: "!", ResourceGroupId: "0", ZeroEtlJob: "-" },
  async run(parameters: Parameters, dts) {
    const region = parameters.get("RegionId");
    const jobs = parameters
      .need("DtsJobIds")
      .split(",")
      .map((id) => dts.jobs.get(id))
      .map((job) => (job && (region ?? job.region) === job.region ? job : refuse()));
    for (const job of jobs) await dts.lifecycle.start(job);
    return DONE;
  },
};

function refuse(): never {
  throw refused.unknownJob();
}
