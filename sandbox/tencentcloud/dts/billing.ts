import { CLASSES } from "./creation";
import { type Job, type JobStatus, LIVE, touch } from "./job";
import type { Lifecycle } from "./lifecycle";
import { invalid, wrongStatus, wrongTrade } from "./refusals";

/** Durations, in vendor seconds. */
const SECONDS = { isolate: 15, offline: 15, resize: 20 };
const BUSY: ReadonlySet<JobStatus> = new Set([
  "creating",
  "checking",
  "pausing",
  "resuming",
  "completing",
  "stopping",
] as const);

/** Isolates a task: it stops moving data, and can be recovered or destroyed. @throws TcError */
export async function isolate(lifecycle: Lifecycle, job: Job): Promise<void> {
  if (job.trade !== "normal") throw wrongTrade(job, "an isolation");
  if (BUSY.has(job.status)) throw wrongStatus(job, "an isolation");
  const before = LIVE.has(job.status) || job.status === "readyRun" ? "canceled" : job.status;
  job.trade = "isolating";
  await lifecycle.release(job, job.status);
  lifecycle.later(job, SECONDS.isolate, () => {
    job.trade = "isolated";
    job.beforeIsolation = before;
    job.isolatedAt = Date.now();
    touch(job, "isolated");
  });
}

/** @throws TcError */
export function recover(job: Job): void {
  if (job.trade !== "isolated") throw wrongTrade(job, "a recovery");
  job.trade = "normal";
  delete job.isolatedAt;
  touch(job, job.beforeIsolation);
}

/** @throws TcError */
export function destroy(lifecycle: Lifecycle, job: Job): void {
  if (job.trade !== "isolated") throw wrongTrade(job, "its destruction");
  job.trade = "offlining";
  touch(job, "offlining");
  lifecycle.later(job, SECONDS.offline, () => {
    job.trade = "offlined";
  });
}

/** @throws TcError */
export function resize(lifecycle: Lifecycle, job: Job, instanceClass: string): void {
  if (!CLASSES.includes(instanceClass)) throw invalid("NewInstanceClass", CLASSES.join(", "));
  if (job.trade !== "normal") throw wrongTrade(job, "another specification");
  job.trade = "resizing";
  lifecycle.later(job, SECONDS.resize, () => {
    job.trade = "normal";
    job.instanceClass = instanceClass;
    touch(job);
  });
}
