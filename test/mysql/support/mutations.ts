import fc from "fast-check";
import { Columns } from "../../../mysql/compare/columns";
import { compare } from "../../../mysql/compare/compare";
import { Keys } from "../../../mysql/compare/keys";
import { type ConnectOptions, connect, type Db } from "../../../mysql/connect";
import { quoteName, quoteTable, quoteValue } from "../../../mysql/sql";
import { nastySchema } from "./nasty";

const DATABASE = "nasty";
const KEEP = "kept";
/** Tables whose rows may change one by one (no foreign keys). */
const TABLES = [
  "types",
  "choices",
  "named",
  "order",
  "big_numbers",
  "negative",
  "keyless",
  "old_log",
  "parts",
  "größe 表",
];

/** What a random mutation is made from; the database decides what comes of it. */
export interface Pick {
  table: number;
  row: number;
  /** delete and insert are rarer than a change of one column. */
  kind: number;
  column: number;
  how: number;
}

export const pick: fc.Arbitrary<Pick> = fc.record({
  table: fc.nat(TABLES.length - 1),
  row: fc.nat(1_000_000),
  kind: fc.nat(9),
  column: fc.nat(30),
  how: fc.nat(63),
});

export interface Tried {
  /** False: the mutation changed nothing (a value that rounds back), so there is nothing to find. */
  applied: boolean;
  found: boolean;
  what: string;
}

interface Shape {
  name: string;
  columns: { name: string; type: string; nullable: boolean; length: number }[];
  key?: string[];
}

/** Two servers with the nasty schema, the second with a copy to restore rows from. */
export class Bench {
  private constructor(
    private readonly source: ConnectOptions,
    private readonly target: ConnectOptions,
    private readonly db: Db,
    private readonly shapes: Shape[],
  ) {}

  static async prepare(source: ConnectOptions, target: ConnectOptions): Promise<Bench> {
    for (const side of [source, target]) {
      const db = await connect(side);
      for (const sql of nastySchema(DATABASE)) await db.query(sql);
      await db.close();
    }
    const db = await connect(target);
    await db.query("SET SESSION sql_mode='', foreign_key_checks=0");
    await db.query(`CREATE DATABASE ${KEEP} CHARACTER SET utf8mb4`);
    const [columns, keys] = [await Columns.read(db, DATABASE), await Keys.read(db, DATABASE)];
    const shapes: Shape[] = [];
    for (const name of TABLES) {
      await db.query(`CREATE TABLE ${quoteTable(KEEP, name)} LIKE ${quoteTable(DATABASE, name)}`);
      await db.query(`INSERT INTO ${quoteTable(KEEP, name)} SELECT * FROM ${quoteTable(DATABASE, name)}`);
      shapes.push({
        name,
        key: keys.of(name)[0]?.columns,
        columns: columns.of(name).map((column) => ({
          name: column.name,
          type: column.type,
          nullable: column.nullable,
          length: Number(/\((\d+)\)/.exec(column.fullType)?.[1] ?? 1000),
        })),
      });
    }
    return new Bench(source, target, db, shapes);
  }

  close(): Promise<void> {
    return this.db.close();
  }

  /** Is the target as it was? */
  async equal(): Promise<boolean> {
    return (
      (
        await compare({
          source: this.source,
          target: this.target,
          databases: [DATABASE],
          mode: "full",
          recheck: { rounds: 0 },
        })
      ).verdict === "same"
    );
  }

  /** Makes one mutation on the target, compares that table, restores it. */
  async attempt(given: Pick): Promise<Tried> {
    const shape = this.shapes[given.table]!;
    const { sql, what } = await this.mutation(shape, given);
    await this.db.query(sql);
    const [row] = await this.db.query<{ n: number }>("SELECT ROW_COUNT() AS n");
    if (Number(row!.n) < 1) return { applied: false, found: false, what };
    const result = await compare({
      source: this.source,
      target: this.target,
      databases: [DATABASE],
      tables: [{ database: DATABASE, table: shape.name }],
      mode: "full",
      recheck: { rounds: 0 },
      // Every other time in chunks so small that their edges are everywhere.
      maxChunkRows: given.row % 2 === 0 ? 1 + (given.how % 7) : undefined,
    });
    await this.restore(shape);
    // Not only "unequal": one row is told, or the pair that a changed row of a keyless table (or a changed key) becomes.
    const table = result.tables[0]!;
    const rows = table.differences.length;
    return { applied: true, found: result.verdict === "differs" && (rows === 1 || rows === 2), what };
  }

  private async restore(shape: Shape): Promise<void> {
    const [mine, kept] = [quoteTable(DATABASE, shape.name), quoteTable(KEEP, shape.name)];
    await this.db.query(`DELETE FROM ${mine}`);
    await this.db.query(`INSERT INTO ${mine} SELECT * FROM ${kept}`);
  }

  private async mutation(shape: Shape, given: Pick): Promise<{ sql: string; what: string }> {
    const table = quoteTable(DATABASE, shape.name);
    const [count] = await this.db.query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table}`);
    const offset = given.row % Number(count!.n);
    const names = shape.columns.map((column) => quoteName(column.name)).join(", ");
    const order = (shape.key ?? shape.columns.map((column) => column.name)).map(quoteName).join(", ");
    const [values] = await this.db.query<Record<string, string | Buffer | null>>(
      `SELECT ${names} FROM ${table} ORDER BY ${order} LIMIT ${offset}, 1`,
    );
    const identity = (shape.key ?? shape.columns.map((column) => column.name))
      .map((name) => `${quoteName(name)} <=> ${quoteValue(values![name])}`)
      .join(" AND ");
    const where = `WHERE ${identity} LIMIT 1`;
    if (given.kind === 0) return { sql: `DELETE FROM ${table} ${where}`, what: `${shape.name}: delete row ${offset}` };
    const column = shape.columns[given.column % shape.columns.length]!;
    const change = changed(column, given.how);
    if (given.kind === 1) {
      const list = shape.columns.map((one) =>
        one === column || shape.key?.includes(one.name) ? changed(one, given.how) : quoteName(one.name),
      );
      return {
        sql: `INSERT IGNORE INTO ${table} SELECT ${list.join(", ")} FROM ${quoteTable(KEEP, shape.name)} WHERE ${identity} LIMIT 1`,
        what: `${shape.name}: add a row like ${offset}`,
      };
    }
    return {
      sql: `UPDATE IGNORE ${table} SET ${quoteName(column.name)} = ${change} ${where}`,
      what: `${shape.name}.${column.name} (${column.type}) of row ${offset}: ${change}`,
    };
  }
}

/** An expression that differs a little from the column's value. */
function changed(column: Shape["columns"][number], how: number): string {
  const name = quoteName(column.name);
  if (column.nullable && how % 8 === 7)
    return `IF(${name} IS NULL, ${column.type === "geometry" ? "GeomFromText('POINT(1 2)')" : "''"}, NULL)`;
  const bit = how % 8;
  switch (column.type) {
    case "int":
    case "bigint":
      return `IFNULL(IF(${name} > 0, ${name} - 1, ${name} + 1), 0)`;
    case "decimal":
      return `IFNULL(${name} + 0.0000000001, 0)`;
    case "float":
      return `IFNULL(${name} * 1.0000001, 0)`;
    case "double":
      return `IFNULL(${name} * 1.0000000000000002, 0)`;
    case "bit":
      return `IFNULL((${name} + 0) ^ ${1 << bit}, 1)`;
    case "enum":
      return `IFNULL((${name} + 0) % 300 + 1, 1)`;
    case "set":
      return `IFNULL((${name} + 0) ^ ${1 << (bit % 4)}, 1)`;
    case "varbinary":
    case "blob":
      return `IFNULL(CONCAT(CHAR(ASCII(${name}) ^ ${1 << bit}), SUBSTR(${name}, 2)), 'x')`;
    case "geometry":
      return `GeomFromText('POINT(${how} 0.5)')`;
    case "timestamp":
    case "datetime":
      return `IFNULL(${name} + INTERVAL 1 SECOND, '2001-01-01')`;
    case "time":
      return `IFNULL(ADDTIME(${name}, '00:00:01'), '00:00:01')`;
    case "year":
      return `IFNULL(${name} + 1, 2001)`;
    default:
      return `IFNULL(IF(CHAR_LENGTH(${name}) < ${column.length}, CONCAT(${name}, ${["' '", "'x'", "'é'", "' '"][how % 4]}), CONCAT('#', SUBSTR(${name}, 2))), '')`;
  }
}

export interface Totals {
  tried: number;
  found: number;
  missed: string[];
}

/** Tries mutations until `wanted` of them changed something. The seed makes a failure repeatable. */
export async function tryMutations(bench: Bench, wanted: number, seed: number): Promise<Totals> {
  const totals: Totals = { tried: 0, found: 0, missed: [] };
  const picks = fc.sample(pick, { seed, numRuns: wanted * 3 });
  for (const one of picks) {
    if (totals.tried >= wanted) break;
    const tried = await bench.attempt(one);
    if (!tried.applied) continue;
    totals.tried += 1;
    if (tried.found) totals.found += 1;
    else totals.missed.push(tried.what);
  }
  return totals;
}
