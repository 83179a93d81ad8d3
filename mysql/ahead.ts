import { seriesOf } from "../model/mysql/series";
import { type ConnectOptions, ConnectProblem, connect, type Db, StatementProblem } from "./connect";
import { databasesOf } from "./copied/before";
import { seesEverything } from "./copied/server";
import { namesOf } from "./facts/folded";
import { inSelection, type Selection, SYSTEM_DATABASES } from "./facts/selection";
import { readGrants } from "./facts/settings";
import { has } from "./grants";
import type { Role } from "./rights";
import { type TableName, tableId } from "./tableName";

/** What is known about a server before a migration creates anything. Whatever could not be read is absent. */
export type ServerProbe =
  | { failed: ConnectProblem }
  | {
      failed?: undefined;
      /** Release series of MySQL, such as 8.0; absent: not recognised, or another server than MySQL. */
      series?: string;
      /** Selected databases and tables that the account cannot see. */
      missing?: { databases: string[]; tables: TableName[] };
      /** Foreign keys between a selected table and one that is not, the key's own table first. */
      open?: OpenKey[];
      mayCreateAccounts?: boolean;
      /** What it holds already, besides the server's own, if that was asked; absent: the account may not see everything. */
      databases?: string[];
      /** Size of the selection's data and indexes, as estimated by the server. */
      bytes?: number;
    };

/** A foreign key of which only one side is selected. */
export interface OpenKey {
  child: TableName;
  name: string;
  parent: TableName;
  /** The side that stays behind. */
  lacks: "parent" | "child";
}

export interface ServerQuestion extends Selection {
  role: Role;
  /** Of the target: what it holds already. */
  holds?: boolean;
}

/** The preview does not wait longer for one statement; the checks read the same again with a longer limit. */
const STATEMENT_LIMIT_MS = 3000;

/** Logs in and runs a few cheap queries. A server that cannot be reached or used is a result, never an exception. */
export async function probeServer(options: ConnectOptions, question: ServerQuestion): Promise<ServerProbe> {
  let db: Db | undefined;
  try {
    db = await connect({ ...options, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT_MS });
    const series = seriesIn(db);
    if (question.role === "target")
      return { ...series, ...(question.holds ? { databases: await seen(heldBy(db)) } : {}) };
    return {
      ...series,
      missing: await seen(missingIn(db, question)),
      open: await seen(openKeys(db, question)),
      mayCreateAccounts: await seen(mayCreateAccounts(db)),
      bytes: await seen(bytesOf(db, question)),
    };
  } catch (error) {
    // Lost after a successful login: nothing is known, but the login was right.
    if (error instanceof ConnectProblem) return db ? {} : { failed: error };
    throw error;
  } finally {
    await db?.close();
  }
}

/** What MariaDB calls its versions says nothing about MySQL's. */
function seriesIn({ server: { flavour, version } }: Db): { series?: string } {
  return flavour === "mariadb" || version.major === 0 ? {} : { series: seriesOf(version) };
}

async function seen<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}

async function heldBy(db: Db): Promise<string[] | undefined> {
  return (await seesEverything(db)) ? (await databasesOf(db)).sort() : undefined;
}

async function missingIn(db: Db, { databases, tables = [] }: Selection) {
  if (databases === "all") return undefined;
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA");
  const as = await namesOf(db);
  const there = new Set(rows.map(({ n }) => as(n)));
  const gone = databases.filter((name) => !there.has(as(name)) && !SYSTEM_DATABASES.includes(name.toLowerCase()));
  if (tables.length === 0) return { databases: gone, tables: [] };
  const held = await db.query<{ d: string; t: string }>(
    `SELECT TABLE_SCHEMA AS d, TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_TYPE <> 'VIEW' AND ${inSelection("TABLE_SCHEMA", { databases })}`,
  );
  const known = new Set(held.map(({ d, t }) => tableId(as(d), as(t))));
  // Tables of a database that is not there are not named again.
  const lost = tables.filter(
    ({ database, table }) => there.has(as(database)) && !known.has(tableId(as(database), as(table))),
  );
  return { databases: gone, tables: lost };
}

/** Only for named tables: whole databases are judged by C50, which can be exempted. */
async function openKeys(db: Db, { databases, tables }: Selection): Promise<OpenKey[] | undefined> {
  if (databases === "all" || !tables) return undefined;
  const as = await namesOf(db);
  const chosen = new Set(tables.map(({ database, table }) => tableId(as(database), as(table))));
  const picked = ({ database, table }: TableName) => chosen.has(tableId(as(database), as(table)));
  const rows = await db.query<Record<"d" | "t" | "n" | "pd" | "pt", string>>(
    `SELECT CONSTRAINT_SCHEMA AS d, TABLE_NAME AS t, CONSTRAINT_NAME AS n, UNIQUE_CONSTRAINT_SCHEMA AS pd, REFERENCED_TABLE_NAME AS pt FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE ${inSelection("CONSTRAINT_SCHEMA", { databases })} OR ${inSelection("UNIQUE_CONSTRAINT_SCHEMA", { databases })}`,
  );
  return rows.flatMap(({ d, t, n, pd, pt }): OpenKey[] => {
    const [child, parent] = [
      { database: d, table: t },
      { database: pd, table: pt },
    ];
    if (picked(child) === picked(parent)) return [];
    return [{ child, name: n, parent, lacks: picked(child) ? "parent" : "child" }];
  });
}

/** Undefined when an inactive role might include the right. */
async function mayCreateAccounts(db: Db): Promise<boolean | undefined> {
  const grants = await readGrants(db);
  if (has(grants, "CREATE USER")) return true;
  return grants.roles.length > 0 || grants.global.has("SUPER") ? undefined : false;
}

async function bytesOf(db: Db, { databases, tables }: Selection): Promise<number> {
  const rows = await db.query<{ d: string; t: string; b: number | string | null }>(
    `SELECT ${tables ? "TABLE_SCHEMA AS d, TABLE_NAME AS t, DATA_LENGTH + INDEX_LENGTH" : "SUM(DATA_LENGTH + INDEX_LENGTH)"} AS b FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", { databases })}`,
  );
  if (!tables) return rows.reduce((sum, { b }) => sum + Number(b ?? 0), 0);
  const as = await namesOf(db);
  const wanted = new Set(tables.map(({ database, table }) => tableId(as(database), as(table))));
  const counted = rows.filter(({ d, t }) => wanted.has(tableId(as(d), as(t))));
  return counted.reduce((sum, { b }) => sum + Number(b ?? 0), 0);
}
