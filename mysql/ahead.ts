import { type ConnectOptions, ConnectProblem, connect, type Db, StatementProblem } from "./connect";
import { namesOf } from "./facts/folded";
import { inSelection, SYSTEM_DATABASES } from "./facts/selection";
import { readGrants } from "./facts/settings";
import { has } from "./grants";
import type { Role } from "./rights";

/** What is known about a server before a migration creates anything. Whatever could not be read is absent. */
export type ServerProbe =
  | { failed: ConnectProblem }
  | {
      failed?: undefined;
      /** Selected databases that the account cannot see. */
      missing?: string[];
      mayCreateAccounts?: boolean;
      /** Size of the selection's data and indexes, as estimated by the server. */
      bytes?: number;
    };

export interface ServerQuestion {
  databases: "all" | readonly string[];
  role: Role;
}

/** The preview does not wait longer for one statement; the checks read the same again with a longer limit. */
const STATEMENT_LIMIT_MS = 3000;

/** Logs in and runs a few cheap queries. A server that cannot be reached or used is a result, never an exception. */
export async function probeServer(options: ConnectOptions, question: ServerQuestion): Promise<ServerProbe> {
  let db: Db | undefined;
  try {
    db = await connect({ ...options, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT_MS });
    if (question.role === "target") return {};
    const { databases } = question;
    return {
      missing: await seen(missingIn(db, databases)),
      mayCreateAccounts: await seen(mayCreateAccounts(db)),
      bytes: await seen(bytesOf(db, databases)),
    };
  } catch (error) {
    // Lost after a successful login: nothing is known, but the login was right.
    if (error instanceof ConnectProblem) return db ? {} : { failed: error };
    throw error;
  } finally {
    await db?.close();
  }
}

async function seen<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  }
}

async function missingIn(db: Db, databases: ServerQuestion["databases"]): Promise<string[] | undefined> {
  if (databases === "all") return undefined;
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA");
  const as = await namesOf(db);
  const there = new Set(rows.map(({ n }) => as(n)));
  return databases.filter((name) => !there.has(as(name)) && !SYSTEM_DATABASES.includes(name.toLowerCase()));
}

/** Undefined when an inactive role might include the right. */
async function mayCreateAccounts(db: Db): Promise<boolean | undefined> {
  const grants = await readGrants(db);
  if (has(grants, "CREATE USER")) return true;
  return grants.roles.length > 0 || grants.global.has("SUPER") ? undefined : false;
}

async function bytesOf(db: Db, databases: ServerQuestion["databases"]): Promise<number> {
  const where = inSelection("TABLE_SCHEMA", { databases });
  const [row] = await db.query<{ b: number | string | null }>(
    `SELECT SUM(DATA_LENGTH + INDEX_LENGTH) AS b FROM information_schema.TABLES WHERE ${where}`,
  );
  return Number(row?.b ?? 0);
}
