import { connect, type Db } from "../connect";
import { ConnectProblem } from "../problem";
import type { SideName } from "./tablePlan";
import type { CompareInput } from "./types";

/** How often a long statement is looked after. */
const EVERY_MS = 15_000;
const LOOK_LIMIT = 10_000;
/** So many looks in a row may fail: a server that is out of connections for a moment is not gone. */
const FAILURES = 3;
/** What a server is doing whose answer cannot leave: 5.6 and MariaDB, later ones. */
const SENDING = /^(writing to net|sending to client)$/i;

/** What the server says of the session. */
interface Session {
  command: string;
  state: string | null;
}

/** How a side stood at the last look. */
interface Seen {
  /** Has the server ever shown the session to another connection? Behind a proxy that deals out connections it may not. */
  shown: boolean;
  /** Looks in a row that failed. */
  failures: number;
  /** Looks in a row without the session. */
  absent: number;
  /** Bytes that had come when the server was last seen to have nothing more to do; undefined when it was at work. */
  idleAt: number | undefined;
}

/**
 * A scan may rightly take hours without a word, and so may a connection that is dead. While a statement runs, a second
 * connection asks what the server knows of the session. The statement is given up when the session is gone, when it waits
 * for a statement that it answered long ago or never got, or when nobody answers at all.
 */
export class Watch {
  private readonly timer: NodeJS.Timeout;
  private readonly seen: Record<SideName, Seen> = { source: fresh(), target: fresh() };
  private readonly stopping = new AbortController();
  private readonly others = new Set<Db>();
  private looking = false;

  constructor(
    private readonly input: Pick<CompareInput, "source" | "target" | "watchMs">,
    private readonly sides: Record<SideName, Db>,
  ) {
    this.timer = setInterval(() => void this.look(), this.every);
    this.timer.unref();
  }

  /** Ends the watch, and the look that is under way. */
  stop(): void {
    clearInterval(this.timer);
    this.stopping.abort(new Error("the comparison has ended"));
    for (const other of this.others) other.destroy();
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

  private async lookAt(side: SideName): Promise<void> {
    const db = this.sides[side];
    const seen = this.seen[side];
    const long = () => db.busyMs >= this.every;
    if (!long()) Object.assign(seen, { failures: 0, absent: 0, idleAt: undefined });
    // Once it must be seen alive, or its absence would mean nothing.
    if (!long() && seen.shown) return;
    let session: Session | undefined;
    try {
      session = await this.ask(side, db);
    } catch (error) {
      // A server that refuses is there.
      if (error instanceof ConnectProblem && error.reason === "tooManyConnections") return;
      if (!long()) return;
      seen.failures += 1;
      if (seen.failures >= FAILURES) db.lose("the server no longer answers: another connection gets no answer either");
      return;
    }
    seen.failures = 0;
    if (session !== undefined) seen.shown = true;
    if (!long()) return;
    if (session === undefined) {
      seen.absent += 1;
      // Two looks: one of them may have come to another server than the session.
      if (seen.shown && seen.absent >= 2) db.lose("the server no longer knows the session");
      return;
    }
    seen.absent = 0;
    const done = session.command === "Sleep" || SENDING.test(session.state ?? "");
    if (done && seen.idleAt === db.received)
      db.lose("the line is dead: the server waits for this session, and nothing passes between here and there");
    else seen.idleAt = done ? db.received : undefined;
  }

  private async ask(side: SideName, db: Db): Promise<Session | undefined> {
    const timeoutMs = Math.max(1_000, Math.min(LOOK_LIMIT, this.every));
    const { signal } = this.stopping;
    const other = await connect({ ...this.input[side], timeoutMs, statementTimeoutMs: timeoutMs, signal });
    // Cut in the middle of its one quick statement it leaves nothing.
    other.lost = undefined;
    this.others.add(other);
    try {
      const [row] = await other.query<{ COMMAND: string; STATE: string | null }>(
        `SELECT COMMAND, STATE FROM information_schema.PROCESSLIST WHERE ID = ${db.threadId}`,
      );
      return row && { command: row.COMMAND, state: row.STATE };
    } finally {
      this.others.delete(other);
      await other.close();
    }
  }
}

function fresh(): Seen {
  return { shown: false, failures: 0, absent: 0, idleAt: undefined };
}
