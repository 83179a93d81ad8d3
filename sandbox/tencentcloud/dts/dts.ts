import type { TencentcloudWorld } from "../facts";
import type { Parameters } from "../parameters";
import { CONNECT, type RunCheck, runCheck as realCheck } from "./check/run";
import { failed, type StepVerdict } from "./check/step";
import { Comparisons } from "./compare/run";
import { checkRates, configure } from "./configuration";
import { buy } from "./creation";
import { CONFIGURABLE, type Job, LIVE, type TaskMover, touch } from "./job";
import { JobBook } from "./jobBook";
import { Lifecycle, SECONDS } from "./lifecycle";
import { wrongStatus, wrongTrade } from "./refusals";

/** The migration service: its tasks and their operations. */
export class Dts {
  readonly book = new JobBook();
  readonly comparisons: Comparisons;
  readonly lifecycle: Lifecycle;

  constructor(
    readonly world: TencentcloudWorld,
    private readonly createMover: (id: string) => TaskMover,
    private readonly runCheck: RunCheck = realCheck,
  ) {
    this.comparisons = new Comparisons(world);
    this.lifecycle = new Lifecycle(world, this.book, createMover, this.comparisons);
  }

  /** The task with its current state. @throws TcError */
  find(id: string, region: string): Promise<Job> {
    return this.lifecycle.refresh(this.book.get(id, region));
  }

  /** @throws TcError */
  buy(p: Parameters, region: string): string[] {
    const jobs = buy(this.book, this.createMover, p, region);
    for (const job of jobs) this.lifecycle.later(job, SECONDS.creation, () => touch(job, "created"), "failed");
    return jobs.map(({ id }) => id);
  }

  /** @throws TcError */
  configure(job: Job, p: Parameters): void {
    configure(this.world, job, p);
  }

  /** @throws TcError when the task is not configured, or its status does not permit a check */
  check(job: Job): void {
    if (!job.configuration || !CONFIGURABLE.has(job.status) || job.trade !== "normal")
      throw wrongStatus(job, "a check");
    // Real checks take a while, so two never start in the same second, however fast the sandbox's clock runs.
    const startedAt = Math.max(Date.now(), (job.check?.startedAt ?? 0) + 1000);
    const check = { status: "running" as const, startedAt, steps: [] };
    job.check = check;
    touch(job, "checking");
    const turn = this.lifecycle.turn();
    this.lifecycle.later(
      job,
      SECONDS.check,
      async () => {
        const steps = await this.runCheck(this.world, job, turn).catch((error: Error): StepVerdict[] => [
          { id: CONNECT.id, status: "failed", findings: [failed(error.message, "Check again.")] },
        ]);
        const passed = steps.every(({ status }) => status === "pass" || status === "warning");
        job.check = { ...check, status: passed ? "success" : "failed", steps, endedAt: Date.now() };
        touch(job, passed ? "checkPass" : "checkNotPass");
      },
      "checkNotPass",
    );
  }

  /** @throws TcError */
  limit(job: Job, { JobId: _, ...rates }: Record<string, number>): void {
    checkRates(rates, 1);
    if (!LIVE.has(job.status)) throw wrongStatus(job, "another rate limit");
    Object.assign(job.rateLimit, rates);
    touch(job);
  }

  /** @throws TcError */
  rename(job: Job, name: string): void {
    if (job.trade === "offlining" || job.trade === "offlined") throw wrongTrade(job, "another name");
    job.name = name;
    touch(job);
  }

  async close(): Promise<void> {
    for (const job of this.book.all()) {
      job.steps.abort(new Error("the sandbox ends"));
      this.comparisons.cancel(job);
      await job.mover.dispose();
    }
  }
}
