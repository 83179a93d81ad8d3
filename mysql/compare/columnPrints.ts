import type { Db } from "../connect";
import { inSelection } from "../facts/selection";
import { factor, unsignedNull } from "./constants";

/** What information_schema.COLUMNS says of a column, its table first and its place last. */
export const COLUMN_FIELDS: readonly string[] = [
  "TABLE_NAME",
  "COLUMN_NAME",
  "DATA_TYPE",
  "COLUMN_TYPE",
  "IS_NULLABLE",
  "CHARACTER_SET_NAME",
  "COLLATION_NAME",
  "EXTRA",
  "CHARACTER_OCTET_LENGTH",
  "NUMERIC_PRECISION",
  "NUMERIC_SCALE",
  "ORDINAL_POSITION",
];

/** The prints of a table's columns, at most 4096, add up to an exact number. */
const MODULUS = 1_099_511_627_689;

/** SQL for a 40-bit checksum of a column's definition and place. */
export const COLUMN_PRINT = `(${COLUMN_FIELDS.map(
  (field, place) => `IFNULL(CRC32(${field}) * ${factor(place, "forwards")}, ${unsignedNull(place)})`,
).join(" ^ ")}) % ${MODULUS}`;

export function columnsOf(database: string): string {
  return `information_schema.COLUMNS WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })}`;
}

/**
 * Checksums of the columns of one database, by table, to detect definitions that change. The server computes them, so
 * that a second look at thousands of tables takes one row.
 */
export class ColumnPrints {
  private readonly sums = new Map<string, number>();

  /** Adds one column of a table. */
  add(table: string, print: unknown): void {
    this.sums.set(table, (this.sums.get(table) ?? 0) + Number(print));
  }

  /** Tables whose columns are no longer these, including those that were created or dropped. */
  async changed(db: Db, database: string): Promise<Set<string>> {
    const [row] = await db.query<{ s: string | null }>(
      `SELECT SUM(${COLUMN_PRINT}) AS s FROM ${columnsOf(database)}`,
      [],
      { doing: "reading columns" },
    );
    if (row && BigInt(row.s ?? 0) === this.total()) return new Set();
    const now = new ColumnPrints();
    const sql = `SELECT TABLE_NAME, ${COLUMN_PRINT} FROM ${columnsOf(database)}`;
    await db.each(sql, { doing: "reading columns" }, ([table, print]) => now.add(String(table), print));
    const all = [...this.sums.keys(), ...now.sums.keys()];
    return new Set(all.filter((table) => this.sums.get(table) !== now.sums.get(table)));
  }

  private total(): bigint {
    let total = 0n;
    for (const sum of this.sums.values()) total += BigInt(sum);
    return total;
  }
}
