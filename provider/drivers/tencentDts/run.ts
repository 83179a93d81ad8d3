import type { TencentClient } from "../../clouds/tencentcloud/client";
import { UserProblem } from "../../core/failure";
import type { Progress } from "../../core/task";
import { order, readJob } from "./client";
import { isBinlogStep, isDone, isReplicating, wordsOf } from "./states";
import type { WireJob } from "./wire";

/** A task that was configured with a start time waits for it. */
export const start = (client: TencentClient, id: string) => order(client, "dts StartMigrateJob", "starting", id);
export const pause = (client: TencentClient, id: string) => order(client, "dts PauseMigrateJob", "pausing", id);
export const resume = (client: TencentClient, id: string) => order(client, "dts ContinueMigrateJob", "resuming", id);
/** All options except `normal` are for Redis. */
export const retry = (client: TencentClient, id: string) =>
  order(client, "dts ResumeMigrateJob", "retrying", id, { ResumeOption: "normal" });

export async function progress(client: TencentClient, id: string): Promise<Progress> {
  const job = await readJob(client, id);
  if (!job) throw new UserProblem(`Tencent DTS no longer has the task ${id}`);
  return progressOf(job);
}

export function progressOf(job: WireJob): Progress {
  const steps = job.StepInfo?.StepInfo ?? [];
  const load = steps.filter((step) => !isBinlogStep(step));
  const done = load.map((step) => (isDone(step) ? 100 : bounded(step.Percent)));
  const { SecondsBehindMaster: lag, MasterSlaveDistance: distance } = job.StepInfo ?? {};
  const replicates = job.Status === "readyComplete" || isReplicating(job);
  return {
    vendorState: wordsOf(job),
    ...(done.length > 0 ? { percent: Math.floor(done.reduce((sum, one) => sum + one, 0) / done.length) } : {}),
    // The vendor writes -1 for unknown values. It does not count rows.
    ...(replicates && typeof lag === "number" && lag >= 0 ? { lagSeconds: lag } : {}),
    ...(replicates && typeof distance === "number" && distance >= 0 ? { megabytesBehind: distance } : {}),
    parts: Object.fromEntries(
      steps.flatMap(({ StepName, StepId, Status, Percent }) =>
        Status === "running" && Percent !== undefined ? [[StepName ?? StepId ?? "step", bounded(Percent)]] : [],
      ),
    ),
  };
}

function bounded(percent: number | undefined): number {
  return Math.min(100, Math.max(0, percent ?? 0));
}
