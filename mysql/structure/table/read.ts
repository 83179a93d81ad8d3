import { readerOf } from "../sql/canonical";
import { charsetOf } from "../sql/charsets";
import type { Reader } from "../sql/reader";
import { readColumn } from "./column";
import type { ColumnDefinition, TableDefinition } from "./definition";
import { readConstraint, readKey } from "./keys";
import { readOptions } from "./options";
import { readPartitions } from "./partitions";
import { TEXTS } from "./types";

/** The default collation of each character set on one server. */
export type Collations = ReadonlyMap<string, string>;

/** Parses SHOW CREATE TABLE of any version. @throws NotUnderstood for anything unknown */
export function readTable(text: string, collations: Collations): TableDefinition {
  const reader = readerOf(text);
  reader.must("create");
  reader.take("temporary");
  reader.must("table");
  reader.name();
  const table: TableDefinition = {
    columns: [],
    keys: [],
    foreignKeys: [],
    checks: [],
    engine: "",
    charset: "",
    collation: "",
    comment: "",
    options: new Map(),
    periods: [],
    systemVersioned: false,
    text,
  };
  reader.must("(");
  do readElement(reader, table);
  while (reader.take(","));
  reader.must(")");
  readOptions(reader, table);
  if (!reader.done) table.partitions = readPartitions(reader, table.engine);
  fillIn(table, collations);
  return table;
}

function readElement(reader: Reader, table: TableDefinition): void {
  const key = reader.peek()?.kind === "word" ? readKey(reader) : undefined;
  if (key) table.keys.push(key);
  else if (reader.take("constraint")) {
    const { foreignKey, check } = readConstraint(reader, reader.name());
    if (foreignKey) table.foreignKeys.push(foreignKey);
    if (check) table.checks.push(check);
  } else if (reader.is("check")) table.checks.push(readConstraint(reader, "").check!);
  else if (reader.take("period", "for"))
    table.periods.push(`${reader.name().toUpperCase()} (${reader.group().replace(/\s+/g, "")})`);
  else if (reader.peek()?.kind === "name") table.columns.push(readColumn(reader));
  else reader.fail("a column, a key or a constraint");
}

/** Fills in what the server omits because something else implies it. */
function fillIn(table: TableDefinition, collations: Collations): void {
  if (table.charset === "" && table.collation !== "") table.charset = charsetOf(table.collation);
  if (table.collation === "") table.collation = collations.get(table.charset) ?? "";
  for (const column of table.columns) {
    collate(column, table, collations);
    aliasOfJson(column);
  }
  for (const key of table.keys) if (key.using === defaultMethod(table.engine)) key.using = undefined;
}

/** The default index type; InnoDB and MyISAM create a BTREE whatever is requested. */
function defaultMethod(engine: string): string | undefined {
  return /^(memory|heap|ndb\w*)$/i.test(engine) ? "HASH" : "BTREE";
}

function collate(column: ColumnDefinition, table: TableDefinition, collations: Collations): void {
  if (!TEXTS.has(column.type.replace(/\(.*/s, ""))) {
    column.charset = undefined;
    column.collation = undefined;
    return;
  }
  if (column.collation !== undefined) column.charset ??= charsetOf(column.collation);
  else if (column.charset !== undefined) column.collation = collations.get(column.charset) ?? "";
  else {
    column.charset = table.charset;
    column.collation = table.collation;
  }
}

/** In MariaDB, JSON is an alias for a LONGTEXT with a CHECK. */
function aliasOfJson(column: ColumnDefinition): void {
  const { type, collation, check, name } = column;
  if (type !== "longtext" || collation !== "utf8mb4_bin" || check !== `json_valid(\`${name.replace(/`/g, "``")}\`)`)
    return;
  Object.assign(column, { type: "json", charset: undefined, collation: undefined, check: undefined });
}
