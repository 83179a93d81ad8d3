import { NotUnderstood, scan, type Token } from "../sql/tokens";
import type { ProgramDefinition } from "./definition";

type Kind = Exclude<ProgramDefinition["kind"], "package" | "package body">;

/** The column of SHOW CREATE that contains the statement. */
export const STATEMENT: Record<Kind, string> = {
  procedure: "Create Procedure",
  function: "Create Function",
  trigger: "SQL Original Statement",
  event: "Create Event",
};

/**
 * The body in the result of SHOW CREATE, as it was written. MySQL's information_schema has it without the escapes and
 * character sets of its literals, and cut off at a NUL byte.
 * @throws NotUnderstood
 */
export function bodyOf(kind: Kind, statement: string): string {
  const from = { procedure: behindHead, function: behindHead, trigger: behindRow, event: behindDo }[kind](statement);
  return statement.slice(from).trim();
}

const is = (token: Token | undefined, word: string) =>
  token?.kind === "word" && token.value.toLowerCase() === word.toLowerCase();

/** Position after `FOR EACH ROW` and a FOLLOWS or PRECEDES clause. */
function behindRow(statement: string): number {
  let seen: Token[] = [];
  for (const token of scan(statement)) {
    seen = [...seen.slice(-2), token];
    if (["for", "each", "row"].every((word, at) => is(seen[at], word))) {
      const rest = statement.slice(token.to);
      const order = /^\s*(?:FOLLOWS|PRECEDES)\s+/i.exec(rest)?.[0].length;
      return order === undefined ? token.to : token.to + order + first(rest.slice(order)).to;
    }
  }
  throw new NotUnderstood("a trigger without FOR EACH ROW");
}

/** Position after the DO, which the server itself prints. */
function behindDo(statement: string): number {
  let preserve = false;
  for (const token of scan(statement)) {
    preserve ||= is(token, "preserve");
    if (preserve && is(token, "do")) return token.to;
  }
  throw new NotUnderstood("an event without DO");
}

const CHARACTERISTIC =
  /^\s*(?:NO SQL|READS SQL DATA|MODIFIES SQL DATA|CONTAINS SQL|(?:NOT )?DETERMINISTIC|SQL SECURITY (?:INVOKER|DEFINER))(?=\s)/;

/** Position after parameters, return type and characteristics; the language is part of the body. */
function behindHead(statement: string): number {
  let at = behindType(statement);
  for (;;) {
    const rest = statement.slice(at);
    const length = CHARACTERISTIC.exec(rest)?.[0].length;
    const comment = /^\s*COMMENT\s+(?=['"])/.exec(rest)?.[0].length;
    if (length !== undefined) at += length;
    else if (comment !== undefined) at += comment + first(rest.slice(comment)).to;
    else return at;
  }
}

function behindType(statement: string): number {
  const all = scan(statement);
  const next = () => all.next().value as Token | undefined;
  const must = (token = next()) => {
    if (token === undefined) throw new NotUnderstood("a routine without a body");
    return token;
  };
  for (let word = must(); !is(word, "procedure") && !is(word, "function"); ) word = must();
  // The name.
  let last = must();
  let token = next();
  if (token?.value === "(") {
    for (let depth = 1; depth > 0; ) {
      last = must();
      if (last.kind === "sign") depth += { "(": 1, ")": -1 }[last.value] ?? 0;
    }
    token = next();
  }
  if (!is(token, "returns")) return last.to;
  last = must();
  // The server prints the type on one line.
  for (token = next(); token && !/\n/.test(statement.slice(last.to, token.from)); token = next()) last = token;
  return last.to;
}

function first(text: string): Token {
  const { value } = scan(text).next();
  if (!value) throw new NotUnderstood("a statement that ends too early");
  return value as Token;
}
