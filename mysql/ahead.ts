import { type ConnectOptions, ConnectProblem, connect, type Db, StatementProblem } from "./connect";
import { namesOf } from "./facts/folded";
import { inSelection, SYSTEM_DATABASES } from "./facts/selection";
import { readGrants } from "./facts/settings";
import { has } from "./grants";
import type { Role } from "./rights";

/** What can be known of a server before a migration makes anything. What was not seen is absent. */
export type ServerLook =
  | { failed: ConnectProblem }
  | {
      failed?: undefined;
      /** Databases of the selection that the account does not see. */
      missing?: string[];
      mayCreateAccounts?: boolean;
      /** Data and indexes of the selection, as the server estimates them. */
      bytes?: number;
    };

export interface ServerQuestion {
  databases: "all" | readonly string[];
  role: Role;
}

/** A statement that takes longer is not worth waiting for: the checks ask again, with time. */
const STATEMENT_LIMIT_MS = 3000;

/** Logs in, and reads what costs nothing. Never throws for a server: one that cannot be used is an answer. */
export async function lookAtServer(options: ConnectOptions, question: ServerQuestion): Promise<ServerLook> {
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
    // Lost after the login: nothing is known, and the login was right.
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

/** Roles that are not active may have the right: then nothing is concluded. */
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
