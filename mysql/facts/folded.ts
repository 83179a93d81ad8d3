import type { Db } from "../connect";
import { quoteName } from "../sql";

/**
 * Lists a database's tables as they are in its directory. With lower_case_table_names = 1 a server looks up every name
 * in lower case; tables created before with capitals are missing from information_schema, and only this list still
 * shows them.
 */
export function showTables(database: string): string {
  return `SHOW TABLES FROM ${quoteName(database)}`;
}

/** Names in the result of {@link showTables} that a case-folding server cannot open. */
export function withCapitals(rows: readonly object[]): string[] {
  return rows.map((row) => String(Object.values(row)[0])).filter((name) => name !== name.toLowerCase());
}

/** Normalises database names the way the server compares them. */
export async function namesOf(db: Db): Promise<(name: string) => string> {
  const sql = "SELECT @@lower_case_table_names AS folds";
  const [row] = await db.query<{ folds: number }>(sql, [], { doing: "reading how names are compared" });
  return Number(row?.folds) === 0 ? (name) => name : (name) => name.toLowerCase();
}
