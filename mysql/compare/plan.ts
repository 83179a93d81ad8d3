import type { Db } from "../connect";
import { inSelection, picks, picksDatabase, type Selection } from "../facts/selection";
import type { TablePlan } from "./checksum";
import { type Column, planColumns, readColumns } from "./columns";
import { both, type Context } from "./context";
import { readKeys, type UniqueKey, walkKey } from "./keys";
import type { TableResult } from "./types";

/** One table to compare, or what is wrong with it already. */
export type Planned = { plan: TablePlan } | { absent: TableResult };

interface Side {
  name: string;
  columns: Map<string, Column[]>;
  keys: Map<string, UniqueKey[]>;
  tables: string[];
}

/** Tables of both sides, paired by name, one database after another. */
export async function* planTables(context: Context): AsyncGenerator<Planned> {
  const { input, source, target } = context;
  const selection: Selection = { databases: input.databases, tables: input.tables };
  const fold = (await folds(source)) || (await folds(target));
  const same = (name: string) => (fold ? name.toLowerCase() : name);
  const [mine, theirs] = await both(databases(source, selection), databases(target, selection));
  const names = new Map([...theirs, ...mine].map((name) => [same(name), name]));
  for (const [folded, shown] of [...names].sort()) {
    const ours = mine.find((name) => same(name) === folded);
    const other = theirs.find((name) => same(name) === folded);
    const [left, right] = await both(readSide(source, ours), readSide(target, other));
    yield* pairTables(shown, left, right, selection, same);
  }
  // Nothing to compare is not equality.
  const wanted = input.databases === "all" ? [] : input.databases;
  for (const name of wanted)
    if (!names.has(same(name))) yield { absent: absent(name, "*", "the database is on neither side") };
}

function* pairTables(
  database: string,
  left: Side,
  right: Side,
  selection: Selection,
  same: (name: string) => string,
): Generator<Planned> {
  const all = new Set([...left.tables, ...right.tables].map(same));
  for (const name of wantedTables(database, selection)) {
    if (!all.has(same(name))) yield { absent: absent(database, name, "the table is on neither side") };
  }
  const twins = new Map(right.tables.map((name) => [same(name), name]));
  for (const name of left.tables) {
    if (!picks(selection, database, name)) continue;
    const twin = twins.get(same(name));
    twins.delete(same(name));
    if (twin === undefined) {
      yield { absent: absent(database, name, "the table is missing on the target") };
      continue;
    }
    const [mine, theirs] = [left.columns.get(name) ?? [], right.columns.get(twin) ?? []];
    yield {
      plan: {
        database,
        table: { source: { database: left.name, name }, target: { database: right.name, name: twin } },
        columns: planColumns(mine, theirs),
        key: walkKey(left.keys.get(name) ?? [], right.keys.get(twin) ?? [], mine, theirs),
      },
    };
  }
  for (const name of twins.values()) {
    if (picks(selection, database, name)) yield { absent: absent(database, name, "the table is on the target only") };
  }
}

/** Tables of the database that are asked for by name. */
function wantedTables(database: string, selection: Selection): string[] {
  return (selection.tables ?? []).filter((one) => one.database === database).map((one) => one.table);
}

async function readSide(db: Db, database: string | undefined): Promise<Side> {
  if (database === undefined) return { name: "", columns: new Map(), keys: new Map(), tables: [] };
  const rows = await db.query<{ n: string }>(
    `SELECT TABLE_NAME AS n FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })} AND TABLE_TYPE='BASE TABLE' ORDER BY TABLE_NAME`,
    [],
    { doing: "reading tables" },
  );
  return {
    name: database,
    tables: rows.map((row) => row.n),
    columns: await readColumns(db, database),
    keys: await readKeys(db, database),
  };
}

async function databases(db: Db, selection: Selection): Promise<string[]> {
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA", [], {
    doing: "reading databases",
  });
  return rows.map((row) => row.n).filter((name) => picksDatabase(selection, name));
}

async function folds(db: Db): Promise<boolean> {
  const [row] = await db.query<{ f: string | number }>("SELECT @@GLOBAL.lower_case_table_names AS f");
  return Number(row!.f) !== 0;
}

function absent(database: string, table: string, why: string): TableResult {
  return {
    database,
    table,
    rows: { source: 0, target: 0 },
    equal: false,
    method: "none",
    differing: 0,
    differences: [],
    ranges: [],
    notComparable: [],
    structure: [why],
    chunks: 0,
    seconds: 0,
  };
}
