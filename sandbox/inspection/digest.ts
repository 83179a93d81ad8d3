import { quoted } from "../mysql/connect";
import { type End, rows } from "./end";

export interface TableRef {
  database: string;
  table: string;
}

export interface Column {
  name: string;
  /** As information_schema has it: "varchar", "longtext". */
  type: string;
  /** Part of the primary key. */
  primary: boolean;
  /** The first column of the primary key or of a unique one. */
  unique: boolean;
}

export interface Digest {
  rows: number;
  /** The number of rows and a checksum, or why there is none. */
  text: string;
  /** Why the table could not be read. */
  error?: string;
}

export async function columnsOf(end: End, { database, table }: TableRef): Promise<Column[]> {
  const found = await rows<{ name: string; type: string; k: string }>(
    end,
    "SELECT COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_KEY AS k FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
    [database, table],
  );
  return found.map(({ name, type, k }) => ({
    name,
    type: type.toLowerCase(),
    primary: k === "PRI",
    unique: k === "PRI" || k === "UNI",
  }));
}

const FRACTIONS = new Set(["decimal", "float", "double"]);

/** SQL for a value, so that NULL is not the empty string. HEX of a number would leave out its fraction. */
export function valueSql({ name, type }: Column): string {
  const value = FRACTIONS.has(type) ? `CAST(${quoted(name)} AS CHAR)` : quoted(name);
  return `IFNULL(HEX(${value}), 'NULL')`;
}

/** SQL for the length of a value alone. */
export const lengthSql = ({ name }: Column): string => `IFNULL(LENGTH(${quoted(name)}), 'NULL')`;

/**
 * A checksum of the table's rows on one server.
 * @param values SQL for each value of a row that counts; none: only the rows are counted
 * @param percent share of the rows, chosen by their values
 */
export async function digestOf(
  end: End,
  { database, table }: TableRef,
  values: readonly string[],
  percent = 100,
): Promise<Digest> {
  const row = values.length > 0 ? `CRC32(CONCAT_WS('#', ${values.join(", ")}))` : "0";
  const sample = percent < 100 ? ` WHERE MOD(${row}, 100) < ${percent}` : "";
  try {
    const [found] = await rows<{ n: number; sum: string }>(
      end,
      `SELECT COUNT(*) AS n, COALESCE(BIT_XOR(${row}), 0) AS \`sum\` FROM ${quoted(database)}.${quoted(table)}${sample}`,
    );
    return { rows: Number(found!.n), text: `${found!.n} rows, ${found!.sum}` };
  } catch (error) {
    const { message } = error as Error;
    return { rows: 0, text: message, error: message };
  }
}
