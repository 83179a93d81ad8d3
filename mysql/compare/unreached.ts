import type { Db } from "../connect";
import { quoteName } from "../sql";
import { showTable } from "../tableName";

/**
 * Names that a server has and cannot open: with lower_case_table_names = 1 it looks for every name in lower case, so that what was made
 * with capitals before is in no list of information_schema. Only SHOW TABLES, which reads the folder, still names it.
 */
export async function unreachedIn(
  db: Db,
  side: "source" | "target",
  /** undefined where the side has none */
  database: string | undefined,
  picks: (database: string, table: string) => boolean,
): Promise<string[]> {
  if (database === undefined) return [];
  const why = `of the ${side} cannot be opened: its server looks for names in lower case (lower_case_table_names = 1)`;
  if (database !== database.toLowerCase()) return [`the database ${database} ${why}`];
  const rows = await db.query<Record<string, string>>(`SHOW TABLES FROM ${quoteName(database)}`, [], {
    doing: "listing the tables",
  });
  return rows
    .map((row) => String(Object.values(row)[0]))
    .filter((name) => name !== name.toLowerCase() && picks(database, name))
    .map((table) => `the table ${showTable({ database, table })} ${why}`);
}
