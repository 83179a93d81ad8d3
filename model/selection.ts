/** Tables by database: of each of these databases only these tables. */
export type Tables = Record<string, string[]>;

/** A selection as a user writes it. */
export interface GivenSelection {
  databases?: "all" | string[];
  tables?: Tables;
}

/** What a migration moves. With `tables`, `databases` are theirs. */
export interface Selected {
  databases: "all" | string[];
  tables?: Tables;
}

/** One table of a selection. */
export interface SelectedTable {
  database: string;
  table: string;
}

/** With the databases that named tables imply. */
export function selectedOf({ databases = "all", tables }: GivenSelection): Selected {
  return tables ? { databases: Object.keys(tables), tables } : { databases };
}

/** The same with the tables one by one, as the work on servers takes it. */
export function selectionOf(given: GivenSelection): { databases: Selected["databases"]; tables?: SelectedTable[] } {
  const { databases, tables } = selectedOf(given);
  return { databases, ...(tables ? { tables: listed(tables) } : {}) };
}

function listed(tables: Tables): SelectedTable[] {
  return Object.entries(tables).flatMap(([database, names]) => names.map((table) => ({ database, table })));
}

/** Databases that are named without any table beside tables of others, and databases of tables that are not named. */
export function contradictions({ databases = "all", tables }: GivenSelection): { whole: string[]; unnamed: string[] } {
  if (!tables || databases === "all") return { whole: [], unnamed: [] };
  return {
    whole: databases.filter((name) => !Object.hasOwn(tables, name)),
    unnamed: Object.keys(tables).filter((name) => !databases.includes(name)),
  };
}
