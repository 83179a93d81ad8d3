import { type Db, StatementProblem } from "../connect";
import { readGrants } from "../facts/settings";
import { hidden } from "../facts/visibility";
import { has } from "../grants";

/** Tells one server from every other: its UUID; where there is none (MariaDB, before 5.6), its own name, port and id. */
export async function identityOf(db: Db): Promise<string> {
  try {
    const [row] = await db.query<{ id: string }>("SELECT @@server_uuid AS id", [], { doing: "reading its identity" });
    if (row?.id) return row.id;
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
  }
  const sql = "SELECT CONCAT(@@hostname, ':', @@port, ' ', @@server_id) AS id";
  const [row] = await db.query<{ id: string }>(sql, [], { doing: "reading its identity" });
  return row!.id;
}

/** How the server tells names of databases apart. */
export async function namesOf(db: Db): Promise<(name: string) => string> {
  const sql = "SELECT @@lower_case_table_names AS folds";
  const [row] = await db.query<{ folds: number }>(sql, [], { doing: "reading how it tells names apart" });
  return Number(row?.folds) === 0 ? (name) => name : (name) => name.toLowerCase();
}

/** A list of databases proves nothing when the account does not see them all. */
export async function seesEverything(db: Db): Promise<boolean> {
  const grants = await readGrants(db);
  return has(grants, "SELECT") && hidden("target", grants, { databases: "all" }).length === 0;
}
