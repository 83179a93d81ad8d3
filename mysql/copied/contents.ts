import { type ConnectOptions, type Db, withDb } from "../connect";
import { namesOf } from "../facts/folded";
import { identityOf } from "../facts/identity";
import { addressOf, sessions } from "../facts/sessions";
import { readGrants } from "../facts/settings";
import { has } from "../grants";
import { databasesOf } from "./before";
import { type DatabaseObject, objectsIn } from "./objects";
import { seesEverything } from "./server";

/** One database of a target as it is now. */
export interface TargetDatabase {
  name: string;
  objects: DatabaseObject[];
  /** Estimated by the server. */
  rows: number;
  bytes: number;
  /** Other sessions connected to it, `user@host`; undefined when the account may not see them. */
  sessions?: string[];
}

/** What a target holds now. */
export interface TargetContents {
  server: string;
  databases: TargetDatabase[];
  /** Normalises database names the way the server compares them. */
  fold(name: string): string;
  /** Whether the account sees every database. */
  complete: boolean;
}

/** Reads only. @throws ConnectProblem, StatementProblem */
export async function readTargetContents(target: ConnectOptions): Promise<TargetContents> {
  return withDb({ ...target, database: undefined, readOnly: true }, async (db) => {
    const sizes = await sizesOf(db);
    const sessions = await sessionsOf(db);
    const databases: TargetDatabase[] = [];
    for (const name of (await databasesOf(db)).sort()) {
      const { rows = 0, bytes = 0 } = sizes.get(name) ?? {};
      databases.push({
        name,
        objects: await objectsIn(db, name),
        rows,
        bytes,
        sessions: sessions?.get(name) ?? (sessions && []),
      });
    }
    return {
      server: await identityOf(db),
      databases,
      fold: await namesOf(db),
      complete: await seesEverything(db),
    };
  });
}

async function sizesOf(db: Db): Promise<Map<string, { rows: number; bytes: number }>> {
  const rows = await db.query<{ n: string; r: string | null; b: string | null }>(
    "SELECT TABLE_SCHEMA AS n, SUM(TABLE_ROWS) AS r, SUM(DATA_LENGTH + INDEX_LENGTH) AS b FROM information_schema.TABLES GROUP BY TABLE_SCHEMA",
    [],
    { doing: "reading the sizes of the databases" },
  );
  return new Map(rows.map(({ n, r, b }) => [n, { rows: Number(r ?? 0), bytes: Number(b ?? 0) }]));
}

/** Other sessions by current database; undefined when the account may not see them. */
async function sessionsOf(db: Db): Promise<Map<string, string[]> | undefined> {
  if (!has(await readGrants(db), "PROCESS")) return undefined;
  const found = new Map<string, string[]>();
  for (const one of await sessions(db)) {
    if (one.database === "" || one.id === db.threadId) continue;
    found.set(one.database, [...(found.get(one.database) ?? []), `${one.user}@${addressOf(one)}`]);
  }
  return found;
}
