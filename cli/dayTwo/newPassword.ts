import { mysqlAtLeast } from "../../model/mysql/server";
import type { Side } from "../../model/side";
import { type ConnectOptions, ConnectProblem, type Db, StatementProblem, withDb } from "../../mysql/connect";
import { quoteLiteral } from "../../mysql/sql";
import { UserError } from "../terminal/errors";
import { askPassword } from "../terminal/password";
import { canPrompt } from "../terminal/person";

/** A new password of an administrator: from the environment, or typed twice. */
async function newPassword(side: Side, user: string, env: NodeJS.ProcessEnv): Promise<string> {
  const variable = `DBFERRY_NEW_${side.toUpperCase()}_PASSWORD`;
  const given = env[variable];
  if (given) return given;
  if (!canPrompt())
    throw new UserError(
      `no new password for ${user} on the ${side}; needed: the password in ${variable}, or a terminal to type it on; nothing was changed`,
    );
  const first = await askPassword(`new password for ${user} on the ${side}: `);
  const again = await askPassword("again: ");
  if (first === "" || first !== again)
    throw new UserError("the two passwords differ or are empty; nothing was changed; run it again", 1);
  return first;
}

/** An administrator's login, with the password to replace. */
export interface Login {
  side: Side;
  login: ConnectOptions;
}

interface Changing {
  env: NodeJS.ProcessEnv;
  say(line: string): void;
  /** Stores a password that the server already has: nobody else knows it. */
  keep(side: Side, fresh: string): Promise<void>;
}

/**
 * Sets the administrators' new passwords. All of them are read before any is set, and each is stored as soon as its
 * server has it.
 * @throws UserError, which says what was changed by then
 */
export async function changePasswords(
  logins: readonly Login[],
  { env, say, keep }: Changing,
): Promise<Partial<Record<Side, string>>> {
  const given: Partial<Record<Side, string>> = {};
  for (const { side, login } of logins) given[side] = await newPassword(side, login.user, env);
  const changed: Side[] = [];
  for (const { side, login } of logins) {
    const fresh = given[side]!;
    try {
      const how = await changeOwnPassword(side, login, fresh);
      say(how === "hadIt" ? `the ${side} already has the new password` : `changed on the ${side}`);
    } catch (error) {
      const others =
        changed.length === 0
          ? "nothing else was changed"
          : `the ${changed.join(" and the ")} has its new password already, and so has the stack: run the command again for the rest`;
      if (!(error instanceof UserError) && !(error instanceof ConnectProblem)) throw error;
      throw new UserError(`${error.message}; ${others}`, error instanceof UserError ? error.exitCode : 1);
    }
    await keep(side, fresh);
    changed.push(side);
  }
  return given;
}

/** The sides whose server refuses the stack's password: it was changed there, but not in the stack. */
export async function refusedLogins(logins: readonly Login[]): Promise<Side[]> {
  const refused: Side[] = [];
  for (const { side, login } of logins) if (!(await logsIn(login))) refused.push(side);
  return refused;
}

/**
 * Sets a new password for the account that logs in. If the server already accepts it, because it was reset in the
 * vendor's console or an earlier run was killed, nothing is changed.
 */
export async function changeOwnPassword(
  side: Side,
  options: ConnectOptions,
  fresh: string,
): Promise<"changed" | "hadIt"> {
  if (await logsIn({ ...options, password: fresh })) return "hadIt";
  try {
    await withDb(options, (db) => setOwnPassword(db, fresh));
  } catch (error) {
    if (!(error instanceof StatementProblem) && !(error instanceof ConnectProblem)) throw error;
    const why = error.message.replaceAll(fresh, "(not shown)");
    throw new UserError(
      `the password of ${options.user} on the ${side} could not be changed there: ${why}\n` +
        "reset it in the vendor's console (or as another administrator), then run this again with the new one",
      1,
    );
  }
  if (await logsIn({ ...options, password: fresh })) return "changed";
  throw new UserError(
    `the ${side} accepted the new password of ${options.user} but refuses the login with it; check the account there`,
    1,
  );
}

async function logsIn(options: ConnectOptions): Promise<boolean> {
  try {
    await withDb(options, async () => {});
    return true;
  } catch (error) {
    if (error instanceof ConnectProblem && error.reason === "password") return false;
    throw error;
  }
}

async function setOwnPassword(db: Db, password: string): Promise<void> {
  // MariaDB accepts ALTER USER CURRENT_USER() but changes nothing.
  const sql = mysqlAtLeast(db.server, 5, 7, 6)
    ? `ALTER USER CURRENT_USER() IDENTIFIED BY ${quoteLiteral(password)}`
    : `SET PASSWORD = PASSWORD(${quoteLiteral(password)})`;
  await db.query(sql, [], { doing: "setting the administrator's own password" });
}
