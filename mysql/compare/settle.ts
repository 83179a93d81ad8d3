import { setTimeout as sleep } from "node:timers/promises";
import { type Position, readPosition, samePosition } from "../position";
import { StatementProblem } from "../problem";
import { contains } from "../replication";
import type { Context } from "./context";

/** How the two sides stand when a difference is looked at again. */
export type Settled =
  /** The source has not changed since the comparison began and the target has everything: one look is proof. */
  | "still"
  /** The target has caught up with what the source held a moment ago. */
  | "caughtUp"
  /** The target is seen not to have it: what differs may be the lag, however often it is looked at. */
  | "behind"
  /** Nobody can tell. */
  | "unknown";

/** Waits for the target to catch up before differences are looked at again. */
export class Settling {
  private constructor(
    private readonly context: Context,
    private readonly atStart: Position | undefined,
  ) {}

  static async begin(context: Context): Promise<Settling> {
    return new Settling(context, await position(context));
  }

  /** @param since when the difference was seen, as Date.now() tells it: where nobody can tell, only time has to pass */
  async wait(since = Date.now()): Promise<Settled> {
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

  private async sleep(milliseconds: number): Promise<Settled> {
    await sleep(milliseconds, undefined, { signal: this.context.input.signal });
    return "unknown";
  }
}

/** The source's position; undefined when the account may not see it or there is no binary log. */
async function position(context: Context): Promise<Position | undefined> {
  try {
    const now = await readPosition(context.source);
    return now.file === undefined ? undefined : now;
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}
