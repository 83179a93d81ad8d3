import { quoteName } from "../../sql";
import { charsetName } from "./charsets";
import { truth } from "./logic";
import type { Reader, Writing } from "./reader";

/** Functions that may be written without parentheses, and under several names. */
export const SYNONYMS = new Map([
  ["current_timestamp", "now"],
  ["localtime", "now"],
  ["localtimestamp", "now"],
  ["now", "now"],
  ["curdate", "curdate"],
  ["current_date", "curdate"],
  ["curtime", "curtime"],
  ["current_time", "curtime"],
  ["current_user", "current_user"],
  ["utc_timestamp", "utc_timestamp"],
  ["utc_date", "utc_date"],
  ["utc_time", "utc_time"],
]);
const NAMES: Record<string, string> = {
  substring: "substr",
  mid: "substr",
  ucase: "upper",
  lcase: "lower",
  character_length: "char_length",
  octet_length: "length",
  power: "pow",
  ceil: "ceiling",
  dayofmonth: "day",
  std: "stddev_pop",
  stddev: "stddev_pop",
  variance: "var_pop",
  schema: "database",
  sha1: "sha",
  json_append: "json_array_append",
};
/** Keywords between the arguments of some functions. */
const BETWEEN = new Set(
  "distinct order by separator from for both leading trailing asc desc in boolean mode natural language with query expansion using as unbounded preceding following rows range current row partition null nulls respect ignore error empty on".split(
    " ",
  ),
);

/** Functions whose arguments begin with a keyword that is not a column. */
const UNITS_FIRST = new Set(["extract", "timestampdiff", "timestampadd", "get_format"]);

/** The arguments of a stored function, after the opening parenthesis. */
export function argumentText(reader: Reader, writing: Writing): string {
  return joined(arguments_(reader, writing));
}

/** A function call in normal form. */
export function callText(reader: Reader, writing: Writing): string {
  const given = reader.name();
  const lower = given.toLowerCase();
  if (lower === "match") return match(reader, writing);
  reader.must("(");
  if (
    (lower === "exists" || lower === "any" || lower === "all" || lower === "some") &&
    (reader.is("select") || reader.is("with"))
  ) {
    const text = reader.grammar.query(reader, writing);
    reader.must(")");
    // MariaDB adds the limit, which has no effect here.
    return `${lower === "some" ? "any" : lower}(${lower === "exists" ? text.replace(/ limit 1$/, "") : text})`;
  }
  const unit = UNITS_FIRST.has(lower) && reader.peek()?.kind === "word" ? [reader.next().value.toLowerCase()] : [];
  const parts = [...unit, ...arguments_(reader, writing)];
  const name = SYNONYMS.get(lower) ?? NAMES[lower] ?? lower;
  const over = reader.take("over") ? ` over ${overText(reader, writing)}` : "";
  if (name === "isnull") return `(${parts[0]} is null)`;
  if (name === "regexp_like" && parts.length === 3) return `(${parts[0]} regexp ${parts[2]})`;
  if (name === "if" && parts[0] !== undefined) parts[0] = truth(parts[0]);
  if (name === "count" && parts.length === 1 && parts[0] === "*") return `count(0)${over}`;
  return `${/^[a-z_]\w*$/.test(name) ? name : quoteName(given)}(${joined(parts)})${over}`;
}

/** Arguments, commas and keywords between them. */
function arguments_(reader: Reader, writing: Writing): string[] {
  const parts: string[] = [];
  while (!reader.take(")")) {
    if (reader.take(",")) parts.push(",");
    else if (reader.take("*")) parts.push("*");
    else if (reader.take("as")) parts.push("as", typeText(reader));
    else if (reader.take("using")) parts.push("using", charsetName(reader.name()));
    else if (reader.take("asc")) continue;
    else if (reader.is("select") || reader.is("with", "recursive")) parts.push(reader.grammar.query(reader, writing));
    else if (reader.isOne(BETWEEN) && reader.peek(1)?.value !== "(") parts.push(reader.next().value.toLowerCase());
    else parts.push(reader.grammar.expression(reader, writing));
  }
  return parts;
}

function joined(parts: readonly string[]): string {
  return parts.join(" ").replaceAll(" , ", ",");
}

/** The type of a CAST, up to the parenthesis that ends it. */
function typeText(reader: Reader): string {
  let text = "";
  let depth = 0;
  while (depth > 0 || !reader.is(")")) {
    const { kind, value } = reader.next();
    if (kind === "sign" && value === "(") depth += 1;
    if (kind === "sign" && value === ")") depth -= 1;
    text += kind === "word" ? ` ${charsetName(value)}` : value;
  }
  return text
    .trim()
    .replace(/^(signed|unsigned) integer$/, "$1")
    .replace("character set", "charset");
}

function match(reader: Reader, writing: Writing): string {
  const inner = reader.take("(");
  const columns = [reader.grammar.expression(reader, writing, 5)];
  while (reader.take(",")) columns.push(reader.grammar.expression(reader, writing, 5));
  if (inner) reader.must(")");
  reader.must("against");
  reader.must("(");
  return `(match(${columns.join(",")}) against (${joined(arguments_(reader, writing))}))`;
}

function overText(reader: Reader, writing: Writing): string {
  if (!reader.is("(")) return quoteName(reader.name());
  reader.must("(");
  return `(${joined(arguments_(reader, writing))})`;
}
