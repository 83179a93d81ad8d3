import { type ConnectOptions, type Db, withDb } from "../connect";
import { namesOf } from "../facts/folded";
import { identityOf } from "../facts/identity";
import { SYSTEM_DATABASES } from "../facts/selection";
import { objectId, objectsIn } from "./objects";
import { seesEverything } from "./server";

/** What a target held before a migration copied anything. A cleanup may remove only what is not in here. */
export interface TargetBefore {
  /** Which server it was. */
  server: string;
  /** ISO 8601 UTC. */
  at: string;
  /** The migration's databases by name, and what the target held of each. */
  databases: Record<string, DatabaseBefore>;
}

/** Whether a database existed, and what was in it. */
export type DatabaseBefore = { stood: false } | { stood: true; objects: string[] };

/**
 * Reads what the target holds of a migration's databases. Reads only.
 *
 * @param databases names, or all of the source's
 * @returns undefined when the account does not see every database, so that what existed before is unknown
 */
export async function readTargetBefore(
  source: ConnectOptions,
  target: ConnectOptions,
  databases: "all" | readonly string[],
  now: Date,
): Promise<TargetBefore | undefined> {
  const names = databases === "all" ? await withDb(readOnly(source), databasesOf) : databases;
  return withDb(readOnly(target), async (db) => {
    if (!(await seesEverything(db))) return undefined;
    const fold = await namesOf(db);
    const there = new Map((await databasesOf(db)).map((name) => [fold(name), name]));
    const found: Record<string, DatabaseBefore> = {};
    for (const name of names) {
      const standing = there.get(fold(name));
      found[name] =
        standing === undefined
          ? { stood: false }
          : { stood: true, objects: (await objectsIn(db, standing)).map(objectId) };
    }
    return { server: await identityOf(db), at: now.toISOString(), databases: found };
  });
}

/**
 * The first recorded reading wins: by a later one the migration may have copied something. Databases selected later are
 * taken from the later reading, and so is everything if the server is a different one.
 */
export function keepFirst(first: TargetBefore | undefined, later: TargetBefore | undefined): TargetBefore | undefined {
  if (!first || !later) return first ?? later;
  if (first.server !== later.server) return later;
  return { ...first, databases: { ...later.databases, ...first.databases } };
}

/** Every database except the server's own. */
export async function databasesOf(db: Db): Promise<string[]> {
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA", [], {
    doing: "reading the databases",
  });
  return rows.map(({ n }) => n).filter((name) => !SYSTEM_DATABASES.includes(name.toLowerCase()));
}

function readOnly(options: ConnectOptions): ConnectOptions {
  return { ...options, database: undefined, readOnly: true };
}
