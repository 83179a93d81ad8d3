import type { TaskMover } from "../../../sandbox/huaweicloud/drs/job";
import type { MoveEnd, Progress, StopOptions, TestResult } from "../../../sandbox/mover/types";
import { Clock } from "../../../sandbox/world/clock";

/** Time that only advances when the test says so. */
export class ManualClock extends Clock {
  private seconds = 0;
  private readonly waiting = new Set<{ at: number; wake: () => void }>();

  override mark(): number {
    return this.seconds;
  }
  override secondsSince(mark: number): number {
    return this.seconds - mark;
  }
  override sleep(vendorSeconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = { at: this.seconds + vendorSeconds, wake: resolve };
      this.waiting.add(one);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      if (vendorSeconds === 0) this.pass(0);
    });
  }
  pass(vendorSeconds: number): void {
    this.seconds += vendorSeconds;
    for (const one of this.waiting) {
      if (one.at > this.seconds) continue;
      this.waiting.delete(one);
      one.wake();
    }
  }
}

/** A mover without servers, whose state the test sets. */
export class ScriptedMover implements TaskMover {
  now: Progress = {
    state: "idle",
    percent: 0,
    tables: { total: 0, done: 0 },
    rows: { total: 0, copied: 0 },
    objects: {},
  };
  tested: MoveEnd[] = [];
  testAnswer: TestResult = { ok: true, version: "5.6.24", account: { user: "ferry", host: "%" } };
  startAnswer: Awaited<ReturnType<TaskMover["start"]>> = { ok: true };
  stopAnswer: Awaited<ReturnType<TaskMover["stop"]>> = { ok: true };
  stops: StopOptions[] = [];
  started: Parameters<TaskMover["start"]>[0][] = [];
  disposed = 0;

  set(state: Progress["state"], more: Partial<Progress> = {}): void {
    this.now = { ...this.now, state, ...more };
  }
  async testConnection(side: MoveEnd) {
    this.tested.push(side);
    return this.testAnswer;
  }
  async start(request: Parameters<TaskMover["start"]>[0]) {
    this.started.push(request);
    if (this.startAnswer.ok) this.set("full");
    return this.startAnswer;
  }
  async progress() {
    return this.now;
  }
  async pause() {
    this.set("paused");
  }
  async resume() {
    this.set("incremental");
    return { ok: true } as const;
  }
  async stop(options: StopOptions = {}) {
    this.stops.push(options);
    return this.stopAnswer;
  }
  async dispose() {
    this.disposed++;
  }
}
