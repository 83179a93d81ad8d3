import { quoteLiteral, quoteName } from "../../sql";
import type { Reader } from "../sql/reader";
import { canonical } from "./column";
import type { CheckDefinition, ForeignKeyDefinition, KeyDefinition } from "./definition";

/** Parses a key of SHOW CREATE TABLE; undefined when the next token does not begin one. */
export function readKey(reader: Reader): KeyDefinition | undefined {
  const kind = kindOf(reader);
  if (!kind) return undefined;
  const key: KeyDefinition = {
    name: kind === "PRIMARY" ? "PRIMARY" : reader.name(),
    kind,
    parts: [],
    comment: "",
    invisible: false,
    more: [],
  };
  const using = () => {
    if (reader.take("using")) key.using = reader.name().toUpperCase();
  };
  using();
  reader.must("(");
  do key.parts.push(readPart(reader));
  while (reader.take(","));
  reader.must(")");
  while (!reader.done && !reader.is(",") && !reader.is(")")) {
    if (reader.is("using")) using();
    else if (reader.take("comment")) key.comment = reader.string();
    // MySQL's keyword and MariaDB's.
    else if (reader.take("invisible") || reader.take("ignored")) key.invisible = true;
    else if (reader.take("visible") || reader.take("not", "ignored")) key.invisible = false;
    else if (reader.take("with", "parser")) key.parser = reader.name().toLowerCase();
    else if (reader.take("key_block_size")) {
      reader.take("=");
      key.more.push(`KEY_BLOCK_SIZE=${reader.next().value}`);
    } else if (reader.take("engine_attribute") || reader.take("secondary_engine_attribute")) {
      reader.take("=");
      key.more.push(`ENGINE_ATTRIBUTE=${quoteLiteral(reader.string())}`);
    } else reader.fail("a known attribute of a key");
  }
  return key;
}

function kindOf(reader: Reader): KeyDefinition["kind"] | undefined {
  if (reader.take("primary", "key")) return "PRIMARY";
  for (const kind of ["unique", "fulltext", "spatial"] as const) {
    if (reader.take(kind, "key") || reader.take(kind, "index")) return kind.toUpperCase() as "UNIQUE";
  }
  return reader.take("key") || reader.take("index") ? "KEY" : undefined;
}

function readPart(reader: Reader): string {
  let text: string;
  if (reader.is("(")) text = `(${canonical(reader.group())})`;
  else {
    text = quoteName(reader.name());
    if (reader.is("(")) text += `(${reader.group()})`;
    else if (reader.take("without", "overlaps")) return `${text} WITHOUT OVERLAPS`;
  }
  reader.take("asc");
  return reader.take("desc") ? `${text} DESC` : text;
}

/** What follows CONSTRAINT `name`. */
export function readConstraint(
  reader: Reader,
  name: string,
): { foreignKey?: ForeignKeyDefinition; check?: CheckDefinition } {
  if (reader.take("check")) {
    const text = reader.group();
    const enforced = !reader.take("not", "enforced");
    reader.take("enforced");
    return { check: { name, expression: canonical(text), text, enforced } };
  }
  reader.must("foreign", "key");
  const columns = names(reader);
  reader.must("references");
  const first = reader.name();
  const second = reader.take(".") ? reader.name() : undefined;
  const foreignKey: ForeignKeyDefinition = {
    name,
    columns,
    parentDatabase: second === undefined ? undefined : first,
    parentTable: second ?? first,
    parentColumns: names(reader),
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  };
  for (;;) {
    if (reader.take("on", "delete")) foreignKey.onDelete = action(reader);
    else if (reader.take("on", "update")) foreignKey.onUpdate = action(reader);
    else if (reader.take("match")) reader.name();
    else return { foreignKey };
  }
}

/** RESTRICT, NO ACTION and no action at all are the same to InnoDB. */
function action(reader: Reader): string {
  if (reader.take("no", "action")) return "RESTRICT";
  if (reader.take("set", "null")) return "SET NULL";
  if (reader.take("set", "default")) return "SET DEFAULT";
  return reader.name().toUpperCase();
}

function names(reader: Reader): string[] {
  const found: string[] = [];
  reader.must("(");
  do found.push(reader.name());
  while (reader.take(","));
  reader.must(")");
  return found;
}
