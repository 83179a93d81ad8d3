import type { Db } from "../connect";
import { showTable } from "../tableName";
import { showTables, withCapitals } from "./folded";

/** Tables that exist on a case-folding server but cannot be opened, and so cannot be compared. */
export async function unreachedIn(
  db: Db,
  side: "source" | "target",
  /** Undefined when that side does not have it. */
  database: string | undefined,
  picks: (database: string, table: string) => boolean,
): Promise<string[]> {
  if (database === undefined) return [];
  const why = `on the ${side} cannot be opened: its server looks up names in lower case (lower_case_table_names = 1)`;
  if (database !== database.toLowerCase()) return [`the database ${database} ${why}`];
  const rows = await db.query<object>(showTables(database), [], { doing: "listing the tables" });
  return withCapitals(rows)
    .filter((name) => picks(database, name))
    .map((table) => `the table ${showTable({ database, table })} ${why}`);
}
