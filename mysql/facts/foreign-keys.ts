import type { Side } from "../side";
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

const COLUMNS =
  "CONSTRAINT_SCHEMA,CONSTRAINT_NAME,TABLE_NAME,UNIQUE_CONSTRAINT_SCHEMA,REFERENCED_TABLE_NAME,UPDATE_RULE,DELETE_RULE";

/** Foreign keys of the selected databases' tables. */
export async function foreignKeys(side: Side, selection: Selection): Promise<ForeignKey[]> {
  await mustSeeForeignKeys(side, selection);
  return read(side, `foreign keys ${JSON.stringify(selection.databases)}`, inSelection("CONSTRAINT_SCHEMA", selection));
}

/** Foreign keys of other databases' tables that point into the selected ones. */
export function foreignKeysFromOutside(side: Side, selection: Selection): Promise<ForeignKey[]> {
  if (selection.databases === "all") return Promise.resolve([]);
  const own = inSelection("CONSTRAINT_SCHEMA", selection);
  return read(
    side,
    "foreign keys from outside",
    `NOT (${own}) AND ${inSelection("UNIQUE_CONSTRAINT_SCHEMA", selection)}`,
  );
}

function read(side: Side, key: string, where: string): Promise<ForeignKey[]> {
  return side.once(key, async () => {
    const found: ForeignKey[] = [];
    const sql = `SELECT ${COLUMNS} FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE ${where}`;
    for await (const row of side.stream(sql, { doing: "reading foreign keys" })) {
      const [database, name, table, parentDatabase, parentTable, onUpdate, onDelete] = row.map(String) as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      found.push({ database, name, table, parentDatabase, parentTable, onUpdate, onDelete });
    }
    return found;
  });
}
