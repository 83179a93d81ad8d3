import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import type { Db } from "../connect";
import { inSelection } from "../facts/selection";
import { SharedTexts } from "./sharedTexts";
import type { Column, UniqueKey, WalkKey } from "./tablePlan";

/**
 * Primary and unique keys of the tables of one database, the primary key first. Keys over column prefixes are left out.
 */
export class Keys {
  /** As JSON, in order of preference. */
  private readonly packed = new Map<string, string>();

  static async read(db: Db, database: string, texts = new SharedTexts()): Promise<Keys> {
    const all = new Keys();
    const sql = `SELECT TABLE_NAME,INDEX_NAME,COLUMN_NAME,SUB_PART FROM information_schema.STATISTICS WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })} AND NON_UNIQUE=0${usable(db)} ORDER BY CAST(TABLE_NAME AS BINARY),INDEX_NAME,SEQ_IN_INDEX`;
    let parts = new Map<string, UniqueKey & { whole: boolean }>();
    let table = "";
    const keep = () => {
      const whole = [...parts.values()].filter((one) => one.whole).map(({ name, columns }) => ({ name, columns }));
      if (whole.length > 0) all.add(table, whole, texts);
      parts = new Map();
    };
    await db.each(sql, { doing: "reading keys" }, ([of, index, column, part]) => {
      if (String(of) !== table) keep();
      table = String(of);
      const key = parts.get(String(index)) ?? { name: String(index), columns: [], whole: true };
      // A functional key part has no column.
      if (column === null || part !== null) key.whole = false;
      key.columns.push(String(column));
      parts.set(key.name, key);
    });
    keep();
    return all;
  }

  private add(table: string, keys: readonly UniqueKey[], texts: SharedTexts): void {
    const all = [...this.of(table), ...keys].sort((a, b) => rank(a) - rank(b));
    this.packed.set(texts.of(table), texts.of(JSON.stringify(all)));
  }

  /** Equal texts mean equal keys. */
  text(table: string): string {
    return this.packed.get(table) ?? "[]";
  }

  of(table: string): UniqueKey[] {
    return JSON.parse(this.text(table)) as UniqueKey[];
  }
}

/** An invisible index cannot be used: FORCE INDEX with it is an error. */
function usable({ server }: Db): string {
  if (mysqlAtLeast(server, 8)) return " AND IS_VISIBLE='YES'";
  return mariadbAtLeast(server, 10, 6) ? " AND IGNORED='NO'" : "";
}

function rank(key: UniqueKey): number {
  return key.name === "PRIMARY" ? -1 : key.columns.length;
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
 * The first key that is unique, not null and sorted the same way on both sides; undefined when there is none (the table
 * is then compared in hash buckets). FLOAT, ENUM, BIT and keys with different collations may sort differently.
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
    // Columns with the same collation have the same character set.
    const charsets = pairs.map(([a]) => a!.charset);
    return { index: { source: key.name, target: twin.name }, columns: key.columns, numeric, charsets, integer };
  }
  return undefined;
}

function ordersAlike(a: Column, b: Column): boolean {
  if (a.nullable || b.nullable || a.virtual || b.virtual) return false;
  if (!ORDERED.has(a.type) || !ORDERED.has(b.type)) return false;
  return a.collation === b.collation && orderOf(a) === orderOf(b);
}

/** Groups types that sort alike: a number stored as text or bytes sorts differently from a number. */
function orderOf({ type }: Column): string {
  if (INTEGERS.has(type)) return "integer";
  if (type === "datetime" || type === "timestamp") return "moment";
  return type.replace(/^var/, "");
}

function columnsByName(columns: readonly Column[]): Map<string, Column> {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name.toLowerCase() === b[at]!.toLowerCase());
}
