/** Definitions as texts: which parts are code, and which names they hold. Servers write every name of a definition in backticks. */

interface Piece {
  kind: "name" | "code" | "other";
  text: string;
}

/** Strings and comments are neither names nor code; a comment that versions execute (`/*!`) is code. */
const PIECE =
  /(`(?:[^`]|``)*`)|('(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|\/\*(?!M?!)[\s\S]*?\*\/|--\s[^\n]*|#[^\n]*)|[^`'"/#-]+|[\s\S]/g;

function pieces(sql: string): Piece[] {
  return [...sql.matchAll(PIECE)].map(([text, name, other]) => ({
    kind: name !== undefined ? "name" : other !== undefined ? "other" : "code",
    text,
  }));
}

function nameOf(quoted: string): string {
  return quoted.slice(1, -1).replace(/``/g, "`");
}

/**
 * The definition with the databases' names replaced where they stand before another name.
 *
 * @returns `unsure`: a name that is replaced is also used for something else (an alias of a table, say), so that a refusal may be
 * the replacement's fault
 */
export function withDatabases(
  sql: string,
  renamed: (database: string) => string | undefined,
): { sql: string; unsure: boolean } {
  const all = pieces(sql);
  const before = new Set<string>();
  const elsewhere = new Set<string>();
  const text = all.map((piece, at) => {
    if (piece.kind !== "name") return piece.text;
    const name = nameOf(piece.text);
    const other = renamed(name);
    if (other === undefined) return piece.text;
    const inside = all[at - 1]?.text === "." || all[at - 1]?.text.endsWith(".");
    const qualifies = !inside && all[at + 1]?.text.startsWith(".") && all[at + 2]?.kind === "name";
    (qualifies ? before : elsewhere).add(name);
    return qualifies ? `\`${other}\`` : piece.text;
  });
  return { sql: text.join(""), unsure: [...before].some((name) => elsewhere.has(name)) };
}

/** Tables that the definition of a table references by foreign keys, the database absent where it is the table's own. */
export function referenced(sql: string): { database?: string; table: string }[] {
  const all = pieces(sql);
  return all.flatMap((piece, at) => {
    if (piece.kind !== "code" || !/\bREFERENCES\s+$/i.test(piece.text)) return [];
    const [first, dot, second] = [all[at + 1], all[at + 2], all[at + 3]];
    if (first?.kind !== "name") return [];
    return dot?.text === "." && second?.kind === "name"
      ? [{ database: nameOf(first.text), table: nameOf(second.text) }]
      : [{ table: nameOf(first.text) }];
  });
}

/** The code of a definition in one string: names, strings and comments left out. */
export function codeOf(sql: string): string {
  return pieces(sql)
    .map((piece) => (piece.kind === "code" ? piece.text : " "))
    .join("");
}

/** The code and strings of a definition: what follows the last closing parenthesis of the columns are a table's options. */
export function withoutOption(sql: string, option: RegExp): string {
  return sql.replace(option, "");
}

/** Whoever tries a definition is its definer: whether the real one exists is another matter. */
export function withoutDefiner(sql: string): string {
  return sql.replace(/\sDEFINER=`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?/, "");
}
