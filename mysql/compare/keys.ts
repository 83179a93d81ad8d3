import type { Db } from "../connect";
import { inSelection } from "../facts/selection";
import type { Column } from "./columns";

export interface UniqueKey {
  name: string;
  columns: string[];
}

/** Primary and unique keys of every table of one database, by table; the primary first. Prefix keys are left out. */
export async function readKeys(db: Db, database: string): Promise<Map<string, UniqueKey[]>> {
  const found = new Map<string, Map<string, { columns: string[]; whole: boolean }>>();
  const sql = `SELECT TABLE_NAME,INDEX_NAME,COLUMN_NAME,SUB_PART FROM information_schema.STATISTICS WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })} AND NON_UNIQUE=0 ORDER BY TABLE_NAME,INDEX_NAME,SEQ_IN_INDEX`;
  for await (const [table, index, column, part] of db.stream(sql, [], { doing: "reading keys" })) {
    const indexes = found.get(String(table)) ?? new Map<string, { columns: string[]; whole: boolean }>();
    const entry = indexes.get(String(index)) ?? { columns: [], whole: true };
    // A part of a functional index has no column.
    if (column === null || part !== null) entry.whole = false;
    entry.columns.push(String(column));
    indexes.set(String(index), entry);
    found.set(String(table), indexes);
  }
  return new Map(
    [...found].map(([table, indexes]) => {
      const keys = [...indexes]
        .filter(([, entry]) => entry.whole)
        .map(([name, entry]) => ({ name, columns: entry.columns }));
      return [table, keys.sort((a, b) => rank(a) - rank(b))];
    }),
  );
}

function rank(key: UniqueKey): number {
  return key.name === "PRIMARY" ? -1 : key.columns.length;
}

/** A key by which both sides can be walked in the same order. */
export interface WalkKey {
  index: { source: string; target: string };
  columns: string[];
  /** Which columns are numbers, written without quotes. */
  numeric: boolean[];
  /** One integer column: chunks are ranges of numbers, found without reading. */
  integer: boolean;
}

const INTEGERS = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);
const ORDERED = new Set([
  ...INTEGERS,
  "decimal",
  "char",
  "varchar",
  "binary",
  "varbinary",
  "date",
  "datetime",
  "timestamp",
  "time",
  "year",
]);

/**
 * The first key that is unique, not null and ordered the same way on both sides; undefined when there is none (then the
 * table is compared in buckets of a hash). FLOAT, ENUM, BIT and keys whose collation differs do not order alike.
 */
export function walkKey(
  sourceKeys: readonly UniqueKey[],
  targetKeys: readonly UniqueKey[],
  source: readonly Column[],
  target: readonly Column[],
): WalkKey | undefined {
  const [mine, theirs] = [columnsByName(source), columnsByName(target)];
  for (const key of sourceKeys) {
    const twin = targetKeys.find((other) => sameList(other.columns, key.columns));
    if (!twin) continue;
    const pairs = key.columns.map((name) => [mine.get(name.toLowerCase()), theirs.get(name.toLowerCase())] as const);
    if (!pairs.every(([a, b]) => a && b && ordersAlike(a, b))) continue;
    const integer = pairs.length === 1 && pairs.every(([a, b]) => INTEGERS.has(a!.type) && INTEGERS.has(b!.type));
    const numeric = pairs.map(([a]) => INTEGERS.has(a!.type) || a!.type === "decimal" || a!.type === "year");
    return { index: { source: key.name, target: twin.name }, columns: key.columns, numeric, integer };
  }
  return undefined;
}

function ordersAlike(a: Column, b: Column): boolean {
  if (a.nullable || b.nullable || a.virtual || b.virtual) return false;
  if (!ORDERED.has(a.type) || !ORDERED.has(b.type)) return false;
  return a.collation === b.collation && INTEGERS.has(a.type) === INTEGERS.has(b.type);
}

function columnsByName(columns: readonly Column[]): Map<string, Column> {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name.toLowerCase() === b[at]!.toLowerCase());
}
