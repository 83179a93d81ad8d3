import type { Connection } from "mysql2/promise";
import { quoted, rowsOf } from "../mysql/connect";
import type { Column } from "./columns";
import { MoveError } from "./failure";
import type { TableRef } from "./inventory";
import type { RawReader } from "./rows";

/** Maximum size of an INSERT, in characters (approximate; the servers accept packets of 64 MB) and rows. */
const STATEMENT_SIZE = 1_000_000;
const STATEMENT_ROWS = 2000;

/** Controls a running copy. */
export interface CopyControl {
  signal: AbortSignal;
  /** Number of rows that may be written in the next step. */
  step(): number;
  /** Waits for permission to write rows: for the rate limit, or the end of a pause. */
  leave(rows: number): Promise<void>;
  /** Called after rows were written. */
  copied(rows: number): void;
}

/** "`shop`.`orders`" */
export function nameOf({ database, name }: { database: string; name: string }): string {
  return `${quoted(database)}.${quoted(name)}`;
}

/**
 * Session settings that preserve values: no character set conversion, UTC, no checks while tables are filled in any
 * order.
 */
export const READ_SETTINGS =
  "SET SESSION character_set_results = NULL, time_zone = '+00:00', net_write_timeout = 86400, wait_timeout = 86400";
export const WRITE_SETTINGS =
  "SET SESSION sql_log_bin = 0, time_zone = '+00:00', foreign_key_checks = 0, unique_checks = 0, " +
  "sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', wait_timeout = 86400";

/** Copies the rows that `reader` sees. @throws MoveError, or MySQL's error with the table's name before it */
export async function copyTable(
  table: TableRef,
  columns: readonly Column[],
  reader: RawReader,
  writer: Connection,
  control: CopyControl,
): Promise<void> {
  const select = `SELECT ${columns.map((column) => column.select).join(", ")} FROM ${nameOf(table)}`;
  const insert = `INSERT INTO ${nameOf(table)} (${columns.map((column) => quoted(column.name)).join(", ")}) VALUES `;
  let values: string[] = [];
  let size = 0;
  const flush = async () => {
    if (values.length === 0) return;
    await control.leave(values.length);
    await write(writer, table, insert + values.join(","));
    control.copied(values.length);
    values = [];
    size = 0;
  };
  for await (const row of reader.rows(select, control.signal)) {
    const text = `(${row.map((value, i) => (value === null ? "NULL" : columns[i]!.literal(value))).join(",")})`;
    values.push(text);
    size += text.length;
    if (size > STATEMENT_SIZE || values.length >= Math.min(STATEMENT_ROWS, control.step())) await flush();
  }
  await flush();
}

/** Runs an INSERT; a warning means that a value did not fit, so it is a failure. */
async function write(writer: Connection, table: TableRef, sql: string): Promise<void> {
  const [result] = await writer.query(sql);
  if ((result as { warningStatus: number }).warningStatus === 0) return;
  const warnings = await rowsOf<{ Level: string; Code: number; Message: string }>(writer, "SHOW WARNINGS");
  // 1265 is also returned for the invalid ENUM value '', although it is stored unchanged.
  const real = warnings.find((warning) => warning.Level !== "Note" && warning.Code !== 1265);
  if (real) throw new MoveError("mysql", `Copying ${table.database}.${table.name}: ${real.Message} (${real.Code})`);
}
