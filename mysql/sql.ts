import { escape as escapeValue } from "mysql2";

/**
 * SQL text from values. Used only with the session's sql_mode emptied by connect.ts, so that backslash is an escape
 * character and double quotes quote strings on every server.
 */

/** `name` in backticks; a name with a NUL byte is not a name. */
export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) throw new Error("a name may not be empty or hold a NUL byte");
  return `\`${name.replace(/`/g, "``")}\``;
}

/** `db`.`table`. */
export function quoteTable(database: string, table: string): string {
  return `${quoteName(database)}.${quoteName(table)}`;
}

/** A string literal. */
export function quoteText(value: string): string {
  return escapeValue(value);
}

/** `'user'@'host'`. */
export function quoteAccount(user: string, host: string): string {
  return `${quoteText(user)}@${quoteText(host)}`;
}

/** A value as it comes from the driver (strings, numbers, buffers, null) as a literal. Buffers become hexadecimal. */
export function quoteValue(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Buffer.isBuffer(value)) return value.length === 0 ? "''" : `0x${value.toString("hex")}`;
  return quoteText(String(value));
}

/** `column IN ('a','b')`; an empty list is never true. */
export function inList(column: string, values: readonly string[]): string {
  if (values.length === 0) return "1=0";
  // An equality lets 5.x read one directory instead of all of them.
  if (values.length === 1) return `${column}=${quoteText(values[0]!)}`;
  return `${column} IN (${values.map(quoteText).join(",")})`;
}
