import { quoteName } from "../../sql";
import { inside } from "./inside";
import { truth } from "./logic";
import { qualified } from "./names";
import type { Reader, Writing } from "./reader";

/** Tables and joins in normal form: every join in parentheses, from the left. */
export function fromText(reader: Reader, writing: Writing): string {
  const refs = [joins(reader, writing)];
  while (reader.take(",")) refs.push(joins(reader, writing));
  // A comma joins like JOIN, but with lower precedence.
  return refs.reduce((left, right) => `(${left} join ${right})`);
}

function joins(reader: Reader, writing: Writing): string {
  let left = table(reader, writing);
  for (;;) {
    const kind = joinWord(reader);
    if (!kind) return left;
    const right = table(reader, writing);
    let on = "";
    if (reader.take("on")) on = ` on ${truth(reader.grammar.expression(reader, writing))}`;
    else if (reader.take("using")) on = ` using ${inside(reader, writing)}`;
    left = `(${left} ${kind} ${right}${on})`;
  }
}

function joinWord(reader: Reader): string | undefined {
  if (reader.take("join") || reader.take("inner", "join") || reader.take("cross", "join")) return "join";
  if (reader.take("straight_join")) return "straight_join";
  const natural = reader.take("natural") ? "natural " : "";
  for (const side of ["left", "right"]) {
    if (reader.take(side, "join") || reader.take(side, "outer", "join")) return `${natural}${side} join`;
  }
  return natural && reader.take("join") ? "natural join" : undefined;
}

const NO_ALIAS = new Set(
  "join inner cross left right natural straight_join on using where group having order limit union except intersect window for lock use force ignore partition".split(
    " ",
  ),
);

function table(reader: Reader, writing: Writing): string {
  if (reader.is("(")) {
    if (reader.peek(1)?.value.toLowerCase() === "select" || reader.peek(1)?.value.toLowerCase() === "with")
      return inside(reader, writing) + alias(reader);
    reader.must("(");
    const text = fromText(reader, writing);
    reader.must(")");
    return text;
  }
  const lateral = reader.take("lateral") ? "lateral " : "";
  if (lateral) return lateral + inside(reader, writing) + alias(reader);
  if (reader.is("json_table")) return reader.fail("a table");
  const parts = [reader.name()];
  while (reader.take(".")) parts.push(reader.name());
  const name = qualified(parts, "table", writing);
  const partition = reader.take("partition") ? ` partition ${inside(reader, writing)}` : "";
  const history = reader.is("for", "system_time") ? reader.fail("a plain table") : "";
  const as = alias(reader);
  let hints = "";
  for (const hint of ["use", "force", "ignore"]) {
    if (!reader.take(hint)) continue;
    if (!reader.take("index") && !reader.take("key")) reader.fail("index");
    const where = reader.take("for") ? ` for ${reader.name().toLowerCase()}${reader.take("by") ? " by" : ""}` : "";
    hints += ` ${hint} index${where} (${reader.group()})`;
  }
  return name + partition + history + as + hints;
}

function alias(reader: Reader): string {
  const given =
    reader.take("as") || reader.peek()?.kind === "name" || (reader.peek()?.kind === "word" && !reader.isOne(NO_ALIAS));
  if (!given) return "";
  const name = ` ${quoteName(reader.name())}`;
  return reader.is("(") ? `${name} (${reader.group()})` : name;
}
