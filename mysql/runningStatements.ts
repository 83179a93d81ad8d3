import type { RawError } from "./problem";

/** The statements that a connection is running, and how long it has run any. */
export class RunningStatements {
  /** Number of statements begun. */
  count = 0;
  private endedMs = 0;
  private since = 0;
  /** Each statement's reject function and text. */
  private readonly open = new Map<(error: RawError) => void, string>();
  private readonly atNext: (() => void)[] = [];

  get busy(): boolean {
    return this.open.size > 0;
  }

  /** How long statements have been running without a pause, milliseconds. */
  get busyMs(): number {
    return this.busy ? performance.now() - this.since : 0;
  }

  /** Total running time up to the last pause, milliseconds. */
  get ranMs(): number {
    return this.endedMs;
  }

  get texts(): string[] {
    return [...this.open.values()];
  }

  /** @returns to be called when the statement has ended */
  begin(sql: string, fail: (error: RawError) => void): () => void {
    if (!this.busy) this.since = performance.now();
    this.open.set(fail, sql);
    this.count += 1;
    return () => {
      if (!this.open.delete(fail)) return;
      if (!this.busy) this.endedMs += performance.now() - this.since;
      for (const then of this.atNext.splice(0)) then();
    };
  }

  /** Resolves when a statement has ended, or after this time. */
  nextEnd(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.atNext.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** The reject functions of the statements that are running now. */
  get rejects(): ((error: RawError) => void)[] {
    return [...this.open.keys()];
  }
}
