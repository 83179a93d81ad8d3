import { type ConnectOptions, type Db, withDb } from "../connect";
import { namesOf } from "../facts/folded";
import { identityOf } from "../facts/identity";
import { type Selection, SYSTEM_DATABASES } from "../facts/selection";
import { objectId, objectsIn } from "./objects";
import { seesEverything } from "./server";

/** What a target contained before a migration copied anything. A cleanup may remove only what is not in here. */
export interface TargetBefore {
  /** Which server it was. */
  server: string;
  /** ISO 8601 UTC. */
  at: string;
  /** The migration's databases by name, and what the target held of each. */
  databases: Record<string, DatabaseBefore>;
}

type Held = { stood: false } | { stood: true; objects: string[] };

/** Whether a database existed, and what was in it. */
export type DatabaseBefore = Held & {
  /** The only tables of it that the migration copies; absent: everything. */
  only?: readonly string[];
};

/**
 * Reads what the target holds of a migration's databases. Reads only.
 *
 * @param selection databases by name, or all of the source's; of them all, or only some tables
 * @returns undefined when the account does not see every database, so that what existed before is unknown
 */
export async function readTargetBefore(
  source: ConnectOptions,
  target: ConnectOptions,
  { databases, tables }: Selection,
  now: Date,
): Promise<TargetBefore | undefined> {
  const names = databases === "all" ? await withDb(readOnly(source), databasesOf) : databases;
  return withDb(readOnly(target), async (db) => {
    if (!(await seesEverything(db))) return undefined;
    const fold = await namesOf(db);
    const there = new Map((await databasesOf(db)).map((name) => [fold(name), name]));
    const found: Record<string, DatabaseBefore> = {};
    for (const name of names) {
      const existing = there.get(fold(name));
      const before =
        existing === undefined
          ? { stood: false as const }
          : { stood: true as const, objects: (await objectsIn(db, existing)).map(objectId) };
      const only = tables?.filter(({ database }) => database === name).map(({ table }) => table);
      found[name] = { ...before, ...(only ? { only } : {}) };
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
  return { ...first, databases: { ...later.databases, ...withTables(first.databases, later.databases) } };
}

/** Whatever either selection may have copied. */
function withTables(first: TargetBefore["databases"], later: TargetBefore["databases"]): TargetBefore["databases"] {
  return Object.fromEntries(
    Object.entries(first).map(([name, { only: mine, ...before }]) => {
      const now = later[name];
      if (!mine || !now) return [name, { ...before, ...(mine ? { only: mine } : {}) }];
      const only = now.only && [...new Set([...mine, ...now.only])];
      const grows = !only || only.length > mine.length;
      return [name, { ...(grows ? withOthers(before, now, mine) : before), ...(only ? { only } : {}) }];
    }),
  );
}

/**
 * A selection grows: of what is there by now, the smaller one may have copied only its own tables. The rest is somebody
 * else's, put there since the first reading.
 */
function withOthers(before: Held, now: Held, mine: readonly string[]): Held {
  if (!now.stood) return before;
  const known = new Set([
    ...(before.stood ? before.objects : []),
    ...mine.map((name) => objectId({ kind: "table", name })),
  ]);
  const others = now.objects.filter((id) => !known.has(id));
  return others.length === 0 ? before : { stood: true, objects: [...(before.stood ? before.objects : []), ...others] };
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
