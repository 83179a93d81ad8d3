import { ProblemsError } from "../../model/problems";
import type { Db } from "../connect";
import { inSelection, lookalikes, lookalikeText, picksDatabase } from "../facts/selection";
import { unreachedIn } from "../facts/unreached";
import { meantBy, pairByName } from "../foldedNames";
import { showTable } from "../tableName";
import { ColumnPrints } from "./columnPrints";
import { both, type CompareContext } from "./context";
import { SharedTexts } from "./sharedTexts";
import type { CompareInput } from "./types";

/** One side of a database. */
export interface DatabaseSide {
  name: string;
  /** Kind of table by name: BASE TABLE, SYSTEM VERSIONED, SEQUENCE. */
  kinds: Map<string, string>;
  /** Tables whose engine does not enforce the unique keys it reports. */
  loose: ReadonlySet<string>;
  /** What the columns were when the tables were planned; empty until then. */
  prints: ColumnPrints;
}

/** A database of the selection, on both sides. */
export interface DatabasePair {
  name: string;
  source: DatabaseSide;
  target: DatabaseSide;
}

export interface Inventory {
  /** In order of the displayed name. */
  databases: DatabasePair[];
  same: (name: string) => string;
  input: CompareInput;
  /**
   * Objects on one side that were not compared: they cannot be opened, or are not part of a selection of all databases.
   */
  unreached: string[];
}

/** A table's name on each side; undefined where it does not exist. */
export type TablePair = { source?: string; target?: string };

/**
 * Reads which databases and tables are selected on both sides.
 * @throws ProblemsError for a selected object that is on neither side: a mistake in the call, not a difference
 */
export async function readInventory(context: CompareContext): Promise<Inventory> {
  const { input, source, target } = context;
  const [mode, theirMode] = await both(context, lowerCase(source), lowerCase(target));
  const fold = mode !== 0 || theirMode !== 0;
  const same = (name: string) => (fold ? name.toLowerCase() : name);
  const wanted = input.databases === "all" ? undefined : input.databases;
  const [mine, theirs] = await both(context, databases(source), databases(target));
  const picked = (names: readonly string[]) =>
    wanted ? meantBy(wanted, names, same) : names.filter((name) => picksDatabase({ databases: "all" }, name));
  const alike = (db: Db, side: string, names: readonly string[]) =>
    wanted ? [] : lookalikes(db.server, names).map((name) => lookalikeText(side, name));
  const unreached = [...alike(source, "source", mine), ...alike(target, "target", theirs)];
  const inventory: Inventory = { databases: [], same, input, unreached };
  const picks = isSelected(input, same);
  const texts = new SharedTexts();
  const paired = pairByName(picked(mine), picked(theirs), (name) => name, same);
  const shown = ([here, there]: (typeof paired)[number]) => (here ?? there)!;
  for (const pair of paired.sort((a, b) => (same(shown(a)) < same(shown(b)) ? -1 : 1))) {
    const [here, there] = pair;
    const [ours, other] = await both(context, readSide(source, here, texts), readSide(target, there, texts));
    const lost = await both(
      context,
      unreachedIn(source, "source", mode === 1 ? here : undefined, picks),
      unreachedIn(target, "target", theirMode === 1 ? there : undefined, picks),
    );
    inventory.unreached.push(...lost.flat());
    inventory.databases.push({ name: shown(pair), source: ours, target: other });
  }
  refuseUnknown(inventory);
  return inventory;
}

function refuseUnknown({ databases, same, input }: Inventory): void {
  const problems = [];
  const named = input.databases === "all" ? [] : input.databases;
  for (const name of named) {
    if (databases.some((one) => same(one.name) === same(name))) continue;
    problems.push({
      path: "databases",
      seen: `${name} exists on neither side`,
      needed: "a database of the source or the target",
    });
  }
  for (const one of input.tables ?? []) {
    const its = databases.filter(({ name }) => same(name) === same(one.database));
    if (its.length === 0 && named.some((name) => same(name) === same(one.database))) continue;
    const there = its.flatMap(({ source, target }) => [...source.kinds.keys(), ...target.kinds.keys()]);
    if (there.some((name) => same(name) === same(one.table))) continue;
    problems.push({
      path: "tables",
      seen: `${showTable(one)} exists on neither side`,
      needed: "a table of the source or the target",
    });
  }
  if (problems.length > 0) throw new ProblemsError("there is nothing to compare", problems);
}

/** The selected tables of a database, paired by name. */
export function tablesOf({ same, input }: Inventory, { name, source, target }: DatabasePair): TablePair[] {
  const wanted = isSelected(input, same);
  const tables = pairByName([...source.kinds.keys()], [...target.kinds.keys()], (table) => table, same);
  return tables.flatMap(([mine, theirs]) =>
    wanted(name, (mine ?? theirs)!) ? [{ source: mine, target: theirs }] : [],
  );
}

async function readSide(db: Db, database: string | undefined, texts: SharedTexts): Promise<DatabaseSide> {
  if (database === undefined) return { name: "", kinds: new Map(), loose: new Set(), prints: new ColumnPrints() };
  return { name: database, ...(await readKinds(db, database, texts)), prints: new ColumnPrints() };
}

/** Engines that show the rows of other tables; uniqueness of their keys is only declared. */
const LOOSE: ReadonlySet<string> = new Set(["MRG_MYISAM", "FEDERATED", "CONNECT", "SPIDER"]);

/** Everything that holds rows, whatever the server calls its kind. */
async function readKinds(db: Db, database: string, texts: SharedTexts): Promise<Pick<DatabaseSide, "kinds" | "loose">> {
  const kinds = new Map<string, string>();
  const loose = new Set<string>();
  const sql = `SELECT TABLE_NAME, TABLE_TYPE, ENGINE ${fromTables(database)} ORDER BY TABLE_NAME`;
  await db.each(sql, { doing: "reading tables" }, ([name, kind, engine]) => {
    kinds.set(texts.of(String(name)), texts.of(String(kind)));
    if (LOOSE.has(String(engine).toUpperCase())) loose.add(String(name));
  });
  return { kinds, loose };
}

/** The names of the tables that `readKinds` would find now. */
export async function tableNames(db: Db, database: string): Promise<Set<string>> {
  const names = new Set<string>();
  await db.each(`SELECT TABLE_NAME ${fromTables(database)}`, { doing: "reading tables" }, ([name]) => {
    names.add(String(name));
  });
  return names;
}

function fromTables(database: string): string {
  return `FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", { databases: [database] })} AND TABLE_TYPE NOT IN ('VIEW','SYSTEM VIEW')`;
}

export async function databases(db: Db): Promise<string[]> {
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA", [], {
    doing: "reading databases",
  });
  return rows.map((row) => row.n);
}

/**
 * 0: names are case-sensitive; 1: every name is stored in lower case; 2: names keep their case but are compared without
 * it.
 */
async function lowerCase(db: Db): Promise<number> {
  const [row] = await db.query<{ f: string | number }>("SELECT @@GLOBAL.lower_case_table_names AS f");
  return Number(row!.f);
}

/** A predicate for the selected tables. */
export function isSelected(
  { tables }: CompareInput,
  same: (name: string) => string,
): (database: string, table: string) => boolean {
  const key = (database: string, table: string) => JSON.stringify([same(database), same(table)]);
  const wanted = tables && new Set(tables.map((one) => key(one.database, one.table)));
  return (database, table) => !wanted || wanted.has(key(database, table));
}
