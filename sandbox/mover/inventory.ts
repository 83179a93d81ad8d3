import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";
import { MoveError } from "./failure";
import { OBJECT_KINDS, type ObjectKind, type Selection } from "./types";

export interface TableRef {
  database: string;
  name: string;
  /** Whether its rows are visible in a consistent snapshot (InnoDB); other tables are copied under the lock. */
  transactional: boolean;
  bytes: number;
}

export { OBJECT_KINDS, type ObjectKind };

export interface ObjectRef {
  kind: ObjectKind;
  database: string;
  name: string;
}

/** Everything that a task moves. */
export interface Inventory {
  databases: string[];
  tables: TableRef[];
  /** Views, functions and procedures: they move with the structure. */
  code: ObjectRef[];
  /** Triggers and events: moved at the end, so that the target does nothing on its own while it replicates. */
  active: ObjectRef[];
}

const OWN = ["mysql", "information_schema", "performance_schema", "sys"];

/**
 * Resolves the selection on the source. Names are read as the administrator, so that an object that is invisible to the
 * account becomes a named failure later and is not silently omitted.
 * @throws MoveError selection: a missing database or table, or an empty selection
 */
export async function takeInventory(
  admin: Connection,
  selection: Selection,
  kinds: readonly ObjectKind[] = OBJECT_KINDS,
): Promise<Inventory> {
  const present = await databasesOf(admin);
  const wanted = wholeOrTables(selection, present);
  const unknown = wanted.filter((one) => !present.includes(one.database)).map((one) => one.database);
  if (unknown.length > 0) throw new MoveError("selection", `The source has no database ${unknown.join(", ")}`);
  if (wanted.length === 0) throw new MoveError("selection", "Nothing is selected: the source has no database to move");
  const inventory = emptyInventory(wanted.map((one) => one.database));
  for (const { database, tables } of wanted) await addDatabase(admin, inventory, database, tables);
  inventory.code = inventory.code.filter(({ kind }) => kinds.includes(kind));
  inventory.active = inventory.active.filter(({ kind }) => kinds.includes(kind));
  const missing = wanted.flatMap(({ database, tables }) =>
    (tables ?? [])
      .filter((name) => !inventory.tables.some((table) => table.database === database && table.name === name))
      .map((name) => `${database}.${name}`),
  );
  if (missing.length > 0) throw new MoveError("selection", `The source has no table ${missing.join(", ")}`);
  return inventory;
}

/** Triggers and events of the selection that a server currently has. */
export async function activeObjects(admin: Connection, selection: Selection): Promise<ObjectRef[]> {
  const found = emptyInventory([]);
  for (const { database, tables } of wholeOrTables(selection, await databasesOf(admin)))
    await addDatabase(admin, found, database, tables);
  return found.active;
}

async function databasesOf(admin: Connection): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(admin, "SELECT schema_name AS name FROM information_schema.schemata");
  return rows.map((row) => row.name).filter((name) => !OWN.includes(name.toLowerCase()));
}

function wholeOrTables(
  selection: Selection,
  present: readonly string[],
): { database: string; tables?: readonly string[] }[] {
  if (selection === "all") return present.map((database) => ({ database }));
  return selection.map((one) => (typeof one === "string" ? { database: one } : one));
}

function emptyInventory(databases: string[]): Inventory {
  return { databases, tables: [], code: [], active: [] };
}

async function addDatabase(
  admin: Connection,
  inventory: Inventory,
  database: string,
  only: readonly string[] | undefined,
): Promise<void> {
  const found = await rowsOf<{ name: string; type: string; engine: string | null; bytes: number | null }>(
    admin,
    `SELECT table_name AS name, table_type AS type, engine AS engine, data_length AS bytes
     FROM information_schema.tables WHERE table_schema = ? ORDER BY table_name`,
    [database],
  );
  const base = found.filter((row) => row.type === "BASE TABLE");
  const moved = base.filter((row) => only?.includes(row.name) ?? true);
  for (const row of moved)
    inventory.tables.push({
      database,
      name: row.name,
      transactional: row.engine === "InnoDB",
      bytes: Number(row.bytes ?? 0),
    });
  const triggers = await rowsOf<{ name: string; table: string }>(
    admin,
    `SELECT trigger_name AS name, event_object_table AS \`table\` FROM information_schema.triggers
     WHERE trigger_schema = ? ORDER BY event_object_table, action_timing, event_manipulation, action_order`,
    [database],
  );
  for (const row of triggers)
    if (only?.includes(row.table) ?? true) inventory.active.push({ kind: "trigger", database, name: row.name });
  if (only) return;
  const routines = await rowsOf<{ name: string; kind: string }>(
    admin,
    `SELECT routine_name AS name, LOWER(routine_type) AS kind FROM information_schema.routines
     WHERE routine_schema = ? ORDER BY routine_type, routine_name`,
    [database],
  );
  for (const row of routines) inventory.code.push({ kind: row.kind as ObjectKind, database, name: row.name });
  for (const row of found.filter((one) => one.type === "VIEW"))
    inventory.code.push({ kind: "view", database, name: row.name });
  const events = await rowsOf<{ name: string }>(
    admin,
    "SELECT event_name AS name FROM information_schema.events WHERE event_schema = ? ORDER BY event_name",
    [database],
  );
  for (const row of events) inventory.active.push({ kind: "event", database, name: row.name });
}

/** The objects of the inventory that also exist on a server, as "table shop.orders"; tables and views share a namespace. */
export async function sameNames(admin: Connection, inventory: Inventory): Promise<string[]> {
  const there = emptyInventory([]);
  for (const database of inventory.databases) await addDatabase(admin, there, database, undefined);
  const key = (kind: string, database: string, name: string) =>
    `${kind === "view" ? "table" : kind} ${database}.${name}`.toLowerCase();
  const taken = new Set([
    ...there.tables.map((one) => key("table", one.database, one.name)),
    ...[...there.code, ...there.active].map((one) => key(one.kind, one.database, one.name)),
  ]);
  return [...inventory.tables.map((one) => ({ ...one, kind: "table" })), ...inventory.code, ...inventory.active]
    .filter((one) => taken.has(key(one.kind, one.database, one.name)))
    .map((one) => `${one.kind} ${one.database}.${one.name}`);
}
