/** One word, name, literal or symbol of SQL as printed by a server with sql_mode ''. */
export interface Token {
  kind: "name" | "text" | "number" | "word" | "sign";
  /** A name or string without its quotes; anything else as written. */
  value: string;
  /** Its position in the text. */
  from: number;
  to: number;
}

/** The text cannot be parsed: nothing may be concluded from it. */
export class NotUnderstood extends Error {}

const SIGN = /^(?:<=>|->>|->|:=|<<|>>|<=|>=|<>|!=|\|\||&&|.)/s;
const NUMBER = /^(?:0x[0-9a-f]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w$])/i;
const WORD = /^[@\w$\u0080-\uffff]+/;
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", "0": "\0", Z: "\x1a" };

/** False under NO_BACKSLASH_ESCAPES: a backslash in quotes is literal. */
interface Quoting {
  backslash?: boolean;
}

/**
 * Splits SQL into tokens. Comments are skipped; the contents of a version comment count, as they do for the server that
 * printed it.
 */
export function tokens(sql: string, quoting?: Quoting): Token[] {
  return [...scan(sql, quoting)];
}

/** The same as a generator: text after the last token taken is not scanned. */
export function* scan(sql: string, { backslash = true }: Quoting = {}): Generator<Token> {
  let last: Token | undefined;
  let at = 0;
  // Number of open version comments: their end is not a token.
  let open = 0;
  const next = (kind: Token["kind"], value: string, to: number): Token => {
    last = { kind, value, from: at, to };
    at = to;
    return last;
  };
  while (at < sql.length) {
    const rest = sql.slice(at, at + 200);
    const space = /^\s+/.exec(rest);
    const version = /^\/\*M?!\d*/.exec(rest);
    const char = sql[at]!;
    if (space) at += space[0].length;
    else if (version) {
      open += 1;
      at += version[0].length;
    } else if (open > 0 && rest.startsWith("*/")) {
      open -= 1;
      at += 2;
    } else if (rest.startsWith("/*+")) {
      // An optimizer hint is a comment that has an effect.
      const to = endOf(sql, "*/", at + 3);
      yield next("sign", sql.slice(at, to).replace(/\s+/g, " "), to);
    } else if (rest.startsWith("/*")) at = endOf(sql, "*/", at + 2);
    else if (/^--(\s|$)/.test(rest) || char === "#") at = endOf(sql, "\n", at + 1, true);
    else if (char === "`" || char === "'" || char === '"') {
      const { value, to } = quoted(sql, at, char, backslash);
      yield next(char === "`" ? "name" : "text", value, to);
    } else {
      const number = /^[\d.]/.test(char) && !afterDot(last, at) ? NUMBER.exec(rest) : null;
      const word = number ? null : WORD.exec(sql.slice(at, at + 4000));
      if (number) yield next("number", number[0], at + number[0].length);
      else if (word) yield next("word", word[0], at + word[0].length);
      else yield next("sign", SIGN.exec(rest)![0], at + SIGN.exec(rest)![0].length);
    }
  }
}

/** `1.` in `t.1a` is not a number. */
function afterDot(last: Token | undefined, at: number): boolean {
  return last?.kind === "sign" && last.value === "." && last.to === at;
}

function endOf(sql: string, what: string, from: number, orEnd = false): number {
  const to = sql.indexOf(what, from);
  if (to < 0 && !orEnd) throw new NotUnderstood("a comment without an end");
  return to < 0 ? sql.length : to + what.length;
}

function quoted(sql: string, from: number, quote: string, backslash: boolean): { value: string; to: number } {
  let value = "";
  for (let at = from + 1; at < sql.length; at += 1) {
    const char = sql[at]!;
    if (backslash && char === "\\" && quote !== "`") {
      at += 1;
      const next = sql[at] ?? "";
      // \% and \_ are kept: they have a meaning only in a pattern.
      value += ESCAPES[next] ?? (next === "%" || next === "_" ? `\\${next}` : next);
    } else if (char !== quote) value += char;
    else if (sql[at + 1] === quote) {
      value += quote;
      at += 1;
    } else return { value, to: at + 1 };
  }
  throw new NotUnderstood("a quotation without an end");
}
