import { atLeast, mysqlAtLeast } from "../../model/mysql/server";
import { column, replicaColumns, statements } from "../dialect";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { type Session, sessions } from "./sessions";
import { mustSeeSessions } from "./visibility";

/** Current connections. */
export function sessionsOf(side: CheckedServer): Promise<Session[]> {
  return side.once("sessions", async () => {
    await mustSeeSessions(side);
    return sessions({ query: (sql, _values, options) => side.query(sql, options) });
  });
}

/** SHOW REPLICA STATUS; empty when the server is not a replica. @throws StatementProblem without REPLICATION CLIENT */
export function replicaRows(side: CheckedServer): Promise<Record<string, unknown>[]> {
  return side.once("replica status", () =>
    side.query<Record<string, unknown>>(statements.replicaStatus(side.server), { doing: "reading the replica status" }),
  );
}

/** Lag of each channel in seconds; null where a thread is stopped. */
export async function replicaLags(side: CheckedServer): Promise<(number | null)[]> {
  return (await replicaRows(side)).map((row) => {
    const value = column(row, replicaColumns.secondsBehind);
    return value === undefined ? null : Number(value);
  });
}

/** SHOW BINARY LOG STATUS; undefined when the binary log is off. */
export async function binaryLogStatus(side: CheckedServer): Promise<Record<string, unknown> | undefined> {
  const rows = await side.once("binary log status", () =>
    side.query<Record<string, unknown>>(statements.binaryLogStatus(side.server), {
      doing: "reading the binary log status",
    }),
  );
  return rows[0];
}

export interface BinaryLog {
  name: string;
  bytes: number;
}

/** Binary logs still on the server. @throws StatementProblem when the binary log is off or the account may not read it */
export function binaryLogs(side: CheckedServer): Promise<BinaryLog[]> {
  return side.once("binary logs", async () => {
    const rows = await side.query<Record<string, unknown>>(statements.binaryLogs(side.server), {
      doing: "listing the binary logs",
    });
    return rows.map((row) => ({ name: String(row["Log_name"]), bytes: Number(row["File_size"] ?? 0) }));
  });
}

export interface Transaction {
  thread: number;
  seconds: number;
  /** Rows it has changed. */
  changed: number;
}

/** Open InnoDB transactions; undefined when the server has no such table (before 5.1's plugin and 5.5). @throws StatementProblem without PROCESS */
export function transactions(side: CheckedServer): Promise<Transaction[] | undefined> {
  return side.once("transactions", async () => {
    try {
      // trx_started is in the machine's time zone, whatever the session or the server uses.
      const rows = await side.query<Record<"t" | "s" | "c", unknown>>(
        "SELECT trx_mysql_thread_id AS t, TIMESTAMPDIFF(SECOND, trx_started, CONVERT_TZ(NOW(), @@SESSION.time_zone, 'SYSTEM')) AS s, trx_rows_modified AS c FROM information_schema.INNODB_TRX",
        { doing: "reading open transactions" },
      );
      return rows.map((row) => ({ thread: Number(row.t), seconds: Number(row.s), changed: Number(row.c) }));
    } catch (error) {
      if (error instanceof StatementProblem && error.unknownHere && !atLeast(side.server.version, 5, 5))
        return undefined;
      throw error;
    }
  });
}

/** Variables of other sessions are visible from 5.7 on. */
export function seesSessionVariables(side: CheckedServer): boolean {
  return mysqlAtLeast(side.server, 5, 7);
}
