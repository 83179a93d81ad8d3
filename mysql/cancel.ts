import type { ConnectOptions } from "./connectOptions";
import type { Db } from "./db";
import { open } from "./login/open";

/** Time limit for ending a statement from a second connection; after that, the connection is cut. */
const CANCEL_LIMIT = 5_000;
/** Interval before the KILL is repeated, in case no statement was running yet. */
const AGAIN_MS = 200;

/**
 * A statement that is running when the signal aborts is killed on the server too: it could run for hours after its
 * client is gone.
 */
export function endOnAbort(db: Db, options: ConnectOptions): void {
  const { signal } = options;
  if (!signal) return;
  const abort = () => cancel(db, options);
  signal.addEventListener("abort", abort, { once: true });
  db.onEnd(() => signal.removeEventListener("abort", abort));
}

/**
 * Kills the statement that `db` is running, and those queued behind it, from another connection; if that fails, cuts
 * the connection. A statement counts as ended only when its answer has arrived: until then it may still hold locks.
 */
export function cancel(db: Db, options: ConnectOptions): void {
  if (!db.busy) return;
  beside(options, async (other) => {
    // Only while busy: later the connection id may belong to another session.
    while (db.busy) {
      await other.query(`KILL QUERY ${db.threadId}`);
      await db.nextEnd(AGAIN_MS);
    }
  }).catch(() => {});
  const cut = setTimeout(() => {
    if (!db.busy) return;
    db.lost = undefined;
    db.lose("the statement could not be cancelled");
  }, CANCEL_LIMIT);
  db.onEnd(() => clearTimeout(cut));
}

/** Returns when no statement is running any more: killing one takes a moment. */
export async function idle(db: Db): Promise<void> {
  while (db.busy) await db.nextEnd(AGAIN_MS);
}

/**
 * A server notices late, or never, that the client is gone. The session is killed from another connection, but only if
 * that connection sees it running this very statement: the id may belong to another session, on another server or after
 * a restart.
 */
export function endLost(db: Db, options: ConnectOptions, statement: string): void {
  beside(options, async (other) => {
    const [row] = await other.query<{ USER: string; INFO: string | null }>(
      `SELECT USER, INFO FROM information_schema.PROCESSLIST WHERE ID = ${db.threadId}`,
    );
    if (row?.USER === options.user && isPart(row.INFO, statement)) await other.query(`KILL CONNECTION ${db.threadId}`);
  }).catch(() => {});
}

/**
 * Of a multi-statement text, the server shows only the current statement; it may also show some characters of names
 * differently.
 */
function isPart(info: string | null, statement: string): boolean {
  const plain = (text: string) => text.replace(/[^\x21-\x3e\x40-\x7e]+/g, "");
  return info !== null && plain(info) !== "" && plain(statement).includes(plain(info));
}

/** Opens a second connection next to one in trouble; it is not itself supervised. */
async function beside(options: ConnectOptions, use: (db: Db) => Promise<void>): Promise<void> {
  const limits = { timeoutMs: CANCEL_LIMIT, statementTimeoutMs: CANCEL_LIMIT };
  const db = await open({ ...options, ...limits, readOnly: false, signal: undefined });
  try {
    await use(db);
  } finally {
    await db.close();
  }
}
