import type { Db } from "../connect";
import { quoteName } from "../sql";

/**
 * The tables of a database as its folder has them. With lower_case_table_names = 1 a server looks for every name in lower case, and what was
 * made with capitals before is in no list of information_schema: only this one still names it.
 */
export function showTables(database: string): string {
  return `SHOW TABLES FROM ${quoteName(database)}`;
}

/** Of the answer to {@link showTables}, the names that a server that folds names cannot open. */
export function withCapitals(rows: readonly object[]): string[] {
  return rows.map((row) => String(Object.values(row)[0])).filter((name) => name !== name.toLowerCase());
}

/** How the server tells names of databases apart. */
export async function namesOf(db: Db): Promise<(name: string) => string> {
  const sql = "SELECT @@lower_case_table_names AS folds";
  const [row] = await db.query<{ folds: number }>(sql, [], { doing: "reading how it tells names apart" });
  return Number(row?.folds) === 0 ? (name) => name : (name) => name.toLowerCase();
}
