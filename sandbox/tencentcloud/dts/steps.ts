import type { Clock } from "../../world/clock";
import { type Job, type JobStatus, touch } from "./job";

/** What a task does in the background. Cancelling a task's steps ends what is still to come. */
export class Steps {
  constructor(private readonly clock: Clock) {}

  /** Runs `step` after some of the cloud's seconds; an error in it is the task's. */
  later(job: Job, seconds: number, step: () => Promise<void> | void, failed: JobStatus): void {
    const { signal } = job.steps;
    this.clock
      .sleep(seconds, signal)
      .then(step)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        job.trouble = { code: "InternalError", text: error instanceof Error ? error.message : String(error) };
        touch(job, failed);
      });
  }

  /** Runs `step` after real milliseconds: a date is a date. */
  at(job: Job, milliseconds: number, step: () => void): void {
    const { signal } = job.steps;
    const timer = setTimeout(() => signal.aborted || step(), Math.min(milliseconds, 2 ** 31 - 1));
    timer.unref();
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  cancel(job: Job): void {
    job.steps.abort(new Error("another step was asked for"));
    job.steps = new AbortController();
  }
}
