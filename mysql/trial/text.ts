/**
 * Parses definitions as text: which parts are code, and which names they contain. Servers print every name in a
 * definition in backticks.
 */

interface Piece {
  kind: "name" | "code" | "other";
  text: string;
}

/** Strings and comments are neither names nor code; a version comment (`/*!`) is code. */
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
 * The definition with database names replaced where they qualify another name.
 *
 * @returns `unsure`: a replaced name is also used for something else (a table alias, say), so that the replacement may
 * be the reason for a refusal
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

/** Tables that a table definition references by foreign keys; the database is absent when it is the table's own. */
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

/** The code of a definition as one string, without names, strings and comments. */
export function codeOf(sql: string): string {
  return pieces(sql)
    .map((piece) => (piece.kind === "code" ? piece.text : " "))
    .join("");
}

/** Whoever tries a definition becomes its definer; whether the real one exists is checked elsewhere. */
export function withoutDefiner(sql: string): string {
  return sql.replace(/\sDEFINER=`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?/, "");
}
