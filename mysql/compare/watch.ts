import type { Db } from "../connect";
import { withDb } from "../connect";
import type { CompareInput } from "./types";

/** How often a long statement is looked after. */
const EVERY_MS = 15_000;
const LOOK_LIMIT = 10_000;
/** So many looks in a row may fail: a server that is out of connections for a moment is not gone. */
const FAILURES = 3;

/**
 * A scan may rightly take hours without a word, and so may a connection that is dead. While a statement runs, a second
 * connection asks whether the server still knows the session; when it does not, or cannot be asked, the statement is given up.
 */
export class Watch {
  private readonly timer: NodeJS.Timeout;
  private readonly failures = { source: 0, target: 0 };
  private looking = false;

  constructor(
    private readonly input: Pick<CompareInput, "source" | "target" | "watchMs">,
    private readonly sides: Record<"source" | "target", Db>,
  ) {
    this.timer = setInterval(() => void this.look(), this.every);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private get every(): number {
    return this.input.watchMs ?? EVERY_MS;
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await Promise.all((["source", "target"] as const).map((side) => this.lookAt(side)));
    this.looking = false;
  }

  private async lookAt(side: "source" | "target"): Promise<void> {
    const db = this.sides[side];
    if (db.busyMs < this.every) {
      this.failures[side] = 0;
      return;
    }
    const { threadId } = db;
    const options = { ...this.input[side], timeoutMs: Math.min(LOOK_LIMIT, this.every), signal: undefined };
    try {
      const [row] = await withDb(options, (other) =>
        other.query<{ n: string }>(`SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE ID = ${threadId}`),
      );
      this.failures[side] = 0;
      if (Number(row!.n) === 0 && db.threadId === threadId) db.lose("the server no longer knows the session");
    } catch {
      this.failures[side] += 1;
      if (this.failures[side] >= FAILURES) db.lose("the server no longer answers");
    }
  }
}
