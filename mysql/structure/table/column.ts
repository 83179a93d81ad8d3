import { quoteLiteral } from "../../sql";
import { canonicalExpression } from "../sql/canonical";
import type { Reader } from "../sql/reader";
import { NotUnderstood } from "../sql/tokens";
import type { ColumnDefinition } from "./definition";
import { isNumber, readType } from "./types";

/** Parses one column of SHOW CREATE TABLE. @throws NotUnderstood */
export function readColumn(reader: Reader): ColumnDefinition {
  const name = reader.name();
  const { type, full, charset, collation } = readType(reader);
  const column: ColumnDefinition = {
    name,
    type,
    fullType: full,
    charset,
    collation,
    nullable: true,
    autoIncrement: false,
    invisible: false,
    comment: "",
    more: [],
  };
  while (!reader.done && !reader.is(",") && !reader.is(")")) readClause(reader, column);
  // DEFAULT NULL is the same as no default.
  if (column.default === "null") column.default = undefined;
  if (column.default !== undefined && isNumber(type)) column.default = numeric(column.default);
  return column;
}

function readClause(reader: Reader, column: ColumnDefinition): void {
  if (reader.take("not", "null")) column.nullable = false;
  else if (reader.take("null")) column.nullable = true;
  else if (reader.take("auto_increment")) column.autoIncrement = true;
  else if (reader.take("default")) column.default = readDefault(reader);
  else if (reader.take("on", "update")) column.onUpdate = readDefault(reader);
  else if (reader.take("comment")) column.comment = reader.string();
  else if (reader.take("invisible")) column.invisible = true;
  else if (reader.take("check")) column.check = canonical(reader.group());
  else if (reader.take("generated", "always", "as", "row"))
    column.more.push(`GENERATED ALWAYS AS ROW ${reader.name().toUpperCase()}`);
  else if (reader.take("generated", "always", "as") || reader.take("as")) readGenerated(reader, column);
  else if (reader.take("srid")) column.more.push(`SRID ${reader.next().value}`);
  else if (reader.take("ref_system_id", "=")) column.more.push(`REF_SYSTEM_ID=${reader.next().value}`);
  else if (reader.take("column_format")) column.more.push(`COLUMN_FORMAT ${reader.name().toUpperCase()}`);
  else if (reader.take("storage")) column.more.push(`STORAGE ${reader.name().toUpperCase()}`);
  else if (reader.take("without", "system", "versioning")) column.more.push("WITHOUT SYSTEM VERSIONING");
  else if (reader.take("with", "system", "versioning")) column.more.push("WITH SYSTEM VERSIONING");
  else if (reader.take("compressed")) {
    const method = reader.take("=") ? `=${reader.name().toLowerCase()}` : "";
    column.more.push(`COMPRESSED${method}`);
  } else if (reader.take("engine_attribute") || reader.take("secondary_engine_attribute")) {
    reader.take("=");
    column.more.push(`ENGINE_ATTRIBUTE ${quoteLiteral(reader.string())}`);
  } else if (reader.take("not", "secondary")) column.more.push("NOT SECONDARY");
  else reader.fail("a known attribute of a column");
}

function readGenerated(reader: Reader, column: ColumnDefinition): void {
  const text = reader.group();
  // MariaDB formerly printed STORED columns as PERSISTENT.
  const stored = reader.take("stored") || reader.take("persistent");
  if (!stored) reader.take("virtual");
  column.generated = { expression: canonical(text), stored, text };
}

/** MySQL puts an expression default in parentheses; MariaDB does not. */
function readDefault(reader: Reader): string {
  const text = reader.is("(") ? reader.group() : undefined;
  if (text !== undefined) return canonical(text);
  return reader.grammar.expression(reader, { introducersAdded: true }, UNARY);
}

/** Binds more tightly than anything that may follow a default. */
const UNARY = 12;

export function canonical(text: string): string {
  const found = canonicalExpression(text, { introducersAdded: true });
  if (found === undefined) throw new NotUnderstood(`the expression ${text.slice(0, 60)}`);
  return found;
}

/** MySQL prints `'1.50'` where MariaDB prints `1.50`. */
function numeric(value: string): string {
  const text = /^'(-?[\d.]+(?:e[+-]?\d+)?)'$/i.exec(value);
  return text ? text[1]!.toLowerCase() : value;
}
