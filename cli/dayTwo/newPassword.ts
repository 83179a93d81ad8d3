import { mysqlAtLeast } from "../../model/mysql/server";
import type { Side } from "../../model/side";
import { type ConnectOptions, ConnectProblem, type Db, StatementProblem, withDb } from "../../mysql/connect";
import { quoteLiteral } from "../../mysql/sql";
import { UserError } from "../terminal/errors";
import { askPassword } from "../terminal/password";
import { canPrompt } from "../terminal/person";

/** A new password of an administrator: from the environment, or typed twice. */
export async function newPassword(side: Side, user: string, env: NodeJS.ProcessEnv): Promise<string> {
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
        "reset it in the vendor's console (or as another administrator), then run this again with the new one; nothing else was changed",
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
