import { crc32 } from "node:zlib";
import type { Db } from "../connect";
import { inSelection, type Selection } from "../facts/selection";
import { quoteName } from "../sql";
import { converted, leaveOneInPlace, readingOf } from "./readings";
import { SharedTexts } from "./sharedTexts";
import type { Column, ColumnPlan } from "./tablePlan";

/**
 * Rows of information_schema.COLUMNS as JSON, kept until their table is planned: it takes little memory even for ten
 * thousand tables.
 */
type Packed = string;

/** Columns of the tables of one database, in table order. */
export class Columns {
  private readonly packed = new Map<string, Packed>();
  /** A checksum of each table's columns, kept until the end to detect definitions that changed meanwhile. */
  readonly prints = new Map<string, number>();

  static async read(db: Db, database: string, texts = new SharedTexts()): Promise<Columns> {
    const all = new Columns();
    for await (const [table, rows] of tablesOf(db, database)) {
      // A table's columns arrive in one run; otherwise this would overwrite the earlier ones.
      all.packed.set(texts.of(table), texts.of(JSON.stringify([...all.rows(table), ...rows])));
      print(all.prints, texts.of(table), rows);
    }
    return all;
  }

  /** Only the checksums, as they are now. */
  static async printsOf(db: Db, database: string): Promise<Map<string, number>> {
    const prints = new Map<string, number>();
    for await (const [table, rows] of tablesOf(db, database)) print(prints, table, rows);
    return prints;
  }

  of(table: string): Column[] {
    return this.rows(table).map(column);
  }

  /** The columns, removed from this store: a planned table does not need them again. */
  take(table: string): Column[] {
    const columns = this.of(table);
    this.packed.delete(table);
    return columns;
  }

  private rows(table: string): unknown[][] {
    return JSON.parse(this.packed.get(table) ?? "[]") as unknown[][];
  }
}

async function* tablesOf(db: Db, database: string): AsyncGenerator<[table: string, rows: unknown[]]> {
  const selection: Selection = { databases: [database] };
  const sql = `SELECT TABLE_NAME,COLUMN_NAME,DATA_TYPE,COLUMN_TYPE,IS_NULLABLE,CHARACTER_SET_NAME,COLLATION_NAME,EXTRA,CHARACTER_OCTET_LENGTH,NUMERIC_PRECISION,NUMERIC_SCALE FROM information_schema.COLUMNS WHERE ${inSelection("TABLE_SCHEMA", selection)} ORDER BY CAST(TABLE_NAME AS BINARY),ORDINAL_POSITION`;
  let table: string | undefined;
  let rows: unknown[] = [];
  for await (const [name, ...row] of db.stream(sql, [], { doing: "reading columns" })) {
    if (String(name) !== table) {
      if (table !== undefined) yield [table, rows];
      rows = [];
    }
    table = String(name);
    rows.push(row);
  }
  if (table !== undefined) yield [table, rows];
}

function print(prints: Map<string, number>, table: string, rows: unknown[]): void {
  prints.set(table, crc32(JSON.stringify(rows), prints.get(table) ?? 0));
}

function column(row: readonly unknown[]): Column {
  const [name, type, fullType, nullable, charset, collation, extra, octets, digits, after] = row.map((value) =>
    value === null ? undefined : String(value),
  );
  return {
    name: name!,
    type: type!.toLowerCase(),
    fullType: fullType!,
    nullable: nullable === "YES",
    charset: normalCharset(charset),
    collation: collation?.replace(/^utf8_/, "utf8mb3_"),
    virtual: /virtual/i.test(extra ?? ""),
    octets: octets === undefined ? undefined : Number(octets),
    fraction: Number(/^(?:datetime|timestamp|time)\((\d)\)/i.exec(fullType!)?.[1] ?? 0),
    digits: type!.toLowerCase() === "decimal" ? [Number(digits), Number(after)] : undefined,
  };
}

function normalCharset(charset: string | undefined): string | undefined {
  return charset === "utf8" ? "utf8mb3" : charset;
}

const TEXTS = new Set(["char", "varchar", "tinytext", "text", "mediumtext", "longtext"]);

/** Pairs the columns of a table on both sides and decides how each is read. Pure. */
export function planColumns(source: readonly Column[], target: readonly Column[]): ColumnPlan {
  const plan: ColumnPlan = { readings: [], fetched: [], structure: [] };
  const byName = new Map(target.map((column) => [column.name.toLowerCase(), column]));
  for (const mine of source) {
    const theirs = byName.get(mine.name.toLowerCase());
    byName.delete(mine.name.toLowerCase());
    if (!theirs) plan.structure.push(`column ${mine.name} is missing on the target`);
    else if (jsonBesideText(mine, theirs) || jsonBesideText(theirs, mine))
      plan.fetched.push({ name: mine.name, sql: { source: asText(mine), target: asText(theirs) } });
    else plan.readings.push(readingOf(mine, theirs));
  }
  leaveOneInPlace(plan.readings);
  for (const left of byName.values()) plan.structure.push(`column ${left.name} exists only on the target`);
  return plan;
}

function jsonBesideText(one: Column, other: Column): boolean {
  return one.type === "json" && TEXTS.has(other.type);
}

function asText(column: Column): string {
  const name = quoteName(column.name);
  return column.type === "json" ? `CAST(${name} AS CHAR CHARACTER SET utf8mb4)` : converted(name);
}
