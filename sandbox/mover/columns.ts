import type { Connection } from "mysql2/promise";
import { quoted, rowsOf } from "../mysql/connect";
import { MoveError } from "./failure";
import type { TableRef } from "./inventory";

/** How one column is read and written so that its bytes do not change. */
export interface Column {
  name: string;
  /** Expression to select. */
  select: string;
  /** The value as SQL text. */
  literal(value: Buffer): string;
}

const NUMBERS = ["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "double", "year"];
const TIMES = ["date", "datetime", "timestamp", "time"];

/** Columns of a table in their order, without generated ones. @throws MoveError privilege: the account sees none */
export async function columnsOf(session: Connection, table: TableRef): Promise<Column[]> {
  const rows = await rowsOf<{ name: string; type: string; extra: string }>(
    session,
    `SELECT column_name AS name, LOWER(data_type) AS type, extra AS extra FROM information_schema.columns
     WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position`,
    [table.database, table.name],
  );
  const stored = rows.filter(
    (row) => !/\b(VIRTUAL|STORED|PERSISTENT) GENERATED|^(VIRTUAL|PERSISTENT)$/i.test(row.extra),
  );
  if (stored.length === 0)
    throw new MoveError(
      "privilege",
      `The account sees no column of ${table.database}.${table.name}: it needs SELECT on it`,
    );
  return stored.map((row) => ({ name: row.name, select: selectOf(row), literal: literalOf(row.type) }));
}

function selectOf({ name, type }: { name: string; type: string }): string {
  // MySQL prints a FLOAT with six digits; as a double it prints the full value.
  return type === "float" ? `(${quoted(name)} + 0E0)` : quoted(name);
}

/**
 * Numbers and times are plain ASCII. Everything else is sent as hexadecimal bytes, which MySQL stores without conversion: text in
 * the column's own character set, blobs, bits, enums, geometry.
 */
function literalOf(type: string): (value: Buffer) => string {
  if (NUMBERS.includes(type) || type === "float") return (value) => value.toString("latin1");
  if (TIMES.includes(type)) return (value) => `'${value.toString("latin1")}'`;
  if (type === "json") return (value) => `CONVERT(x'${value.toString("hex")}' USING utf8mb4)`;
  return (value) => `x'${value.toString("hex")}'`;
}
