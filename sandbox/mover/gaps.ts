import { connect, rowsOf } from "../mysql/connect";
import type { ServerRef } from "../world/types";

const PATIENCE_MS = 3000;

/**
 * A replica of MySQL 5.6 records nothing for some statements that its filter skips (CREATE DATABASE) or whose error it
 * ignores: their GTIDs would be missing forever, and it would be impossible to prove that the target has everything. A
 * GTID that was fetched before the applying thread became idle, and is still not among the applied ones, was skipped.
 */
export async function skippedGtids(target: ServerRef, fetched: string, applied: string): Promise<string> {
  const session = await connect({ host: target.host, port: target.port, ...target.admin });
  try {
    // A GTID that the applying thread owns is in progress: the end of its transaction has not arrived yet.
    const [held] = await rowsOf<{ owned: string }>(session, "SELECT @@GLOBAL.gtid_owned AS owned");
    const owned = held!.owned.replace(/\s+|#\d+/g, "");
    const sql = "SELECT GTID_SUBTRACT(GTID_SUBTRACT(?, ?), ?) AS `left`";
    const [row] = await rowsOf<{ left: string }>(session, sql, [fetched, applied, owned]);
    return row!.left.replace(/\s+/g, "");
  } finally {
    session.destroy();
  }
}

/** Records GTIDs as applied, each with an empty transaction: the method of MySQL's manual for skipping one. */
export async function recordAsApplied(target: ServerRef, gtids: string): Promise<void> {
  // Not withAdmin: without the binary log, MySQL 5.6 records nothing.
  const session = await connect({ host: target.host, port: target.port, ...target.admin });
  try {
    for (const gtid of eachGtid(gtids)) {
      // The applying thread may have started it in the meantime; then this waits, and the next check finds it applied.
      await session.query({ sql: "SET SESSION gtid_next = ?", values: [gtid], timeout: PATIENCE_MS });
      await session.query({ sql: "BEGIN", timeout: PATIENCE_MS });
      await session.query("COMMIT");
    }
    await session.query("SET SESSION gtid_next = 'AUTOMATIC'");
  } catch (error) {
    if ((error as { code?: string }).code !== "PROTOCOL_SEQUENCE_TIMEOUT") throw error;
  } finally {
    session.destroy();
  }
}

/** "a:1-3:5,b:2" as "a:1", "a:2", "a:3", "a:5", "b:2". */
export function* eachGtid(set: string): Generator<string> {
  for (const part of set.split(",").filter((text) => text !== "")) {
    const [uuid, ...intervals] = part.split(":");
    for (const interval of intervals) {
      const [from, to = from] = interval.split("-").map(BigInt);
      for (let n = from!; n <= to!; n++) yield `${uuid}:${n}`;
    }
  }
}
