import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { type ConnectOptions, connect, type Db, type Row, StatementProblem } from "../connect";
import { inSelection } from "../facts/selection";
import { quoteLiteral } from "../sql";
import { collationName } from "./sql/charsets";

/** One server whose definitions are read. */
export interface StructureSide {
  role: "source" | "target";
  db: Db;
  /** The default collation of each character set. */
  defaults: Map<string, string>;
  /** Every collation on the server. */
  collations: Set<string>;
  /** True when database and table names are folded to lower case. */
  folds: boolean;
  /** True when every name is looked up in lower case: objects created earlier with capitals cannot be opened. */
  foldsToLower: boolean;
  /** True when integer display widths are written. */
  widths: boolean;
  /** True when a TIMESTAMP NOT NULL gets an implicit default. */
  stamps: boolean;
}

const LIMIT = 600_000;

export function connectSide(options: ConnectOptions, signal: AbortSignal): Promise<Db> {
  return connect({ ...options, readOnly: true, batches: true, statementTimeoutMs: LIMIT, signal });
}

export async function readSide(role: StructureSide["role"], db: Db): Promise<StructureSide> {
  await ownSession(db);
  const defaults = new Map<string, string>();
  const collations = new Set<string>();
  const rows = await db.query<Record<"o" | "c" | "d", string | null>>(
    "SELECT COLLATION_NAME AS o, CHARACTER_SET_NAME AS c, IS_DEFAULT AS d FROM information_schema.COLLATIONS",
    [],
    { doing: "reading collations" },
  );
  for (const { o, c, d } of rows) {
    if (o === null) continue;
    collations.add(collationName(o));
    if (d === "Yes" && c !== null) defaults.set(c === "utf8" ? "utf8mb3" : c, collationName(o));
  }
  const variables = await db.query<Record<"Variable_name" | "Value", string>>(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('lower_case_table_names', 'explicit_defaults_for_timestamp')",
    [],
    { doing: "reading variables" },
  );
  const value = new Map(variables.map((one) => [one.Variable_name.toLowerCase(), one.Value]));
  return {
    role,
    db,
    defaults,
    collations,
    folds: Number(value.get("lower_case_table_names")) !== 0,
    foldsToLower: value.get("lower_case_table_names") === "1",
    widths: !mysqlAtLeast(db.server, 8, 0, 19),
    stamps: value.get("explicit_defaults_for_timestamp") !== "ON",
  };
}

/** Resets settings that would omit something from a definition or add to it. */
async function ownSession(db: Db): Promise<void> {
  const wanted: [string, string][] = [["sql_quote_show_create", "1"]];
  if (mysqlAtLeast(db.server, 5, 7)) wanted.push(["show_create_table_verbosity", "0"]);
  if (mysqlAtLeast(db.server, 8)) wanted.push(["information_schema_stats_expiry", "0"]);
  if (mysqlAtLeast(db.server, 8, 0, 30)) wanted.push(["show_gipk_in_create_table_and_information_schema", "1"]);
  await db.query(`SET SESSION ${wanted.map(([name, value]) => `${name}=${value}`).join(", ")}`, [], {
    doing: "setting up the session",
  });
  const [row] = await db.query<Row>(`SELECT ${wanted.map(([name]) => `@@SESSION.${name} AS ${name}`).join(", ")}`);
  for (const [name, value] of wanted)
    if (String(row![name]) !== value)
      throw new Error(`${name} is ${row![name]} although ${value} was set for the session`);
}

export interface DatabaseFacts {
  name: string;
  charset: string;
  collation: string;
}

export async function databasesOf({ db }: StructureSide): Promise<DatabaseFacts[]> {
  const rows = await db.query<Record<"n" | "c" | "o", string>>(
    "SELECT SCHEMA_NAME AS n, DEFAULT_CHARACTER_SET_NAME AS c, DEFAULT_COLLATION_NAME AS o FROM information_schema.SCHEMATA",
    [],
    { doing: "reading databases" },
  );
  return rows.map((row) => ({
    name: row.n,
    charset: row.c === "utf8" ? "utf8mb3" : row.c,
    collation: collationName(row.o),
  }));
}

export type TableLike = "table" | "view" | "sequence";

/** Tables, views and sequences of one database. */
export async function tableNames({ db }: StructureSide, database: string): Promise<Map<string, TableLike>> {
  const rows = await db.query<{ n: string; t: string }>(
    `SELECT TABLE_NAME AS n, TABLE_TYPE AS t FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })}`,
    [],
    { doing: "reading tables" },
  );
  const found = new Map<string, TableLike>();
  for (const { n, t } of rows) {
    if (/TEMPORARY/.test(t)) continue;
    found.set(n, t === "VIEW" || t === "SYSTEM VIEW" ? "view" : t === "SEQUENCE" ? "sequence" : "table");
  }
  return found;
}

/** The text of one definition, or why it is not available. */
export type Definition = { row: Row } | { problem: string };

/**
 * Runs SHOW CREATE for many objects in few round trips: over a slow connection, one round trip per object would take
 * hours.
 */
export async function showCreate({ db }: StructureSide, statements: readonly string[]): Promise<Definition[]> {
  if (statements.length === 0) return [];
  try {
    const answers = await db.query<Row[]>(statements.join(";"), [], { doing: "reading definitions" });
    const sets = statements.length === 1 ? [answers as unknown as Row[]] : answers;
    if (sets.length === statements.length && sets.every((rows) => rows.length === 1))
      return sets.map((rows) => ({ row: rows[0]! }));
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
  }
  // One statement was refused, and the rest of the batch with it, so each is run alone.
  const found: Definition[] = [];
  for (const statement of statements) {
    try {
      const [row] = await db.query<Row>(statement, [], { doing: "reading a definition" });
      found.push(row ? { row } : { problem: "the server returned nothing" });
    } catch (error) {
      if (!(error instanceof StatementProblem)) throw error;
      found.push({ problem: error.message });
    }
  }
  return found;
}

/** This server's names of renamed character sets and collations. */
export function dialect(side: StructureSide): (name: string) => string {
  const renamed = mysqlAtLeast(side.db.server, 8, 0, 28) || mariadbAtLeast(side.db.server, 10, 6);
  return (name) => (renamed ? name : name.replace(/^utf8mb3/, "utf8"));
}

export function literal(text: string): string {
  return quoteLiteral(text);
}
