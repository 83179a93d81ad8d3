import { quoteName, quoteTable, quoteValue } from "../sql";
import type { ColumnPlan } from "./columns";
import type { WalkKey } from "./keys";

export type SideName = "source" | "target";

/** A key's values, as the driver gives them. */
export type KeyValues = readonly (string | number | Buffer | null)[];

/** Rows of a key range: from (included) to (not included). */
export interface Range {
  from?: KeyValues;
  to?: KeyValues;
}

/** Everything that is needed to read one table on both sides. */
export interface TablePlan {
  database: string;
  /** Name on each side: a server with lower_case_table_names may have folded it. */
  table: Record<SideName, { database: string; name: string }>;
  columns: ColumnPlan;
  key?: WalkKey;
}

/** ASCII's own unit separator: text does not hold it. As a binary string it makes the whole row bytes: no conversions. */
const SEPARATOR = "0x1F";
/** Stands for NULL; holds the separator, so that no text of the same length is it. */
const NULL_MARK = "0x1E1F1E";
export const LARGEST_SIGNED = 9223372036854775807n;

/**
 * One row as bytes: columns in order, NULL marked, and the length of binary columns, which may hold the separator and the mark
 * of NULL and could otherwise pass bytes to their neighbours.
 */
export function rowText(plan: ColumnPlan, side: SideName, without?: string): string {
  const columns = plan.columns.filter((column) => column.name !== without);
  const parts = columns.map((column) => (column.nullable ? `IFNULL(${column[side]}, ${NULL_MARK})` : column[side]));
  const binary = columns.filter((column) => column.binary);
  parts.push(...binary.map((column) => `IFNULL(LENGTH(${quoteName(column.name)}), 'N')`));
  // Never the empty string, whose CRC32 is 0 and would swallow any factor.
  return parts.length === 0 ? "'row'" : `CONCAT_WS(${SEPARATOR}, ${parts.join(", ")})`;
}

/**
 * A 64-bit number per row. CRC32 alone is linear: the same change in two rows of a chunk would cancel out in XOR. Times
 * a number of the row's own (below 2^32, so nothing is lost), it is not.
 */
export function rowHash(plan: TablePlan, side: SideName, range?: Range): string {
  const key = plan.key;
  const crc = (without?: string) => `CRC32(${rowText(plan.columns, side, without)})`;
  if (!key) return crc();
  if (key.integer) {
    const name = key.columns[0]!;
    // Where the factor is the key itself, the text need not hold it a second time.
    return fitsFactor(range)
      ? `${crc(name)} * ${quoteName(name)}`
      : `${crc()} * ((${quoteName(name)} & 2147483647) * 2 + 1)`;
  }
  const factors = key.columns.map((name) => `CRC32(${hashable(plan, name, side)})`);
  return `${crc()} * (${factors.join(" ^ ")} | 1)`;
}

function hashable(plan: TablePlan, name: string, side: SideName): string {
  const column = plan.columns.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return column?.[side] ?? quoteName(name);
}

/** Are all keys of the range within 1 and 2^32 - 1? */
function fitsFactor(range: Range | undefined): boolean {
  if (range?.from === undefined || range.to === undefined) return false;
  return BigInt(String(range.from[0])) >= 1n && BigInt(String(range.to[0])) <= 4294967295n;
}

/** Row count and checksum of one range. */
export function chunkSql(plan: TablePlan, side: SideName, range: Range): string {
  return `SELECT /*!40001 SQL_NO_CACHE */ COUNT(*) AS n, BIT_XOR(${rowHash(plan, side, range)}) AS x FROM ${from(plan, side)} ${where(plan, range)}`;
}

/** `db`.`table` with its key forced, so that a range is read as a range. */
export function from(plan: TablePlan, side: SideName): string {
  const { database, name } = plan.table[side];
  const force = plan.key ? ` FORCE INDEX (${quoteName(plan.key.index[side])})` : "";
  return quoteTable(database, name) + force;
}

export function where(plan: TablePlan, range: Range): string {
  if (!plan.key) return "";
  const last = plan.key.integer && range.from && range.to ? BigInt(String(range.to[0])) - 1n : undefined;
  // One comparison per row instead of two: a tenth of the whole time. 5.6 compares wrongly when only one bound is signed.
  if (last !== undefined && last <= LARGEST_SIGNED) {
    return `WHERE ${quoteName(plan.key.columns[0]!)} BETWEEN ${range.from![0]} AND ${last}`;
  }
  const conditions: string[] = [];
  if (range.from) conditions.push(notBefore(plan.key, range.from, true));
  if (range.to) conditions.push(before(plan.key, range.to));
  return conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
}

/** (a, b) >= (x, y), or > when `included` is false, in the form that every optimizer reads as a range. */
export function notBefore(key: WalkKey, values: KeyValues, included: boolean): string {
  return ordered(key, values, ">", included);
}

/** (a, b) < (x, y). */
export function before(key: WalkKey, values: KeyValues): string {
  return ordered(key, values, "<", false);
}

function ordered(key: WalkKey, values: KeyValues, sign: "<" | ">", included: boolean): string {
  const names = key.columns.map(quoteName);
  // A number beside a quoted number is compared as a DOUBLE, which forgets the last digits of a BIGINT or DECIMAL.
  const literals = values.map((value, at) => (key.numeric[at] && value !== null ? String(value) : quoteValue(value)));
  const last = names.length - 1;
  if (last === 0) return `${names[0]} ${sign}${included ? "=" : ""} ${literals[0]}`;
  const steps = names.map((_, at) => {
    const equals = names.slice(0, at).map((name, i) => `${name} = ${literals[i]}`);
    return [...equals, `${names[at]} ${sign}${included && at === last ? "=" : ""} ${literals[at]}`].join(" AND ");
  });
  // The first column's own bound is what old optimizers use.
  return `${names[0]} ${sign}= ${literals[0]} AND (${steps.map((step) => `(${step})`).join(" OR ")})`;
}
