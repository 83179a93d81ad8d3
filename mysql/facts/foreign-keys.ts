import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { columnId, tableId } from "../tableName";
import { inSelection, type Selection } from "./selection";
import { mustSeeForeignKeys } from "./visibility";

export interface ForeignKey {
  database: string;
  name: string;
  table: string;
  parentDatabase: string;
  parentTable: string;
  onUpdate: string;
  onDelete: string;
}

/** A row of either query below. */
type SevenTexts = [string, string, string, string, string, string, string];

const COLUMNS =
  "CONSTRAINT_SCHEMA,CONSTRAINT_NAME,TABLE_NAME,UNIQUE_CONSTRAINT_SCHEMA,REFERENCED_TABLE_NAME,UPDATE_RULE,DELETE_RULE";

/** Foreign keys of the selected databases' tables. */
export async function foreignKeys(side: CheckedServer, selection: Selection): Promise<ForeignKey[]> {
  await mustSeeForeignKeys(side, selection);
  return read(side, `foreign keys ${JSON.stringify(selection.databases)}`, inSelection("CONSTRAINT_SCHEMA", selection));
}

/** Foreign keys of other databases' tables that reference the selected ones. */
export function foreignKeysFromOutside(side: CheckedServer, selection: Selection): Promise<ForeignKey[]> {
  if (selection.databases === "all") return Promise.resolve([]);
  const own = inSelection("CONSTRAINT_SCHEMA", selection);
  return read(
    side,
    "foreign keys from outside",
    `NOT (${own}) AND ${inSelection("UNIQUE_CONSTRAINT_SCHEMA", selection)}`,
  );
}

function read(side: CheckedServer, key: string, where: string): Promise<ForeignKey[]> {
  return side.once(key, async () => {
    const found: ForeignKey[] = [];
    const sql = `SELECT ${COLUMNS} FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE ${where}`;
    for await (const row of side.stream(sql, { doing: "reading foreign keys" })) {
      const [database, name, table, parentDatabase, parentTable, onUpdate, onDelete] = row.map(String) as SevenTexts;
      found.push({ database, name, table, parentDatabase, parentTable, onUpdate, onDelete });
    }
    return found;
  });
}

/** A foreign key with its columns in pairs. */
export interface JoinedKey {
  database: string;
  table: string;
  name: string;
  parentDatabase: string;
  parentTable: string;
  pairs: { child: string; parent: string }[];
}

/** Foreign keys of the selected databases' tables with their columns. */
export async function joinedKeys(side: CheckedServer, selection: Selection): Promise<JoinedKey[]> {
  await mustSeeForeignKeys(side, selection);
  return side.once(`joined keys ${JSON.stringify(selection.databases)}`, async () => {
    const found = new Map<string, JoinedKey>();
    const sql = `SELECT TABLE_SCHEMA,TABLE_NAME,CONSTRAINT_NAME,COLUMN_NAME,REFERENCED_TABLE_SCHEMA,REFERENCED_TABLE_NAME,REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE ${inSelection("TABLE_SCHEMA", selection)} AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;
    for await (const row of side.stream(sql, { doing: "reading columns of foreign keys" })) {
      const [database, table, name, child, parentDatabase, parentTable, parent] = row.map(String) as SevenTexts;
      const id = JSON.stringify([tableId(database, table), name]);
      const key = found.get(id) ?? { database, table, name, parentDatabase, parentTable, pairs: [] };
      key.pairs.push({ child, parent });
      found.set(id, key);
    }
    return [...found.values()];
  });
}

/**
 * `columnId` of every column at either end of a foreign key. Empty when the account may not see foreign keys; checks
 * that need them report that.
 */
export async function joinedColumns(side: CheckedServer, selection: Selection): Promise<Set<string>> {
  try {
    const keys = await joinedKeys(side, selection);
    return new Set(
      keys.flatMap((key) =>
        key.pairs.flatMap(({ child, parent }) => [
          columnId(key.database, key.table, child),
          columnId(key.parentDatabase, key.parentTable, parent),
        ]),
      ),
    );
  } catch (error) {
    if (error instanceof StatementProblem) return new Set();
    throw error;
  }
}
