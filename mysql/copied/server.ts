import type { Db } from "../connect";
import { readGrants } from "../facts/settings";
import { hidden } from "../facts/visibility";
import { has } from "../grants";

/** A list of databases proves nothing unless the account sees all of them. */
export async function seesEverything(db: Db): Promise<boolean> {
  const grants = await readGrants(db);
  return has(grants, "SELECT") && hidden("target", grants, { databases: "all" }).length === 0;
}
