import type { MoverState, Progress, Selection } from "../../mover/types";
import type { HuaweicloudWorld } from "../facts";
import type { Comparisons } from "./compare/comparison";
import { sidesOf } from "./endpoints";
import { ENDED, type Job, type JobStatus, MOVING, precheckPassed, type TaskMover } from "./job";
import { busy, invalidRequest, invalidValue, precheckAgain, wrongStatus } from "./refusals";

/** Durations of steps, in vendor seconds. */
export const SECONDS = { creation: 180, start: 60, release: 60 };

/** The states of a task and its transitions. Long steps run in the background; the mover reports the state of a running task. */
export class Lifecycle {
  constructor(
    private readonly world: HuaweicloudWorld,
    private readonly createMover: (id: string) => TaskMover,
    private readonly comparisons: Comparisons,
  ) {}

  /** CREATING to CONFIGURATION, or to CREATE_FAILED when something was missing. */
  create(job: Job): void {
    this.later(job, SECONDS.creation, async () => {
      if (job.failedReason === undefined) return this.set(job, "CONFIGURATION");
      this.giveBack(job);
      this.set(job, "CREATE_FAILED");
    });
  }

  /** The task's current state; for a running task, as reported by its mover. */
  async refresh(job: Job): Promise<Progress | undefined> {
    if (!MOVING.has(job.status)) return undefined;
    const progress = await job.mover.progress();
    const status = statusOf(progress);
    if (status === undefined || !MOVING.has(job.status)) return progress;
    if (status !== "FULL_TRANSFER_STARTED" && progress.percent === 100) job.fullDoneAt ??= Date.now();
    if (progress.failure) job.failedReason = progress.failure.text;
    else delete job.failedReason;
    if (status !== job.status) this.set(job, status);
    return progress;
  }

  /**
   * Starts a configured task whose precheck passed: now, or at `startTime` (epoch milliseconds, at least five vendor
   * minutes ahead).
   * @throws Refusal
   */
  start(job: Job, startTime?: number): void {
    if (job.status !== "CONFIGURATION" && job.status !== "WAITING_FOR_START") throw wrongStatus();
    if (job.status === "CONFIGURATION" && !precheckPassed(job)) throw precheckAgain();
    if (startTime === undefined) this.begin(job);
    else this.schedule(job, startTime);
  }

  private schedule(job: Job, startTime: number): void {
    const wait = startTime - Date.now();
    if (wait < this.world.clock.realMs(300)) throw invalidValue("start_time", "at least 5 minutes ahead");
    this.cancelSteps(job);
    job.startTime = startTime;
    this.set(job, "WAITING_FOR_START");
    const signal = job.steps.signal;
    const timer = setTimeout(() => signal.aborted || this.begin(job), Math.min(wait, 2 ** 31 - 1));
    timer.unref();
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  /** @throws Refusal */
  async pause(job: Job): Promise<void> {
    await this.refresh(job);
    if (!["FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"].includes(job.status)) {
      throw wrongStatus();
    }
    await job.mover.pause();
    this.set(job, "PAUSING");
  }

  /** Continues after a pause or a failed replication. @throws Refusal */
  async resume(job: Job): Promise<void> {
    await this.refresh(job);
    if (job.status !== "PAUSING" && job.status !== "INCRE_TRANSFER_FAILED") throw wrongStatus();
    const resumed = await job.mover.resume();
    if (!resumed.ok) throw invalidRequest(`the task cannot resume: ${resumed.text}`);
    await this.refresh(job);
  }

  /** Resets a failed task to the beginning, with a new mover. @throws Refusal */
  async reset(job: Job): Promise<void> {
    await this.refresh(job);
    if (job.status !== "FULL_TRANSFER_FAILED" && job.status !== "INCRE_TRANSFER_FAILED") throw wrongStatus();
    if (job.precheck?.mode !== "forRetryJob" || !precheckPassed(job)) throw precheckAgain();
    await job.mover.dispose();
    job.mover = this.createMover(job.id);
    this.begin(job);
  }

  /**
   * Ends a task: immediately with `force`, else after the target has caught up and its triggers and events exist.
   * Releases the addresses. A normal stop during the full copy is refused; one that cannot catch up ends in
   * RELEASE_RESOURCE_FAILED.
   * @throws Refusal
   */
  async terminate(job: Job, force: boolean): Promise<void> {
    await this.refresh(job);
    if (job.status === "CREATING" || job.status === "STARTJOBING" || job.status === "RELEASE_RESOURCE_STARTED") {
      throw busy();
    }
    if (ENDED.has(job.status) || (!force && job.status === "FULL_TRANSFER_STARTED")) throw wrongStatus();
    const moving = MOVING.has(job.status) || job.status === "RELEASE_RESOURCE_FAILED";
    this.cancelSteps(job);
    this.comparisons.cancel(job);
    this.set(job, "RELEASE_RESOURCE_STARTED");
    this.later(job, 0, async () => {
      const stopped = moving ? await job.mover.stop({ force }) : ({ ok: true } as const);
      if (!stopped.ok) {
        job.failedReason = stopped.text;
        return this.set(job, "RELEASE_RESOURCE_FAILED");
      }
      await job.mover.dispose();
      this.later(job, SECONDS.release, async () => {
        this.giveBack(job);
        this.set(job, "RELEASE_RESOURCE_COMPLETE");
      });
    });
  }

  /** Ends all steps and the mover, for shutdown. */
  async dispose(job: Job): Promise<void> {
    job.steps.abort(new Error("the sandbox ends"));
    this.comparisons.cancel(job);
    await job.mover.dispose();
  }

  private begin(job: Job): void {
    this.cancelSteps(job);
    delete job.startTime;
    delete job.failedReason;
    this.set(job, "STARTJOBING");
    this.later(job, SECONDS.start, async () => {
      job.sides = sidesOf(this.world, job);
      const started = await job.mover.start({
        ...job.sides,
        databases: selectionOf(job),
        mode: job.request.task_type === "FULL_TRANS" ? "full" : "full+incremental",
        targetReadOnly: job.isTargetReadonly,
        definer: job.replaceDefiner ? "target" : "keep",
      });
      job.startedAt = Date.now();
      if (!started.ok) job.failedReason = started.text;
      this.set(job, started.ok ? "FULL_TRANSFER_STARTED" : "START_JOB_FAILED");
    });
  }

  /** Runs `step` after a delay in vendor seconds, unless the task's steps are cancelled first. */
  private later(job: Job, seconds: number, step: () => Promise<void>): void {
    const { signal } = job.steps;
    this.world.clock
      .sleep(seconds, signal)
      .then(step)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        job.failedReason = error instanceof Error ? error.message : String(error);
        this.set(job, FAILURE[job.status] ?? job.status);
      });
  }

  private cancelSteps(job: Job): void {
    job.steps.abort(new Error("another step was requested"));
    job.steps = new AbortController();
  }

  private giveBack(job: Job): void {
    for (const eip of job.eips) {
      if (!this.world.huaweicloud.eips.find(eip.id)) continue;
      this.world.huaweicloud.eips.unbind(eip.id);
      if (eip.lent) this.world.huaweicloud.eips.release(eip.id);
    }
    this.world.huaweicloud.vpcs.giveBackIps(job.id);
  }

  private set(job: Job, status: JobStatus): void {
    job.status = status;
    job.updatedAt = Date.now();
  }
}

/** The status after a step that failed inside the sandbox. */
const FAILURE: Partial<Record<JobStatus, JobStatus>> = {
  CREATING: "CREATE_FAILED",
  STARTJOBING: "START_JOB_FAILED",
  RELEASE_RESOURCE_STARTED: "RELEASE_RESOURCE_FAILED",
};

const BY_STATE: Partial<Record<MoverState, JobStatus>> = {
  structure: "FULL_TRANSFER_STARTED",
  full: "FULL_TRANSFER_STARTED",
  fullDone: "FULL_TRANSFER_COMPLETE",
  incremental: "INCRE_TRANSFER_STARTED",
  paused: "PAUSING",
};

function statusOf({ state, failure }: Progress): JobStatus | undefined {
  if (state !== "failed") return BY_STATE[state];
  const late = failure?.during === "incremental" || failure?.during === "stopping";
  return late ? "INCRE_TRANSFER_FAILED" : "FULL_TRANSFER_FAILED";
}

export function selectionOf(job: Job): Selection {
  const { objects } = job;
  if (objects.scope === "all") return "all";
  return objects.scope === "database" ? objects.databases : objects.tables;
}
