import { quoteName } from "../../sql";
import { fromText } from "./from";
import { inside } from "./inside";
import { truth } from "./logic";
import type { Reader, Writing } from "./reader";

/**
 * A query in normal form, whichever version printed it: fields that ORDER BY and GROUP BY name by number or alias are
 * written out, joins and operations have their parentheses.
 * @throws NotUnderstood
 */
export function query(reader: Reader, writing: Writing): string {
  let text = "";
  if (reader.take("with")) text += `${ctes(reader, writing)} `;
  text += term(reader, writing);
  for (;;) {
    const word = ["union", "except", "intersect"].find((one) => reader.take(one));
    if (!word) break;
    const all = reader.take("all") ? " all" : "";
    reader.take("distinct");
    text += ` ${word}${all} ${term(reader, writing)}`;
  }
  return text + tail(reader, writing, []);
}

function ctes(reader: Reader, writing: Writing): string {
  const recursive = reader.take("recursive") ? " recursive" : "";
  const list: string[] = [];
  do {
    const name = quoteName(reader.name());
    const columns = reader.is("(") ? ` ${inside(reader, writing)}` : "";
    reader.must("as");
    list.push(`${name}${columns} as ${inside(reader, writing)}`);
  } while (reader.take(","));
  return `with${recursive} ${list.join(",")}`;
}

function term(reader: Reader, writing: Writing): string {
  if (!reader.is("(")) return select(reader, writing);
  reader.must("(");
  const text = reader.grammar.query(reader, writing);
  reader.must(")");
  return `(${text})`;
}

interface Field {
  text: string;
  alias?: string;
}

const SWITCHES = new Set(
  "distinct distinctrow straight_join sql_no_cache sql_cache sql_calc_found_rows sql_buffer_result sql_big_result sql_small_result high_priority".split(
    " ",
  ),
);

function select(reader: Reader, writing: Writing): string {
  reader.must("select");
  let text = "select ";
  reader.take("all");
  while (reader.isOne(SWITCHES)) {
    const word = reader.next().value.toLowerCase();
    // Removed in MySQL 8.0, and without effect where there is no query cache.
    if (word !== "sql_cache" && word !== "sql_no_cache") text += `${word === "distinctrow" ? "distinct" : word} `;
  }
  const fields = fieldList(reader, writing);
  text += fields
    .map(({ text: field, alias }) => (alias === undefined ? field : `${field} AS ${quoteName(alias)}`))
    .join(",");
  if (reader.take("from")) text += ` from ${fromText(reader, writing)}`;
  if (reader.take("where")) text += ` where ${truth(reader.grammar.expression(reader, writing))}`;
  if (reader.take("group", "by")) {
    text += ` group by ${sorted(reader, writing, fields)}`;
    if (reader.take("with", "rollup")) text += " with rollup";
  }
  if (reader.take("having")) text += ` having ${truth(reader.grammar.expression(reader, writing))}`;
  if (reader.take("window")) {
    const windows: string[] = [];
    do {
      const name = quoteName(reader.name());
      reader.must("as");
      windows.push(`${name} as (${reader.group().trim()})`);
    } while (reader.take(","));
    text += ` window ${windows.join(",")}`;
  }
  return text + tail(reader, writing, fields);
}

function fieldList(reader: Reader, writing: Writing): Field[] {
  const fields: Field[] = [];
  do {
    if (reader.take("*")) {
      fields.push({ text: "*" });
      continue;
    }
    const text = reader.grammar.expression(reader, writing);
    const alias = reader.take("as") ? reader.next().value : reader.peek()?.kind === "name" ? reader.name() : undefined;
    fields.push({ text, alias });
  } while (reader.take(","));
  return fields;
}

/** The items of ORDER BY and GROUP BY. */
function sorted(reader: Reader, writing: Writing, fields: readonly Field[]): string {
  const items: string[] = [];
  do {
    const item = reader.grammar.expression(reader, writing);
    const named =
      (/^\d+$/.test(item) ? fields[Number(item) - 1] : undefined) ??
      fields.find(({ alias }) => alias !== undefined && quoteName(alias) === item);
    reader.take("asc");
    items.push(`${named?.text ?? item}${reader.take("desc") ? " desc" : ""}`);
  } while (reader.take(","));
  return items.join(",");
}

function tail(reader: Reader, writing: Writing, fields: readonly Field[]): string {
  let text = "";
  if (reader.take("order", "by")) text += ` order by ${sorted(reader, writing, fields)}`;
  if (reader.take("limit")) {
    const first = reader.next().value;
    if (reader.take(",")) text += ` limit ${first},${reader.next().value}`;
    else if (reader.take("offset")) text += ` limit ${reader.next().value},${first}`;
    else text += ` limit ${first}`;
  }
  if (reader.take("for", "update")) text += " for update";
  if (reader.take("lock", "in", "share", "mode") || reader.take("for", "share")) text += " lock in share mode";
  return text;
}
