import { setTimeout as sleep } from "node:timers/promises";
import { type Position, readPosition, samePosition } from "../position";
import { StatementProblem } from "../problem";
import { contains } from "../replication";
import type { CompareContext } from "./context";

/** State of the two sides at a recheck. */
export type Catchup =
  /** The source has not changed since the comparison began and the target has everything: a single recheck is proof. */
  | "still"
  /** The target has caught up with the source's position of a moment ago. */
  | "caughtUp"
  /** The target is known to be behind: any difference may be lag, however often it is rechecked. */
  | "behind"
  /** Neither can be determined. */
  | "unknown";

/** Waits for the target to catch up before differences are rechecked. */
export class CatchupWait {
  private constructor(
    private readonly context: CompareContext,
    private readonly atStart: Position | undefined,
  ) {}

  static async begin(context: CompareContext): Promise<CatchupWait> {
    return new CatchupWait(context, await position(context));
  }

  /**
   * @param since Date.now() when the difference was found; used when the target's progress cannot be determined and
   * only time can pass
   */
  async wait(since = Date.now()): Promise<Catchup> {
    const limit = this.context.input.recheck?.waitMs ?? 5000;
    const rest = Math.max(0, since + limit - Date.now());
    const now = await position(this.context);
    if (now === undefined) return this.sleep(rest);
    const deadline = Date.now() + limit;
    for (;;) {
      const seen = await contains(this.context.source, this.context.target, now);
      if (seen.how === "none") return this.sleep(rest);
      if (seen.contained) return this.atStart && samePosition(this.atStart, now) ? "still" : "caughtUp";
      if (Date.now() >= deadline) return "behind";
      await sleep(Math.min(100, limit), undefined, { signal: this.context.input.signal });
    }
  }

  private async sleep(milliseconds: number): Promise<Catchup> {
    await sleep(milliseconds, undefined, { signal: this.context.input.signal });
    return "unknown";
  }
}

/** The source's position; undefined when the account may not see it or there is no binary log. */
async function position(context: CompareContext): Promise<Position | undefined> {
  try {
    const now = await readPosition(context.source);
    return now.file === undefined ? undefined : now;
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}
