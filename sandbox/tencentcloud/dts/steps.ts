import type { Clock } from "../../world/clock";
import { type Job, type JobStatus, touch } from "./job";

/** Background work of a task. Cancelling a task's steps stops those that are still pending. */
export class Steps {
  constructor(private readonly clock: Clock) {}

  /** Runs `step` after a delay in vendor seconds; an error in it becomes the task's. */
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

  /** Runs `step` after a delay in real milliseconds: dates are not scaled. */
  at(job: Job, milliseconds: number, step: () => void): void {
    const { signal } = job.steps;
    const timer = setTimeout(() => signal.aborted || step(), Math.min(milliseconds, 2 ** 31 - 1));
    timer.unref();
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  cancel(job: Job): void {
    job.steps.abort(new Error("another step was requested"));
    job.steps = new AbortController();
  }
}
