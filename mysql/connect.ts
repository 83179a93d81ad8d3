import { endLost, endOnAbort } from "./cancel";
import type { ConnectOptions } from "./connectOptions";
import type { Db } from "./db";
import { open } from "./login/open";

export type { ManagedProfile, ServerFacts } from "../model/mysql/server";
export { addressOf } from "./address";
export type { ConnectOptions, TlsMode, TlsOptions } from "./connectOptions";
export type { QueryOptions, Row, TlsState } from "./db";
export { Db } from "./db";
export type { ConnectReason } from "./problem";
export { ConnectProblem, StatementProblem } from "./problem";

/**
 * Logs in and prepares the session: empty sql_mode (so that quoting is the same everywhere), UTC, 4-byte UTF-8, read-only if requested.
 * Ends at its time limit whatever the server does, and immediately when the signal aborts.
 * @throws ConnectProblem, or the signal's reason
 */
export async function connect(options: ConnectOptions): Promise<Db> {
  const db = await open(options, (lost, statement) => endLost(lost, options, statement));
  endOnAbort(db, options);
  return db;
}

/** Runs `use` on a new connection and always closes it. */
export async function withDb<T>(options: ConnectOptions, use: (db: Db) => Promise<T>): Promise<T> {
  const db = await connect(options);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}
