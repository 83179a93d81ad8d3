/**
 * Functions that write values as SQL. All except `quoteLiteral` write text that means the same under every sql_mode and
 * session character set, both for dbferry's sessions and for statements that people paste into theirs. They never write
 * double quotes (ANSI_QUOTES) or significant backslashes (NO_BACKSLASH_ESCAPES).
 */

/**
 * `name` in backticks, where backslashes are not special. The server refuses invalid names (empty, or with a NUL byte).
 */
export function quoteName(name: string): string {
  return `\`${name.replace(/`/g, "``")}\``;
}

/** `db`.`table`. */
export function quoteTable(database: string, table: string): string {
  return `${quoteName(database)}.${quoteName(table)}`;
}

/**
 * A string where an expression is allowed. Printable ASCII without backslashes is quoted; anything else is written in
 * hexadecimal with its character set, which is unambiguous in every mode, session character set and terminal.
 */
export function quoteText(value: string): string {
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(value)) return `'${value.replace(/'/g, "''")}'`;
  const bytes = Buffer.from(value, "utf8");
  // utf8mb4 is unknown before 5.5.3, where 4-byte characters cannot exist.
  return `${/[\u{10000}-\u{10ffff}]/u.test(value) ? "_utf8mb4" : "_utf8"} X'${bytes.toString("hex")}'`;
}

/**
 * `'user'@'host'`. Expressions are not allowed here, so a part with a backslash goes in backticks, which account names
 * accept too.
 */
export function quoteAccount(user: string, host: string): string {
  return `${accountPart(user)}@${accountPart(host)}`;
}

function accountPart(text: string): string {
  return text.includes("\\") ? quoteName(text) : `'${text.replace(/'/g, "''")}'`;
}

/**
 * A string where the grammar requires a literal: after COMMENT, DEFAULT, IDENTIFIED BY. Its value is correct in a
 * session without NO_BACKSLASH_ESCAPES, such as dbferry's own and those set up by its scripts. In every session, it
 * ends where it should: quotes and backslashes are doubled.
 */
export function quoteLiteral(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters to escape
  return `'${value.replace(/[\0\n\r\t\x1a\\']/g, (char) => ESCAPES[char]!)}'`;
}

const ESCAPES: Record<string, string> = {
  "\0": "\\0",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\x1a": "\\Z",
  "\\": "\\\\",
  "'": "''",
};

/** A value from the driver (string, number, buffer, null) as a literal. Buffers become hexadecimal. */
export function quoteValue(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Buffer.isBuffer(value)) return value.length === 0 ? "''" : `0x${value.toString("hex")}`;
  return quoteText(String(value));
}

/** `column IN ('a','b')`; false for an empty list. */
export function inList(column: string, values: readonly string[]): string {
  if (values.length === 0) return "1=0";
  // With an equality, 5.x reads one directory instead of all.
  if (values.length === 1) return `${column}=${quoteText(values[0]!)}`;
  return `${column} IN (${values.map(quoteText).join(",")})`;
}
