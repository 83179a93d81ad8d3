import { mysqlAtLeast } from "../../model/mysql/server";
import type { ConnectOptions, Db } from "../connect";
import { inSelection, picks, picksDatabase, type Selection } from "../facts/selection";
import { mustSeeTables } from "../facts/visibility";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteName, quoteTable, quoteText } from "../sql";
import { bodyOf, STATEMENT } from "../structure/programs/text";
import { NotUnderstood } from "../structure/sql/tokens";
import { showNames } from "../tableName";
import { inParallel, sessions } from "./sessions";
import { withoutDefiner } from "./text";

/** In creation order. */
export const KINDS = [
  "sequence",
  "table",
  "library",
  "package",
  "package body",
  "function",
  "procedure",
  "view",
  "trigger",
  "event",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Definition {
  kind: Kind;
  database: string;
  name: string;
  /** The statement that creates it, to be run with `database` as the current database. */
  sql: string;
  /** The sql_mode stored with a program. */
  sqlMode?: string;
}

export interface Definitions {
  /** Databases with the options that they are created with. */
  databases: { name: string; options: string }[];
  all: Definition[];
  /** `kind name`, and the server's message, for objects whose text the account may not read. */
  unread: string[];
}

const READERS = 3;

/**
 * Reads every definition of the selection, in short sessions of its own. @throws StatementProblem when the account does
 * not see everything
 */
export async function readDefinitions(
  side: CheckedServer,
  selection: Selection,
  signal?: AbortSignal,
): Promise<Definitions> {
  await mustSeeTables(side, selection);
  const options: ConnectOptions = { ...side.options, readOnly: true };
  return sessions(options, READERS, async (readers) => {
    for (const db of readers) await db.query("SET SESSION sql_quote_show_create = 1");
    const [db] = readers as [Db];
    const found: Definitions = { databases: await databases(db, selection), all: [], unread: [] };
    const wanted = await list(db, selection);
    await inParallel(readers, wanted, async (reader, one) => {
      signal?.throwIfAborted();
      const text = await read(reader, one);
      if (text.sql === undefined) found.unread.push(`${one.kind} ${showNames(one.database, one.name)}: ${text.why}`);
      else found.all.push({ ...one, sql: text.sql, sqlMode: text.sqlMode });
    });
    for (const { body, ...one } of [...(await triggers(db, selection)), ...(await events(db, selection))]) {
      const text = await bodyAsWritten(db, one);
      if (text.body === undefined) found.unread.push(`${one.kind} ${showNames(one.database, one.name)}: ${text.why}`);
      else found.all.push({ ...one, sql: body(text.body) });
    }
    return found;
  });
}

async function databases(db: Db, selection: Selection): Promise<Definitions["databases"]> {
  const rows = await db.query<Record<"n" | "c" | "o", string>>(
    "SELECT SCHEMA_NAME AS n, DEFAULT_CHARACTER_SET_NAME AS c, DEFAULT_COLLATION_NAME AS o FROM information_schema.SCHEMATA",
  );
  return rows
    .filter((row) => picksDatabase(selection, row.n))
    .map((row) => ({ name: row.n, options: `CHARACTER SET ${row.c} COLLATE ${row.o}` }));
}

type Wanted = Pick<Definition, "kind" | "database" | "name">;

async function list(db: Db, selection: Selection): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  const tables = `SELECT TABLE_SCHEMA,TABLE_NAME,TABLE_TYPE FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", selection)} ORDER BY 1,2`;
  for await (const row of db.stream(tables, [], { doing: "source: listing tables" })) {
    const [database, name, type] = row.map(String) as [string, string, string];
    if (!picks(selection, database, name)) continue;
    wanted.push({ kind: /VIEW/.test(type) ? "view" : type === "SEQUENCE" ? "sequence" : "table", database, name });
  }
  const routines = `SELECT ROUTINE_SCHEMA,ROUTINE_NAME,ROUTINE_TYPE FROM information_schema.ROUTINES WHERE ${inSelection("ROUTINE_SCHEMA", selection)} ORDER BY 1,2`;
  for await (const row of db.stream(routines, [], { doing: "source: listing routines" })) {
    const [database, name, type] = row.map(String) as [string, string, string];
    wanted.push({ kind: type.toLowerCase() as Kind, database, name });
  }
  if (!mysqlAtLeast(db.server, 9, 2)) return wanted;
  const libraries = `SELECT LIBRARY_SCHEMA AS d,LIBRARY_NAME AS n FROM information_schema.LIBRARIES WHERE ${inSelection("LIBRARY_SCHEMA", selection)} ORDER BY 1,2`;
  const rows = await db.query<Record<"d" | "n", string>>(libraries, [], { doing: "source: listing libraries" });
  return [...wanted, ...rows.map(({ d, n }) => ({ kind: "library" as const, database: d, name: n }))];
}

async function read(db: Db, one: Wanted): Promise<{ sql?: string; sqlMode?: string; why?: string }> {
  try {
    if (one.kind === "view") await db.query(`USE ${quoteName(one.database)}`);
    const what = `SHOW CREATE ${one.kind.toUpperCase()} ${quoteTable(one.database, one.name)}`;
    const [row = {}] = await db.query<Record<string, unknown>>(what, [], { doing: "reading it" });
    const text = Object.entries(row).find(([name]) => /^Create (?!.*character_set)/i.test(name))?.[1];
    if (typeof text !== "string" || text === "") return { why: "the account is not allowed to read its text" };
    return { sql: withoutDefiner(text), sqlMode: row["sql_mode"] === undefined ? undefined : String(row["sql_mode"]) };
  } catch (error) {
    if (error instanceof StatementProblem) return { why: error.message };
    throw error;
  }
}

/** A trigger or event whose body is still to be read. */
type Headed = Omit<Definition, "sql" | "kind"> & { kind: "trigger" | "event"; body: (body: string) => string };

async function bodyAsWritten(
  db: Db,
  { kind, database, name }: Pick<Headed, "kind" | "database" | "name">,
): Promise<{ body: string } | { body?: undefined; why: string }> {
  try {
    const what = `SHOW CREATE ${kind.toUpperCase()} ${quoteTable(database, name)}`;
    const [row = {}] = await db.query<Record<string, unknown>>(what, [], { doing: "reading it" });
    const statement = row[STATEMENT[kind]];
    if (typeof statement !== "string") return { why: "the account is not allowed to read its text" };
    return { body: bodyOf(kind, statement) };
  } catch (error) {
    if (error instanceof StatementProblem || error instanceof NotUnderstood) return { why: error.message };
    throw error;
  }
}

async function triggers(db: Db, selection: Selection): Promise<Headed[]> {
  const rows = await db.query<Record<"d" | "n" | "t" | "w" | "e" | "m", string>>(
    `SELECT TRIGGER_SCHEMA AS d, TRIGGER_NAME AS n, EVENT_OBJECT_TABLE AS t, ACTION_TIMING AS w, EVENT_MANIPULATION AS e, SQL_MODE AS m FROM information_schema.TRIGGERS WHERE ${inSelection("TRIGGER_SCHEMA", selection)} ORDER BY 1, 3, ACTION_ORDER`,
  );
  return rows
    .filter((row) => picks(selection, row.d, row.t))
    .map((row) => ({
      kind: "trigger",
      database: row.d,
      name: row.n,
      body: (body) =>
        `CREATE TRIGGER ${quoteName(row.n)} ${row.w} ${row.e} ON ${quoteName(row.t)} FOR EACH ROW ${body}`,
      sqlMode: row.m,
    }));
}

/** Events, assembled from their parts and disabled: an event must never run where it is only being tried. */
async function events(db: Db, selection: Selection): Promise<Headed[]> {
  const rows = await db.query<Record<"d" | "n" | "at" | "v" | "f" | "m", string | null>>(
    `SELECT EVENT_SCHEMA AS d, EVENT_NAME AS n, EXECUTE_AT AS at, INTERVAL_VALUE AS v, INTERVAL_FIELD AS f, SQL_MODE AS m FROM information_schema.EVENTS WHERE ${inSelection("EVENT_SCHEMA", selection)} ORDER BY 1, 2`,
  );
  return rows.map((row) => {
    const when =
      row.at === null ? `EVERY ${quoteText(String(row.v).replace(/^'|'$/g, ""))} ${row.f}` : `AT ${quoteText(row.at)}`;
    return {
      kind: "event",
      database: row.d!,
      name: row.n!,
      body: (body) => `CREATE EVENT ${quoteName(row.n!)} ON SCHEDULE ${when} ON COMPLETION PRESERVE DISABLE DO ${body}`,
      sqlMode: row.m ?? "",
    };
  });
}
