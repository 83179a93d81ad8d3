import { mysqlAtLeast } from "../../model/mysql/server";
import type { Db } from "../connect";
import { quoteName } from "../sql";
import { COLUMN_FIELDS, COLUMN_PRINT, ColumnPrints, columnsOf } from "./columnPrints";
import { converted, leaveOneInPlace, readingOf } from "./readings";
import { SharedTexts } from "./sharedTexts";
import type { Column, ColumnPlan } from "./tablePlan";

/**
 * Rows of information_schema.COLUMNS as JSON, kept until their table is planned: it takes little memory even for ten
 * thousand tables.
 */
type Packed = string;

/** Columns of the tables of one database. */
export class Columns {
  private readonly packed = new Map<string, Packed>();
  readonly prints = new ColumnPrints();

  static async read(db: Db, database: string, texts = new SharedTexts()): Promise<Columns> {
    const all = new Columns();
    let table: string | undefined;
    let rows: unknown[] = [];
    const keep = () => {
      // A table's columns may arrive in several runs.
      if (table !== undefined) all.packed.set(texts.of(table), texts.of(JSON.stringify([...all.rows(table), ...rows])));
      rows = [];
    };
    // Servers without a data dictionary list table by table, and would sort thousands of tables on disk.
    const order = mysqlAtLeast(db.server, 8) ? " ORDER BY CAST(TABLE_NAME AS BINARY)" : "";
    const sql = `SELECT ${COLUMN_FIELDS.join(",")}, ${COLUMN_PRINT} FROM ${columnsOf(database)}${order}`;
    await db.each(sql, { doing: "reading columns" }, (row) => {
      const name = String(row.shift());
      if (name !== table) keep();
      table = name;
      all.prints.add(name, row.pop());
      rows.push(row);
    });
    keep();
    return all;
  }

  /** Equal texts mean equal columns. */
  text(table: string): string {
    return this.packed.get(table) ?? "[]";
  }

  /** In the order in which the table has them. */
  of(table: string): Column[] {
    const placeOf = (row: unknown[]) => Number(row.at(-1));
    return this.rows(table)
      .sort((a, b) => placeOf(a) - placeOf(b))
      .map(column);
  }

  private rows(table: string): unknown[][] {
    return JSON.parse(this.text(table)) as unknown[][];
  }
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
