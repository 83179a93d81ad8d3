import { type CompareProgress, compare } from "../compare/compare";
import type { TableResult } from "../compare/types";
import { type ConnectOptions, withDb } from "../connect";
import { databasesOf } from "./before";
import { objectId, objectsIn } from "./objects";
import type { Removal } from "./removal";

/** By database, rows and objects that exist only on the target: what a removal would lose. */
export type TargetOnly = Map<string, string[]>;

/** Differing rows that are looked up individually, per table. */
const LOOKED_UP = 1000;

/**
 * What exists in these databases only on the target. Read-only; reads every row.
 *
 * @returns lines for people; empty: everything in them is on the source too
 * @throws ConnectProblem, StatementProblem
 */
export async function onlyOnTarget(
  source: ConnectOptions,
  target: ConnectOptions,
  going: readonly Removal[],
  { progress, signal }: { progress?: (progress: CompareProgress) => void; signal?: AbortSignal } = {},
): Promise<TargetOnly> {
  const databases = going.map(({ database }) => database.name);
  const goes = goingBy(going);
  const found: TargetOnly = new Map(databases.map((name) => [name, []]));
  if (databases.length === 0) return found;
  const [mine, theirs] = await Promise.all([objects(source, databases, signal), objects(target, databases, signal)]);
  for (const name of databases) {
    const there = new Set(mine.get(name) ?? []);
    for (const id of theirs.get(name) ?? [])
      if (!there.has(id) && goes(name, id)) found.get(name)!.push(`${id} is not on the source`);
  }
  const result = await compare({
    source,
    target,
    databases,
    mode: "full",
    maxDifferences: LOOKED_UP,
    progress,
    signal,
    recheck: { rounds: 0 },
  });
  for (const table of result.tables) {
    const line = lineOf(table);
    if (line && goes(table.database, `table ${table.table}`)) found.get(table.database)?.push(line);
  }
  for (const why of result.notProven) for (const lines of found.values()) lines.push(`not proven: ${why}`);
  return found;
}

/** Whether an object is among those to be removed. */
function goingBy(going: readonly Removal[]): (database: string, id: string) => boolean {
  const objects = new Map(
    going.map((removal) => [
      removal.database.name,
      removal.remove === "objects" ? new Set(removal.objects.map(objectId)) : undefined,
    ]),
  );
  return (database, id) => objects.get(database)?.has(id) ?? true;
}

function lineOf(table: TableResult): string | undefined {
  const { table: name, verdict, rows, differences, differing, differingMore, notProven, structure } = table;
  if (verdict === "same" || rows.target === 0) return undefined;
  const mine = differences.filter(({ kind }) => kind !== "missing").length;
  if (mine > 0) return `table ${name}: ${mine} or more rows that the source does not have, or has with other values`;
  // An incomplete copy lacks rows. That no row exists only on the target is known only if every difference was looked
  // up.
  const all = !differingMore && differences.length === differing && notProven.length === 0 && structure.length === 0;
  if (all) return undefined;
  const why = notProven[0] ?? structure[0] ?? `${differing} rows differ, too many to look up one by one`;
  return `table ${name}: not proven that the source has every row: ${why}`;
}

/** Ids of the objects in each existing database. */
async function objects(
  server: ConnectOptions,
  databases: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string[]>> {
  return withDb({ ...server, database: undefined, readOnly: true, signal }, async (db) => {
    const there = await databasesOf(db);
    const found = new Map<string, string[]>();
    for (const name of databases.filter((one) => there.includes(one)))
      found.set(name, (await objectsIn(db, name)).map(objectId));
    return found;
  });
}
