import { setTimeout as sleep } from "node:timers/promises";
import { atLeast } from "../../model/mysql/server";
import { sqlLines } from "../check";
import type { Db } from "../connect";
import { StatementProblem } from "../problem";

/** A prepared transaction. Anybody may still commit it, even without a session and after a restart. */
export interface PreparedXa {
  data: unknown;
  formatID: unknown;
  gtrid_length: unknown;
}

/** @throws StatementProblem without XA_RECOVER_ADMIN, from 8.0 on */
export function preparedXa(db: Pick<Db, "query">): Promise<PreparedXa[]> {
  return db.query<PreparedXa>("XA RECOVER", [], { doing: "looking for XA transactions" });
}

/**
 * Open InnoDB transactions with changes, and prepared ones that belong to no session. For accounts that may not run XA
 * RECOVER. A session that is about to end still owns its prepared transaction.
 * @throws StatementProblem without PROCESS
 */
export async function openTransactions(db: Pick<Db, "query" | "server">): Promise<number> {
  const ask = async () => {
    const [row] = await db.query<{ n: string | number }>(
      "SELECT COUNT(*) AS n FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = 0 OR trx_rows_modified > 0",
      [],
      { doing: "looking for open transactions" },
    );
    return Number(row!.n);
  };
  try {
    const before = await ask();
    await sleep(CACHED_MS);
    return Math.max(before, await ask());
  } catch (error) {
    // Before 5.5 there is no such table, and no prepared transaction outlives its session. MariaDB may run without it.
    if (error instanceof StatementProblem && error.unknownHere && !atLeast(db.server.version, 5, 5)) return 0;
    throw error;
  }
}

/**
 * information_schema.INNODB_TRX is cached: the server refreshes it only when it has not been queried for 0.1 seconds.
 */
const CACHED_MS = 120;

/**
 * How to commit or roll it back. Neither can be undone, and only the transaction's coordinator knows which is right.
 */
export function endXa(all: readonly PreparedXa[]): string {
  const lines = (verb: string) => sqlLines(all.map((one) => `XA ${verb} ${xid(one)};`));
  return `-- let the transaction manager end them; or, if it decided to commit:\n${lines("COMMIT")}\n-- or, if it did not, and their changes may be lost:\n${lines("ROLLBACK")}`;
}

/** The transaction id as XA statements take it: its two parts in hexadecimal, and its format id. */
function xid(one: PreparedXa): string {
  const data = Buffer.isBuffer(one.data) ? one.data : Buffer.from(String(one.data), "latin1");
  const cut = Number(one.gtrid_length);
  const part = (bytes: Buffer) => `X'${bytes.toString("hex")}'`;
  return `${part(data.subarray(0, cut))}, ${part(data.subarray(cut))}, ${Number(one.formatID)}`;
}
