import { completed } from "../complete";
import { DTS_REGIONS } from "../facts/egress";
import { page } from "../paging";
import type { Parameters } from "../parameters";
import type { Action, Service } from "../service";
import model from "../wire/dts.json";
import { destroy, isolate, recover, resize } from "./billing";
import type { Dts } from "./dts";
import type { Job } from "./job";
import { listInstances, listJobs } from "./lists";
import { OTHER_DTS_ACTIONS } from "./others";
import { wrongStatus } from "./refusals";
import { renderDetail, renderRow } from "./render";
import { renderCheck } from "./renderCheck";
import { renderCompareTask, renderReport } from "./renderCompare";
import { DTS_VERDICTS } from "./verdicts";

/** DTS: data migration of MySQL. */
export function dtsService(dts: Dts): Service {
  return completed({
    name: "dts",
    version: "2021-12-06",
    model,
    verdicts: DTS_VERDICTS,
    others: OTHER_DTS_ACTIONS,
    regions: DTS_REGIONS,
    actions: actionsOf(dts),
  });
}

function actionsOf(dts: Dts): Record<keyof typeof model.actions, Action> {
  const { lifecycle, comparisons } = dts;
  /** An action on one task; the response is empty unless `work` returns one. */
  const on =
    (work: (job: Job, p: Parameters) => unknown): Action =>
    async ({ parameters, region }) =>
      ((await work(await dts.find(parameters.JobId, region), parameters)) as object | undefined) ?? {};
  return {
    CreateMigrationService: ({ parameters, region }) => ({ JobIds: dts.buy(parameters, region) }),
    DescribeMigrateDBInstances: ({ parameters, region }) => listInstances(dts.world, region, parameters),
    DescribeMigrationJobs: async ({ parameters, region }) => {
      const jobs = await Promise.all(dts.book.list(region).map((job) => lifecycle.refresh(job)));
      const { items, total } = listJobs(jobs, parameters);
      return { TotalCount: total, JobList: items.map(renderRow) };
    },
    DescribeMigrationDetail: on(renderDetail),
    ModifyMigrationJob: on((job, p) => dts.configure(job, p)),
    ModifyMigrateName: on((job, { JobName }) => dts.rename(job, JobName)),
    ModifyMigrateRateLimit: on((job, p) => dts.limit(job, p)),
    CreateMigrateCheckJob: on((job) => dts.check(job)),
    DescribeMigrationCheckJob: on(renderCheck),

    StartMigrateJob: on((job) => lifecycle.start(job)),
    PauseMigrateJob: on((job) => lifecycle.pause(job)),
    ContinueMigrateJob: on((job) => lifecycle.continue(job)),
    ResumeMigrateJob: on((job, { ResumeOption }) => lifecycle.resume(job, ResumeOption)),
    CompleteMigrateJob: on((job, { CompleteMode }) => lifecycle.complete(job, CompleteMode)),
    StopMigrateJob: on((job) => lifecycle.stop(job)),

    IsolateMigrateJob: on((job) => isolate(lifecycle, job)),
    RecoverMigrateJob: on(recover),
    DestroyMigrateJob: on((job) => destroy(lifecycle, job)),
    ModifyMigrateJobSpec: on((job, { NewInstanceClass }) => resize(lifecycle, job, NewInstanceClass)),

    CreateCompareTask: on((job, { TaskName, ObjectMode, Objects, Options }) => {
      if (!["running", "readyComplete"].includes(job.status)) throw wrongStatus(job, "a comparison");
      return { CompareTaskId: comparisons.add(job, TaskName, Options, ObjectMode, Objects).id };
    }),
    StartCompare: on((job, { CompareTaskId }) => comparisons.start(job, comparisons.get(job, CompareTaskId))),
    StopCompare: on((job, { CompareTaskId }) => comparisons.halt(comparisons.get(job, CompareTaskId))),
    DeleteCompareTask: on((job, { CompareTaskId }) => comparisons.remove(job, comparisons.get(job, CompareTaskId))),
    DescribeCompareReport: on((job, p) => renderReport(comparisons.get(job, p.CompareTaskId), p)),
    DescribeCompareTasks: on((job, p) => {
      const found = job.comparisons
        .filter(({ id }) => !p.CompareTaskId || id === p.CompareTaskId)
        .filter(({ status }) => !p.Status?.length || p.Status.includes(status));
      const { items, total } = page([...found].reverse(), p, { most: 100, usual: 20 });
      return { TotalCount: total, Items: items.map(renderCompareTask) };
    }),
  };
}
