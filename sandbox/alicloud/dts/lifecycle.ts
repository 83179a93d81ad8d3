import { OBJECT_KINDS, type Progress } from "../../mover/types";
import type { AlicloudWorld } from "../facts";
import { endsOf } from "./ends";
import { refused } from "./errors";
import { heartbeat } from "./heartbeat";
import { bootTime, type Job, type JobStatus, MOVING, now } from "./job";
import { type RunPrecheck, runPrecheck as realPrecheck } from "./precheck/run";
import { verify } from "./verification/run";

/** Durations of steps, in vendor seconds. */
const SECONDS = { precheck: 60, passed: 10, begin: 30 };

/**
 * The states of a task and its transitions. The precheck and what follows it are a single run: only a finding stops it
 * in between.
 */
export class Lifecycle {
  constructor(
    private readonly world: AlicloudWorld,
    private readonly runPrecheck: RunPrecheck = realPrecheck,
  ) {}

  /**
   * Runs the precheck and, if it passes, everything after it; a suspended or failed task continues. @throws RpcError
   */
  async start(job: Job): Promise<void> {
    await this.refresh(job);
    if (!job.bought) throw refused.notBought();
    if (job.status === "Suspending" || job.status === "MigrationFailed") return this.goOn(job);
    if (job.status !== "NotStarted" && job.status !== "PrecheckFailed") throw refused.status("StartDtsJob", job.status);
    if (!job.configuration?.objects) throw refused.value("DbList", "the task has no objects to migrate");
    delete job.failure;
    job.precheck = { id: `${job.id}01`, bootTime: bootTime(job.precheck) };
    this.set(job, "Prechecking");
    this.later(job, SECONDS.precheck, () => this.judge(job));
  }

  private async judge(job: Job): Promise<void> {
    const items = await this.runPrecheck(this.world, job);
    Object.assign(job.precheck!, { items, finishTime: now() });
    const open = items.filter(({ item, state }) => state !== "Success" && !job.skipped.has(item));
    if (open.length > 0) {
      job.failure = `Precheck failed: ${open.map(({ item }) => item).join(", ")}`;
      return this.set(job, "PrecheckFailed");
    }
    this.set(job, "PreCheckPass");
    this.later(job, SECONDS.passed, async () => {
      this.set(job, "Migrating");
      this.later(job, SECONDS.begin, () => this.begin(job));
    });
  }

  private async begin(job: Job): Promise<void> {
    const configuration = job.configuration!;
    const { reserve, objects, incremental } = configuration;
    const started = await job.mover.start({
      ...endsOf(this.world, job, configuration),
      databases: objects!,
      mode: incremental ? "full+incremental" : "full",
      targetReadOnly: false,
      definer: reserve.definer ? "keep" : "target",
      kinds: OBJECT_KINDS.filter((kind) => kind !== "event" && (kind !== "trigger" || reserve.triggers)),
      triggers: "afterCopy",
      lock: "sandbox",
    });
    job.startedAt = now();
    if (started.ok) {
      if (incremental && configuration.source.type !== "RDS") heartbeat(this.world, job).catch(() => {});
      return;
    }
    job.failure = started.text;
    this.set(job, "MigrationFailed");
  }

  private async goOn(job: Job): Promise<void> {
    const going = await job.mover.resume(job.configuration && endsOf(this.world, job, job.configuration));
    if (!going.ok) {
      job.failure = going.text;
      throw refused.status("StartDtsJob", job.status);
    }
    delete job.failure;
    this.set(job, "Migrating");
    // With a task that goes on, its verification begins anew.
    if (job.verification) this.verify(job);
  }

  private verify(job: Job): void {
    const before = job.verification;
    before?.stop.abort(new Error("the task was suspended"));
    job.verification = verify(this.world, job, before);
  }

  /** @throws RpcError */
  async suspend(job: Job): Promise<void> {
    const progress = await this.refresh(job);
    const moves = progress?.state === "full" || progress?.state === "incremental";
    if (job.status !== "Migrating" || !moves) throw refused.status("SuspendDtsJob", job.status);
    await job.mover.pause();
    job.verification?.stop.abort(new Error("the task was suspended"));
    this.set(job, "Suspending");
  }

  /** Ends a task at its current position: changes not yet on the target are lost. @throws RpcError */
  async stop(job: Job): Promise<void> {
    await this.refresh(job);
    if (["NotConfigured", "NotStarted", "Finished"].includes(job.status))
      throw refused.status("StopDtsJob", job.status);
    this.cancel(job);
    job.verification?.stop.abort(new Error("the task was stopped"));
    await job.mover.stop({ force: true });
    this.finish(job);
  }

  /** The task's current state; for a running task, as reported by its mover. */
  async refresh(job: Job): Promise<Progress | undefined> {
    if (!MOVING.has(job.status) || job.startedAt === undefined) return undefined;
    const progress = await job.mover.progress();
    if (!MOVING.has(job.status)) return progress;
    if (progress.state === "failed") {
      job.failure = progress.failure!.text;
      this.set(job, "MigrationFailed");
    } else if (progress.state === "fullDone") {
      await job.mover.dispose();
      this.finish(job);
    } else if (progress.state === "incremental" && job.configuration?.dataCheck && !job.verification) {
      this.verify(job);
    }
    return progress;
  }

  private finish(job: Job): void {
    job.finishedAt = now();
    this.set(job, "Finished");
  }

  /** Runs `step` after a delay in vendor seconds, unless the task's steps are cancelled first. */
  private later(job: Job, seconds: number, step: () => Promise<void>): void {
    const { signal } = job.steps;
    this.world.clock
      .sleep(seconds, signal)
      .then(step)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        job.failure = error instanceof Error ? error.message : String(error);
        this.set(job, job.status === "Prechecking" ? "PrecheckFailed" : "MigrationFailed");
      });
  }

  private cancel(job: Job): void {
    job.steps.abort(new Error("the task was stopped"));
    job.steps = new AbortController();
  }

  private set(job: Job, status: JobStatus): void {
    if (job.status === status) return;
    job.status = status;
    job.logs.push({ time: now(), state: status.endsWith("Failed") ? "ERROR" : "NORMAL", text: job.failure ?? status });
  }
}
