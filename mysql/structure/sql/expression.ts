import { quoteLiteral } from "../../sql";
import { charsetName, collationName } from "./charsets";
import { argumentText, callText, SYNONYMS } from "./functions";
import { inside } from "./inside";
import { negated, operation, rowOf, truth } from "./logic";
import { qualified } from "./names";
import type { Reader, Writing } from "./reader";

/**
 * An expression in normal form, whichever version printed it: parentheses around every operation and nowhere else, one name for
 * synonyms. The normal form is itself SQL that every version accepts.
 * @throws NotUnderstood
 */
export function expression(reader: Reader, writing: Writing = {}, above = 0): string {
  let left = prefix(reader, writing);
  for (;;) {
    const next = infix(reader, writing, left, above);
    if (next === undefined) return left;
    left = next;
  }
}

const BINARY: readonly [number, readonly string[]][] = [
  [1, ["or", "||"]],
  [2, ["xor"]],
  [3, ["and", "&&"]],
  [5, ["=", "<=>", ">=", ">", "<=", "<", "<>", "!="]],
  [6, ["|"]],
  [7, ["&"]],
  [8, ["<<", ">>"]],
  [9, ["+", "-"]],
  [10, ["*", "/", "div", "%", "mod"]],
  [11, ["^"]],
];
const LEVELS = new Map(BINARY.flatMap(([level, signs]) => signs.map((sign) => [sign, level] as const)));
const ONE_SIGN: Record<string, string> = { "||": "or", "&&": "and", "!=": "<>", mod: "%" };
const COMPARISON = 5;
const NOT = 4;
const COLLATE = 13;
const UNARY = 12;

function infix(reader: Reader, writing: Writing, left: string, above: number): string | undefined {
  const token = reader.peek();
  if (!token || (token.kind !== "word" && token.kind !== "sign")) return undefined;
  const word = token.value.toLowerCase();
  if (word === "collate" && above < COLLATE) {
    reader.next();
    return `(${left} collate ${collationName(reader.name())})`;
  }
  const level = LEVELS.get(word);
  if (level !== undefined) {
    if (level <= above) return undefined;
    reader.next();
    const sign = ONE_SIGN[word] ?? word;
    return operation(sign, left, expression(reader, writing, level));
  }
  if (above >= COMPARISON) return undefined;
  if (reader.take("is")) {
    const not = reader.take("not");
    const what = reader.name().toLowerCase();
    const value = what === "null" ? left : truth(left);
    return `(${value} is ${not ? "not " : ""}${what})`;
  }
  const not = reader.is("not") && ["in", "like", "between", "regexp", "rlike"].some((one) => reader.is("not", one));
  if (not) reader.next();
  const found = predicate(reader, writing, left);
  return found === undefined ? undefined : not ? negated(found) : found;
}

function predicate(reader: Reader, writing: Writing, left: string): string | undefined {
  if (reader.is("in", "(") && reader.take("in")) return `(${left} in ${inside(reader, writing)})`;
  if (reader.take("like")) {
    const pattern = expression(reader, writing, COMPARISON);
    const escaped = reader.take("escape") ? ` escape ${expression(reader, writing, COMPARISON)}` : "";
    return `(${left} like ${pattern}${escaped})`;
  }
  if (reader.take("between")) {
    const low = expression(reader, writing, COMPARISON);
    reader.must("and");
    return `(${left} between ${low} and ${expression(reader, writing, COMPARISON)})`;
  }
  if (reader.take("regexp") || reader.take("rlike"))
    return `(${left} regexp ${expression(reader, writing, COMPARISON)})`;
  return undefined;
}

function prefix(reader: Reader, writing: Writing): string {
  const token = reader.peek();
  if (!token) reader.fail("an expression");
  if (token.kind === "text") return quoteLiteral(reader.string());
  if (token.kind === "number") {
    reader.next();
    return token.value.toLowerCase();
  }
  if (token.kind === "name") return reference(reader, writing);
  if (reader.take("-")) {
    const value = expression(reader, writing, UNARY);
    return /^[\d.]/.test(value) ? `-${value}` : `(-${value})`;
  }
  if (reader.take("+")) return expression(reader, writing, UNARY);
  if (reader.take("~")) return `(~${expression(reader, writing, UNARY)})`;
  if (reader.take("!")) return negated(expression(reader, writing, UNARY));
  if (reader.take("not")) return negated(expression(reader, writing, NOT));
  if (reader.take("binary")) return `cast(${expression(reader, writing, COLLATE)} as char charset binary)`;
  if (reader.is("(")) {
    const group = inside(reader, writing);
    const query = /^\((select|with) /.test(group);
    if (query) return group;
    // A single expression needs no parentheses; several form a row.
    return rowOf(group) ? group : group.slice(1, -1);
  }
  if (token.kind === "word") return word(reader, writing);
  return reader.fail("an expression");
}

function word(reader: Reader, writing: Writing): string {
  const token = reader.peek()!;
  const lower = token.value.toLowerCase();
  const after = reader.peek(1);
  if (after?.kind === "text" && after.from - token.to <= 1) return literal(reader, lower, writing);
  if (lower === "case") return caseText(reader, writing);
  if (lower === "interval" && !(after?.value === "(" && isCall(reader))) {
    reader.next();
    const amount = expression(reader, writing);
    return `interval ${amount} ${reader.name().toLowerCase()}`;
  }
  if (["null", "true", "false", "maxvalue", "default"].includes(lower) && after?.value !== "(") {
    reader.next();
    return lower;
  }
  if (token.value.startsWith("@")) {
    reader.next();
    let text = token.value;
    while (reader.take(".")) text += `.${reader.name()}`;
    return text;
  }
  if (lower === "match" || after?.value === "(") return callText(reader, writing);
  if (SYNONYMS.has(lower) && after?.value !== ".") {
    reader.next();
    return `${SYNONYMS.get(lower)}()`;
  }
  return reference(reader, writing);
}

/** `interval(1,2,3)` is a function, `interval (1 + 2) day` is not. */
function isCall(reader: Reader): boolean {
  let depth = 0;
  for (let ahead = 1; ; ahead += 1) {
    const token = reader.peek(ahead);
    if (!token) return false;
    if (token.kind !== "sign") continue;
    if (token.value === "(") depth += 1;
    if (token.value === ")" && --depth === 0) return reader.peek(ahead + 1)?.kind !== "word";
  }
}

function literal(reader: Reader, lower: string, writing: Writing): string {
  reader.next();
  const text = reader.string();
  if (lower === "x") return `0x${text.toLowerCase()}`;
  if (lower === "b") return `b'${text}'`;
  if (lower === "n") return `_utf8mb3${quoteLiteral(text)}`;
  if (lower.startsWith("_")) {
    const plain = writing.introducersAdded && /^[\x20-\x7e]*$/.test(text);
    return plain ? quoteLiteral(text) : `_${charsetName(lower.slice(1))}${quoteLiteral(text)}`;
  }
  return `${lower} ${quoteLiteral(text)}`;
}

function caseText(reader: Reader, writing: Writing): string {
  reader.must("case");
  const of = reader.is("when") ? "" : ` ${expression(reader, writing)}`;
  let text = `case${of}`;
  while (reader.take("when")) {
    const when = expression(reader, writing);
    reader.must("then");
    text += ` when ${of ? when : truth(when)} then ${expression(reader, writing)}`;
  }
  if (reader.take("else")) text += ` else ${expression(reader, writing)}`;
  reader.must("end");
  return `(${text} end)`;
}

/** A column qualified by table and database, or a stored function by its database. */
function reference(reader: Reader, writing: Writing): string {
  const parts = [reader.name()];
  while (reader.take(".")) parts.push(reader.take("*") ? "*" : reader.name());
  const call = reader.is("(");
  const name = qualified(parts, call ? "function" : "column", writing);
  if (!call) return name;
  reader.must("(");
  return `${name}(${argumentText(reader, writing)})`;
}
