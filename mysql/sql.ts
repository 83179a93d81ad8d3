/**
 * SQL text from values. Every function but `quoteLiteral` writes text that means the same under every sql_mode and in
 * every character set of a session: it serves dbferry's own sessions and the statements that people paste into theirs.
 * Double quotes (ANSI_QUOTES) and a backslash that matters (NO_BACKSLASH_ESCAPES) are therefore never written.
 */

/** `name` in backticks, in which a backslash is only a backslash. What is no name (empty, or with a NUL byte) the server refuses. */
export function quoteName(name: string): string {
  return `\`${name.replace(/`/g, "``")}\``;
}

/** `db`.`table`. */
export function quoteTable(database: string, table: string): string {
  return `${quoteName(database)}.${quoteName(table)}`;
}

/**
 * A string where an expression may stand. Printable ASCII without a backslash is written in quotes; anything else as
 * hexadecimal with its character set, which no mode, no session's character set and no terminal reads otherwise.
 */
export function quoteText(value: string): string {
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(value)) return `'${value.replace(/'/g, "''")}'`;
  const bytes = Buffer.from(value, "utf8");
  // utf8mb4 is unknown before 5.5.3, where no 4-byte character can come from.
  return `${/[\u{10000}-\u{10ffff}]/u.test(value) ? "_utf8mb4" : "_utf8"} X'${bytes.toString("hex")}'`;
}

/** `'user'@'host'`. No expression may stand there: a part with a backslash goes in backticks, which accounts take too. */
export function quoteAccount(user: string, host: string): string {
  return `${accountPart(user)}@${accountPart(host)}`;
}

function accountPart(text: string): string {
  return text.includes("\\") ? quoteName(text) : `'${text.replace(/'/g, "''")}'`;
}

/**
 * A string where the grammar wants a literal and nothing else: behind COMMENT, DEFAULT, IDENTIFIED BY. Its value is right in a
 * session without NO_BACKSLASH_ESCAPES, such as dbferry's own and those that a script of ours sets up. It ends where it
 * should in every session: quotes and backslashes are doubled.
 */
export function quoteLiteral(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
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
