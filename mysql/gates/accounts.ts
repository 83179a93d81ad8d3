import { mysqlAtLeast } from "../../model/mysql/server";
import { fail, type Outcome, pass, some, undetermined } from "../check";
import { type ConnectOptions, ConnectProblem, connect, type Db } from "../connect";
import { readGrants } from "../facts/settings";
import { type Grants, has, mayGrant, parseGrants } from "../grants";
import { showTable, tableOf } from "../tableName";
import type { AccountToProve, GateContext } from "./types";

/** The application's accounts can log in on the target and have the same rights there as on the source. */
export async function accountsLogIn({ input }: GateContext): Promise<Outcome> {
  const needed = "every account of the application can log in on the target with its privileges";
  const accounts = input.accounts ?? [];
  if (accounts.length === 0) {
    return undetermined(
      "no account was specified to try",
      needed,
      "name the application's accounts, so that their login on the target is proven",
    );
  }
  const problems: string[] = [];
  const gone: string[] = [];
  const strange: string[] = [];
  for (const account of accounts) {
    const there = await grantsAs(input.target, account);
    if (there instanceof ConnectProblem) {
      problems.push(`${account.user} on the target: ${there.cause}`);
      continue;
    }
    const here = await grantsAs(input.source, account);
    if (here instanceof ConnectProblem) gone.push(account.user);
    else {
      const missing = [...new Set([...lacking(here.own, there.own), ...lacking(here.withRoles, there.withRoles)])];
      if (missing.length > 0) problems.push(`${account.user} lacks on the target: ${some(missing)}`);
      strange.push(...notUnderstood(here, there).map((line) => `${account.user}: ${line}`));
    }
  }
  if (problems.length > 0) return fail(some(problems), needed, FIX);
  const names = accounts.map((account) => account.user).join(", ");
  // An account that can no longer log in on the source (revoked to stop writes) cannot be compared.
  if (gone.length > 0)
    return undetermined(
      `${names} log in; the privileges of ${gone.join(", ")} were not compared, because they can no longer log in on the source`,
      needed,
      "compare them manually: SHOW GRANTS FOR <account>; on both sides",
    );
  if (strange.length > 0)
    return undetermined(
      `${names} log in; not seen or not understood in SHOW GRANTS: ${some(strange)}`,
      needed,
      "compare them manually: SHOW GRANTS FOR <account>; on both sides",
    );
  return pass(`${names} can log in with the privileges that they have on the source`, needed);
}

const FIX =
  "create the account on the target with the same host part, password hash and grants (SHOW CREATE USER, SHOW GRANTS on the source)";

/** An account's rights as it logs in, and with every role that it may activate. */
interface Rights {
  own: Grants;
  withRoles: Grants;
  /** Roles of which the server does not tell an account what they may do. */
  dark: string[];
}

async function grantsAs(server: ConnectOptions, account: AccountToProve): Promise<Rights | ConnectProblem> {
  try {
    const db = await connect({
      ...server,
      user: account.user,
      password: account.password,
      database: undefined,
      tls: account.tls ?? server.tls,
    });
    return await rightsOf(db).finally(() => db.close());
  } catch (error) {
    if (error instanceof ConnectProblem) return error;
    throw error;
  }
}

async function rightsOf(db: Db): Promise<Rights> {
  const own = await readGrants(db);
  if (own.roles.length === 0 || !mysqlAtLeast(db.server, 8)) return { own, withRoles: own, dark: own.roles };
  const rows = await db.query<object>(`SHOW GRANTS FOR CURRENT_USER() USING ${own.roles.join(", ")}`);
  const lines = rows.map((row) => String(Object.values(row)[0]));
  return { own, withRoles: parseGrants(lines, { literal: own.literal }), dark: [] };
}

/** Roles with unknown rights, and lines that one side alone has, of which neither right nor lack of a right follows. */
function notUnderstood(here: Rights, there: Rights): string[] {
  const [mine, theirs] = [here, there].map(({ withRoles }) => withRoles.unread);
  return [
    ...here.dark.map((role) => `what the role ${role} may do (source)`),
    ...mine!.filter((line) => !theirs!.includes(line)).map((line) => `${line} (source)`),
    ...theirs!.filter((line) => !mine!.includes(line)).map((line) => `${line} (target)`),
  ];
}

/** What ALL on *.* means to an application; 8.0 lists the individual privileges instead of ALL. */
const EVERYTHING =
  "SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,ALTER,INDEX,REFERENCES,EXECUTE,CREATE VIEW,SHOW VIEW,TRIGGER,EVENT,CREATE ROUTINE,ALTER ROUTINE,LOCK TABLES,CREATE TEMPORARY TABLES".split(
    ",",
  );

/** GRANT escapes _ and % in a database name with a backslash. */
function unescaped(database: string): string {
  return database.replace(/\\([%_])/g, "$1");
}

/** Rights in `here` that are missing in `there`. */
export function lacking(here: Grants, there: Grants): string[] {
  const missing: string[] = [];
  const global = here.global.has("ALL") && !there.global.has("ALL") ? [...here.global, ...EVERYTHING] : here.global;
  for (const right of global) if (right !== "ALL" && !has(there, right)) missing.push(`${right} on *.*`);
  // A more specific grant on the target may give the database fewer rights than the pattern does.
  const covered = (right: string, database: string) => has(there, right, unescaped(database));
  for (const [database, rights] of here.databases) {
    for (const right of rights) {
      if (right === "ALL" ? !EVERYTHING.every((one) => covered(one, database)) : !covered(right, database))
        missing.push(`${right} on ${database}.*`);
    }
  }
  for (const [table, rights] of here.tables) {
    const name = tableOf(table);
    for (const right of rights) {
      if (!there.tables.get(table)?.has(right) && !has(there, right, name.database))
        missing.push(`${right} on ${showTable(name)}`);
    }
  }
  for (const [table, rights] of here.columns) {
    const name = tableOf(table);
    const held = (right: string) => there.tables.get(table)?.has(right) || has(there, right, name.database);
    for (const right of rights) {
      if (!there.columns.get(table)?.has(right) && !held(right.replace(/ \(.*$/s, "")))
        missing.push(`${right} on ${showTable(name)}`);
    }
  }
  for (const [program, rights] of here.programs) {
    const [, kind, id] = /^([A-Z ]+) (\[.*)$/s.exec(program)!;
    const name = tableOf(id!);
    for (const right of rights) {
      if (!there.programs.get(program)?.has(right) && !has(there, right, name.database))
        missing.push(`${right} on ${kind!.toLowerCase()} ${showTable(name)}`);
    }
  }
  for (const where of here.grantOption) {
    if (!mayGrant(there, unescaped(where))) missing.push(`GRANT OPTION on ${where === "*" ? "*" : where}.*`);
  }
  for (const [database, rights] of there.revoked) {
    const taken = [...rights].filter((right) => has(here, right, database));
    for (const right of taken) missing.push(`${right} on ${database}.* (revoked there)`);
  }
  const plain = (role: string) => role.replace(/[`']|@.*$/g, "");
  const roles = new Set(there.roles.map(plain));
  for (const role of here.roles.map(plain)) if (!roles.has(role)) missing.push(`role ${role}`);
  return missing;
}
