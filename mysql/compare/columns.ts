import type { Db } from "../connect";
import { inSelection, type Selection } from "../facts/selection";
import { quoteName } from "../sql";

/** One column as information_schema describes it. */
export interface Column {
  name: string;
  /** `int`, `varchar`, ... in lower case. */
  type: string;
  /** `int(10) unsigned`, `enum('a','b')`. */
  fullType: string;
  nullable: boolean;
  /** Normalised: utf8 is utf8mb3. */
  charset?: string;
  collation?: string;
  /** Computed on reading: nothing is stored. */
  virtual: boolean;
}

/** Columns of every table of one database, by table, in the tables' own order. */
export async function readColumns(db: Db, database: string): Promise<Map<string, Column[]>> {
  const selection: Selection = { databases: [database] };
  const found = new Map<string, Column[]>();
  const sql = `SELECT TABLE_NAME,COLUMN_NAME,DATA_TYPE,COLUMN_TYPE,IS_NULLABLE,CHARACTER_SET_NAME,COLLATION_NAME,EXTRA FROM information_schema.COLUMNS WHERE ${inSelection("TABLE_SCHEMA", selection)} ORDER BY TABLE_NAME,ORDINAL_POSITION`;
  for await (const row of db.stream(sql, [], { doing: "reading columns" })) {
    const [table, name, type, fullType, nullable, charset, collation, extra] = row.map((value) =>
      value === null ? undefined : String(value),
    );
    const list = found.get(table!) ?? [];
    list.push({
      name: name!,
      type: type!.toLowerCase(),
      fullType: fullType!,
      nullable: nullable === "YES",
      charset: normalCharset(charset),
      collation: collation?.replace(/^utf8_/, "utf8mb3_"),
      virtual: /virtual/i.test(extra ?? ""),
    });
    found.set(table!, list);
  }
  return found;
}

function normalCharset(charset: string | undefined): string | undefined {
  return charset === "utf8" ? "utf8mb3" : charset;
}

/** A column that both sides have, with the expression that gives the same text on both for the same value. */
export interface Comparable {
  name: string;
  source: string;
  target: string;
  nullable: boolean;
  binary: boolean;
}

export interface ColumnPlan {
  columns: Comparable[];
  notComparable: { column: string; reason: string }[];
  structure: string[];
}

const FLOATS = new Set(["float", "double", "real"]);
const BINARIES = new Set(["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"]);
const GEOMETRIES = new Set([
  "geometry",
  "point",
  "linestring",
  "polygon",
  "multipoint",
  "multilinestring",
  "multipolygon",
  "geometrycollection",
  "geomcollection",
]);
/** Character sets whose texts have the same bytes as far as both can hold them. */
const UTF8_FAMILY = new Set(["utf8mb3", "utf8mb4", "ascii"]);

/** Pairs the columns of a table on both sides and says how each is read. Pure. */
export function planColumns(source: readonly Column[], target: readonly Column[]): ColumnPlan {
  const plan: ColumnPlan = { columns: [], notComparable: [], structure: [] };
  const byName = new Map(target.map((column) => [column.name.toLowerCase(), column]));
  for (const mine of source) {
    const theirs = byName.get(mine.name.toLowerCase());
    byName.delete(mine.name.toLowerCase());
    if (!theirs) plan.structure.push(`column ${mine.name} is missing on the target`);
    else pair(plan, mine, theirs);
  }
  for (const left of byName.values()) plan.structure.push(`column ${left.name} is on the target only`);
  return plan;
}

function pair(plan: ColumnPlan, mine: Column, theirs: Column): void {
  if (mine.virtual || theirs.virtual) {
    plan.notComparable.push({ column: mine.name, reason: "virtual generated column: nothing is stored" });
    return;
  }
  if ((mine.type === "json") !== (theirs.type === "json")) {
    plan.notComparable.push({
      column: mine.name,
      reason: `${mine.type} on the source, ${theirs.type} on the target: one side rewrites JSON text`,
    });
    return;
  }
  plan.columns.push({
    name: mine.name,
    source: expression(mine, theirs),
    target: expression(theirs, mine),
    nullable: mine.nullable || theirs.nullable,
    binary: BINARIES.has(mine.type),
  });
}

/** SQL that reads `column` so that equal values give equal bytes on both sides, whatever version and character set. */
export function expression(column: Column, other: Column): string {
  const name = quoteName(column.name);
  // FLOAT prints six digits only; as a DOUBLE every bit shows.
  if (FLOATS.has(column.type)) return `${name} * 1e0`;
  if (column.type === "bit") return `${name} + 0`;
  if (GEOMETRIES.has(column.type) || column.type === "vector") return `HEX(${name})`;
  if (column.type === "json") return `CAST(${name} AS CHAR CHARACTER SET utf8mb4)`;
  if (column.charset === undefined) return name;
  return family(column.charset) === family(other.charset ?? column.charset) ? name : `CONVERT(${name} USING utf8mb4)`;
}

function family(charset: string): string {
  return UTF8_FAMILY.has(charset) ? "utf8" : charset;
}
