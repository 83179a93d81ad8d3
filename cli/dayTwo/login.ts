import { setTimeout as sleep } from "node:timers/promises";
import { visible } from "../../model/printing/visible";
import { type Db, withDb } from "../../mysql/connect";
import type { TaskState } from "../../provider/core/driver";
import { messageOf } from "../../provider/core/failure";
import { optionsOf } from "../audit/accounts";
import { UserError } from "../terminal/errors";
import { seenAgain, type UnderWay } from "./migration";
import { isRunning, RUNNING, until } from "./until";

/** How long to look for the task's new session on the source. */
const LIMIT_SECONDS = 60;

/**
 * Proves that the task logs in with the passwords that it was given: pauses it, lets it go on, and looks on the source for a
 * session of its account that began after the change.
 *
 * @param account the migration account, if its password was changed
 * @throws UserError if that was not seen
 */
export async function proveLogin(before: UnderWay, account: string | undefined): Promise<string> {
  const underWay = await seenAgain(before);
  const { driver, task, work } = underWay;
  if (!isRunning(task) || !driver.can.pause)
    throw notProven(
      task
        ? `the task ${task.id} of ${driver.title} is ${visible(task.vendorState)} and cannot be paused to see it log in`
        : `${driver.title} no longer knows the task`,
    );
  const mark = account === undefined ? undefined : await onSource(underWay, newestSession);
  work.say(`pausing and resuming the task ${task.id}, so that it logs in anew`);
  let state: TaskState;
  try {
    await driver.can.pause.pause(task.id, true);
    await until(underWay, ["paused"]);
    await driver.can.pause.resume(task.id);
    state = await until(underWay, RUNNING);
  } catch (error) {
    throw notProven(messageOf(error));
  }
  if (account === undefined || mark === undefined) return `the task went on with it: ${state}`;
  await sessionAfter(underWay, account, mark);
  return `the task logged in with it on the source and goes on: ${state}`;
}

/** Sessions are numbered in the order in which they were opened. */
async function newestSession(db: Db): Promise<number> {
  const [row] = await db.query("SELECT CONNECTION_ID() AS id");
  return Number(row!["id"]);
}

async function sessionAfter(underWay: UnderWay, account: string, mark: number): Promise<void> {
  const end = Date.now() + LIMIT_SECONDS * 1000;
  for (;;) {
    const ids = await onSource(underWay, async (db) => {
      const rows = await db.query("SELECT ID AS id FROM information_schema.PROCESSLIST WHERE USER = ?", [account]);
      return rows.map((row) => Number(row["id"]));
    });
    if (ids.some((id) => id > mark)) return;
    if (Date.now() > end)
      throw notProven(
        ids.length > 0
          ? `the task still has the sessions that it had on the source before (${ids.join(", ")}); end them there (KILL) to make it log in anew`
          : `the administrator of the source sees no session of ${visible(account)} (needed: the privilege PROCESS)`,
      );
    await sleep((underWay.config.pollSeconds ?? 5) * 1000);
  }
}

async function onSource<T>({ admins }: UnderWay, use: (db: Db) => Promise<T>): Promise<T> {
  const login = optionsOf("source", admins.source);
  if (typeof login === "string") throw notProven(`the source cannot be reached from here: ${login}`);
  try {
    return await withDb(login, use);
  } catch (error) {
    throw notProven(messageOf(error));
  }
}

function notProven(why: string): UserError {
  return new UserError(
    `the passwords were changed everywhere, but it is not proven that the task logs in with them: ${why}\n` +
      "`dbferry status` shows whether the task is running. If it cannot log in, set another password of the account with " +
      "`pulumi config set --secret accountPassword`, then run `dbferry up`, which sets it on the source and in the task, and resumes it",
    1,
  );
}
