import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { Comparisons } from "./compare/run";
import { sideOf } from "./endpoints";
import { type Job, type JobStatus, LIVE, type TaskMover, touch } from "./job";
import type { JobBook } from "./jobBook";
import { readObjects } from "./objects";
import { invalid, wrongStatus } from "./refusals";
import { Steps } from "./steps";

/** Durations of steps, in vendor seconds. */
export const SECONDS = { creation: 30, check: 20, start: 20, pause: 10, end: 20, queue: 5, settle: 10, retry: 30 };

const STOPPABLE: ReadonlySet<JobStatus> = new Set([
  "running",
  "readyRun",
  "readyComplete",
  "error",
  "manualPaused",
] as const);

/** The states of a task that moves data, and its transitions. The mover reports the state of a running task. */
export class Lifecycle {
  private readonly steps: Steps;
  /** When a task was last started or resumed. */
  private readonly running = new WeakMap<Job, number>();
  private turns = 0;

  constructor(
    private readonly world: TencentcloudWorld,
    private readonly book: JobBook,
    private readonly createMover: (id: string) => TaskMover,
    private readonly comparisons: Comparisons,
  ) {
    this.steps = new Steps(world.clock);
  }

  /** Rotates through the addresses of a region. */
  turn(): number {
    return this.turns++;
  }

  later(job: Job, seconds: number, step: () => Promise<void> | void, failed: JobStatus = "error"): void {
    this.steps.later(job, seconds, step, failed);
  }

  /** The task with its current state. */
  async refresh(job: Job): Promise<Job> {
    if (!LIVE.has(job.status)) return job;
    const progress = await job.mover.progress();
    if (!LIVE.has(job.status)) return job;
    job.progress = progress;
    if (!["running", "readyComplete", "error"].includes(job.status)) return job;
    if (progress.state === "failed") this.fail(job, progress.failure?.text ?? "the task failed");
    else if (progress.state === "fullDone") this.end(job, "completing", "success", false);
    else if (progress.state === "incremental") this.settle(job, progress.caughtUp === true);
    return job;
  }

  private settle(job: Job, caughtUp: boolean): void {
    const since = this.running.get(job);
    const settled = since === undefined || this.world.clock.secondsSince(since) >= SECONDS.settle;
    if (job.status !== "running" || !caughtUp || !settled) return;
    touch(job, "readyComplete");
    if (job.configuration?.MigrateOption.Consistency?.Mode === "full" && job.comparisons.length === 0)
      this.comparisons.begin(
        job,
        this.comparisons.add(job, "defaultCmpTask", job.configuration.MigrateOption.Consistency.Options),
      );
  }

  private fail(job: Job, text: string): void {
    const first = job.status !== "error";
    job.trouble = { code: "ProcessError", text };
    touch(job, "error");
    const minutes = job.configuration?.AutoRetryTimeRangeMinutes ?? 0;
    if (first && minutes > 0) this.retry(job, this.world.clock.mark(), minutes * 60);
  }

  /** Retries automatically, for the configured time. */
  private retry(job: Job, since: number, seconds: number): void {
    this.later(job, SECONDS.retry, async () => {
      if (job.status !== "error" || this.world.clock.secondsSince(since) > seconds) return;
      const resumed = await job.mover.resume();
      if (resumed.ok) this.run(job);
      else this.retry(job, since, seconds);
    });
  }

  /** @throws TcError */
  start(job: Job): void {
    if (job.status !== "checkPass" || job.trade !== "normal") throw wrongStatus(job, "the start");
    const { expectRunTime } = job.configuration!;
    touch(job, "readyRun");
    const wait = expectRunTime === undefined ? 0 : Math.max(0, expectRunTime - Date.now());
    this.steps.at(job, wait, () => this.later(job, SECONDS.start, () => this.begin(job)));
  }

  /** Tasks with the same target run one after another. */
  private async begin(job: Job): Promise<void> {
    if (this.book.all().some((other) => other !== job && LIVE.has(other.status) && targetOf(other) === targetOf(job)))
      return this.later(job, SECONDS.queue, () => this.begin(job));
    const { MigrateOption: option, SrcInfo, DstInfo } = job.configuration!;
    const { selection, kinds } = readObjects(option.DatabaseTable);
    const turn = this.turn();
    job.sides = { source: sideOf(this.world, SrcInfo, turn), target: sideOf(this.world, DstInfo, turn) };
    this.run(job);
    job.startedAt ??= Date.now();
    const started = await job.mover.start({
      ...job.sides,
      databases: selection,
      kinds,
      definer: "target",
      invoker: true,
      mode: option.MigrateType === "full" ? "full" : "full+incremental",
      targetReadOnly: option.IsDstReadOnly === true,
    });
    if (!started.ok) this.fail(job, started.text);
  }

  private run(job: Job): void {
    delete job.trouble;
    this.running.set(job, this.world.clock.mark());
    touch(job, "running");
  }

  /** @throws TcError */
  async pause(job: Job): Promise<void> {
    await this.refresh(job);
    if (job.status !== "running" && job.status !== "readyComplete") throw wrongStatus(job, "a pause");
    touch(job, "pausing");
    this.later(job, SECONDS.pause, async () => {
      await job.mover.pause();
      touch(job, "manualPaused");
    });
  }

  /** @throws TcError */
  async continue(job: Job): Promise<void> {
    if (job.status !== "manualPaused") throw wrongStatus(job, "going on");
    const resumed = await job.mover.resume();
    if (!resumed.ok) throw new TcError("FailedOperation.StartJobFailed", resumed.text);
    this.run(job);
  }

  /**
   * Retries after an error: from the point of failure if it was replicating, else from the beginning. @throws TcError
   */
  async resume(job: Job, option: string): Promise<void> {
    if (["clearData", "overwrite"].includes(option))
      throw errors.notImplemented(`\`ResumeOption\` ${option}, which is Redis's,`);
    if (option !== "normal") throw invalid("ResumeOption", "normal");
    await this.refresh(job);
    if (job.status !== "error") throw wrongStatus(job, "a retry");
    this.steps.cancel(job);
    touch(job, "resuming");
    const replicated = job.progress?.failure?.during === "incremental";
    this.later(job, SECONDS.start, async () => {
      if (!replicated) {
        await job.mover.dispose();
        job.mover = this.createMover(job.id);
        return this.begin(job);
      }
      const resumed = await job.mover.resume();
      if (resumed.ok) this.run(job);
      else this.fail(job, resumed.text);
    });
  }

  /** Ends the replication once the target has applied everything. @throws TcError */
  async complete(job: Job, mode = "waitForSync"): Promise<void> {
    if (mode === "immediately") throw errors.notImplemented("`CompleteMode` immediately, which is the older tasks',");
    if (mode !== "waitForSync") throw invalid("CompleteMode", "waitForSync or immediately");
    await this.refresh(job);
    // Another completion retries what could not be created at the end.
    const again = job.status === "error" && job.progress?.failure?.during === "stopping";
    if (job.status !== "readyComplete" && !again) throw wrongStatus(job, "the completion");
    this.end(job, "completing", "success", false);
  }

  /** @throws TcError */
  async stop(job: Job): Promise<void> {
    await this.refresh(job);
    if (!STOPPABLE.has(job.status)) throw wrongStatus(job, "a stop");
    this.end(job, "stopping", "canceled", true);
  }

  private end(job: Job, during: JobStatus, after: JobStatus, force: boolean): void {
    this.steps.cancel(job);
    touch(job, during);
    this.comparisons.cancel(job);
    this.later(job, SECONDS.end, async () => {
      const stopped = await job.mover.stop({ force });
      if (stopped.ok) return this.release(job, after);
      const { state } = await job.mover.progress();
      job.trouble = { code: "ProcessError", text: stopped.text };
      // A target that has not caught up keeps replicating.
      touch(job, state === "incremental" ? "readyComplete" : "error");
    });
  }

  /** Ends everything of a task immediately, in any state. */
  async release(job: Job, after: JobStatus): Promise<void> {
    job.progress = LIVE.has(job.status) ? await job.mover.progress() : job.progress;
    this.steps.cancel(job);
    this.comparisons.cancel(job);
    await job.mover.dispose();
    if (job.startedAt !== undefined) job.endedAt ??= Date.now();
    touch(job, after);
  }
}

/** The server that a task writes to. */
function targetOf({ configuration }: Job): string {
  const { AccessType, Info } = configuration!.DstInfo;
  const { InstanceId, Host, Port } = Info[0]!;
  return AccessType === "cdb" ? String(InstanceId) : `${Host}:${Port}`;
}
