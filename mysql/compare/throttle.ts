import { setTimeout as sleep } from "node:timers/promises";
import { ProblemsError } from "../../model/problems";
import type { Db } from "../connect";
import { StatementProblem } from "../problem";
import { replicaStates } from "../replication";
import type { CompareContext } from "./context";
import { SIDES } from "./tablePlan";

/** How often the servers' load is checked. */
const EVERY_MS = 1000;
/** A server that has been too busy for this long will not become idle: a replica that has stopped, say. */
const LONGEST_MS = 3600_000;

/** Pauses a comparison while a server is busy or the target lags. */
export class Throttle {
  private checkedAt = 0;

  constructor(private readonly context: CompareContext) {}

  /**
   * With a duty below 1, statements run one at a time: pausing one statement while another runs would not relieve the
   * server.
   */
  get oneAtATime(): boolean {
    return this.context.duty.share < 1;
  }

  /** A clock that excludes pauses, for measuring how long a chunk takes. */
  now(): number {
    return this.oneAtATime ? this.context.duty.ranMs : performance.now();
  }

  /** Resolves when the next statement may run. Calls `paused` with the reason for waiting. */
  async before(paused: (why: string) => void): Promise<void> {
    const { signal } = this.context.input;
    signal?.throwIfAborted();
    await this.context.duty.rest();
    if (Date.now() - this.checkedAt < EVERY_MS) return;
    const since = performance.now();
    const longest = this.context.input.throttle?.longestPauseMs ?? LONGEST_MS;
    for (;;) {
      this.checkedAt = Date.now();
      const why = await this.reason();
      if (why === undefined) break;
      paused(why);
      if (performance.now() - since >= longest)
        throw new ProblemsError("the comparison was paused for too long", [
          {
            path: "throttle",
            seen: `${why}, for ${Math.round(longest / 60_000)} minutes without a break`,
            needed: "a moment in which the server is less busy",
            fix: "check what it is doing, or allow more (--max-threads, --max-lag); with --resume the comparison continues from there",
          },
        ]);
      await sleep(EVERY_MS / 2, undefined, { signal });
    }
  }

  private async reason(): Promise<string | undefined> {
    const { throttle } = this.context.input;
    const most = throttle?.maxThreadsRunning ?? 100;
    for (const side of SIDES) {
      const running = await threadsRunning(this.context[side]);
      if (running > most) return `${side}: ${running} threads running, more than ${most}`;
    }
    if (throttle?.maxLagSeconds === undefined) return undefined;
    const lag = await lagOf(this.context.target);
    return lag !== undefined && lag > throttle.maxLagSeconds
      ? `target: ${lag} s behind, more than ${throttle.maxLagSeconds}`
      : undefined;
  }
}

async function threadsRunning(db: Db): Promise<number> {
  const [row] = await db.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Threads_running'");
  return Number(row?.Value ?? 0);
}

async function lagOf(db: Db): Promise<number | undefined> {
  try {
    const lags = (await replicaStates(db)).map((state) => state.secondsBehind ?? Number.POSITIVE_INFINITY);
    return lags.length > 0 ? Math.max(...lags) : undefined;
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}
