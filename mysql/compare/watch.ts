import { connect, type Db } from "../connect";
import { ConnectProblem } from "../problem";
import type { SideName } from "./tablePlan";
import type { CompareInput } from "./types";

/** How often the session of a long statement is checked. */
const EVERY_MS = 15_000;
const CHECK_LIMIT_MS = 10_000;
/** Consecutive failed checks that are tolerated: a server that is briefly out of connections is not gone. */
const FAILURES = 3;
/** State of a server that cannot deliver its result: on 5.6 and MariaDB, and on later versions. */
const SENDING = /^(writing to net|sending to client)$/i;

/** The session as the server lists it. */
interface Session {
  command: string;
  state: string | null;
}

/** A side's state at the last check. */
interface Seen {
  /** Whether another connection has ever seen the session. Behind a connection-pooling proxy it may not. */
  shown: boolean;
  /** Consecutive failed checks. */
  failures: number;
  /** Consecutive checks in which the session was absent. */
  absent: number;
  /** Bytes received when the server was last seen idle or sending; undefined when it was working. */
  idleAt: number | undefined;
}

/**
 * A scan may legitimately take hours without sending anything, and a dead connection looks the same. While a statement
 * runs, a second connection checks what the server knows of the session. The statement is abandoned when the session is
 * gone, when the server has already answered or never received it, or when nobody answers at all.
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
    this.timer = setInterval(() => void this.check(), this.every);
    this.timer.unref();
  }

  /** Stops watching, including a check in progress. */
  stop(): void {
    clearInterval(this.timer);
    this.stopping.abort(new Error("the comparison has ended"));
    for (const other of this.others) other.destroy();
  }

  private get every(): number {
    return this.input.watchMs ?? EVERY_MS;
  }

  private async check(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await Promise.all((["source", "target"] as const).map((side) => this.checkSide(side)));
    this.looking = false;
  }

  private async checkSide(side: SideName): Promise<void> {
    const db = this.sides[side];
    const seen = this.seen[side];
    const long = () => db.busyMs >= this.every;
    if (!long()) Object.assign(seen, { failures: 0, absent: 0, idleAt: undefined });
    // It must have been seen once; otherwise its absence means nothing.
    if (!long() && seen.shown) return;
    let session: Session | undefined;
    try {
      session = await this.ask(side, db);
    } catch (error) {
      // A server that refuses connections is still running.
      if (error instanceof ConnectProblem && error.reason === "tooManyConnections") return;
      if (!long()) return;
      seen.failures += 1;
      if (seen.failures >= FAILURES)
        db.lose("the server no longer responds: another connection gets no response either");
      return;
    }
    seen.failures = 0;
    if (session !== undefined) seen.shown = true;
    if (!long()) return;
    if (session === undefined) {
      seen.absent += 1;
      // Two checks, because one of them may have reached a different server.
      if (seen.shown && seen.absent >= 2) db.lose("the server no longer lists the session");
      return;
    }
    seen.absent = 0;
    const done = session.command === "Sleep" || SENDING.test(session.state ?? "");
    if (done && seen.idleAt === db.received)
      db.lose("the connection is dead: the server waits for this session, but nothing gets through");
    else seen.idleAt = done ? db.received : undefined;
  }

  private async ask(side: SideName, db: Db): Promise<Session | undefined> {
    const timeoutMs = Math.max(1_000, Math.min(CHECK_LIMIT_MS, this.every));
    const { signal } = this.stopping;
    const other = await connect({ ...this.input[side], timeoutMs, statementTimeoutMs: timeoutMs, signal });
    // Nothing to clean up if it is cut off during its one quick statement.
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
