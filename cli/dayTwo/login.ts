import { setTimeout as sleep } from "node:timers/promises";
import { visible } from "../../model/printing/visible";
import type { Side } from "../../model/side";
import { withDb } from "../../mysql/connect";
import type { Session } from "../../mysql/facts/sessions";
import { messageOf } from "../../provider/core/failure";
import type { TaskState } from "../../provider/core/task";
import { optionsOf } from "../audit/accounts";
import { UserError } from "../terminal/errors";
import { type RunningMigration, seenAgain } from "./migration";
import { type Look, lookAtSessions, openedByTask, openedSince } from "./sessions";
import { isRunning, RUNNING, until } from "./until";

/** How long to look for the task's new sessions. */
const LIMIT_SECONDS = 60;

/** The accounts whose passwords were changed, and with which the task logs in. */
export interface Changed {
  /** The migration account, on the source. */
  source?: string;
  /** The administrator, on the target. */
  target?: string;
}

/**
 * Proves that the task logs in with its new passwords: pauses and resumes it, and looks on each server for a session
 * that the task opened after the change.
 * @throws UserError if there was none
 */
export async function proveLogin(before: RunningMigration, changed: Changed): Promise<string> {
  const underWay = await seenAgain(before);
  const { driver, task, work } = underWay;
  if (!isRunning(task) || !driver.can.pause)
    throw notProven(
      changed,
      task
        ? `the task ${task.id} of ${driver.title} is ${visible(task.vendorState)} and cannot be paused to see it log in`
        : `${driver.title} no longer knows the task`,
    );
  const look = (side: Side) => lookAt(underWay, changed, side);
  const source = await look("source");
  work.say(`pausing and resuming the task ${task.id}, so that it logs in again`);
  let state: TaskState;
  let target: Look | Error | undefined;
  try {
    await driver.can.pause.pause(task.id, true);
    await until(underWay, ["paused"]);
    // Others use the administrator's account, too, so its present sessions are noted as not the task's. The task is
    // resumed in any case.
    target = await look("target").catch((error: Error) => error);
    await driver.can.pause.resume(task.id);
    state = await until(underWay, RUNNING);
  } catch (error) {
    throw notProven(changed, messageOf(error), 1);
  }
  if (target instanceof Error) throw target;
  const paused = target;
  if (source) await seen(underWay, changed, "source", (now) => openedSince(source, now));
  if (paused) await seen(underWay, changed, "target", (now) => openedByTask(paused, now, task.privateIp));
  const where = (["source", "target"] as const).filter((side) => changed[side] !== undefined).join(" and on the ");
  return `the task logged in with it on the ${where} and continues: ${state}`;
}

/** Waits for a session that the task has opened. @throws UserError */
async function seen(
  underWay: RunningMigration,
  changed: Changed,
  side: Side,
  opened: (now: Look) => readonly Session[],
): Promise<void> {
  const end = Date.now() + LIMIT_SECONDS * 1000;
  for (;;) {
    const now = (await lookAt(underWay, changed, side))!;
    if (opened(now).length > 0) return;
    if (Date.now() > end) throw notProven(changed, notSeen(side, changed[side]!, now));
    await sleep((underWay.config.pollSeconds ?? 5) * 1000);
  }
}

function notSeen(side: Side, account: string, { others }: Look): string {
  if (others.length === 0)
    return `the administrator sees no session of ${visible(account)} on the ${side} (needed: the privilege PROCESS)`;
  const kept = others.map(({ id, host }) => `${id} from ${visible(host)}`).join(", ");
  if (side === "target") return `no session of ${visible(account)} on the ${side} is certainly the task's: ${kept}`;
  return (
    `the task still has the sessions that it had on the ${side} before (${kept}); to make it log in again, end them there: what they have not ` +
    "committed is lost, and read again (KILL)"
  );
}

/**
 * Undefined: no password of that side was changed.
 * @throws UserError if the sessions cannot be read
 */
async function lookAt({ admins }: RunningMigration, changed: Changed, side: Side): Promise<Look | undefined> {
  const account = changed[side];
  if (account === undefined) return undefined;
  const login = optionsOf(side, admins[side]);
  if (typeof login === "string") throw notProven(changed, `the ${side} cannot be reached from here: ${login}`);
  try {
    return await withDb(login, (db) => lookAtSessions(db, account));
  } catch (error) {
    throw notProven(changed, messageOf(error));
  }
}

/** @param exitCode 1: the task did not resume */
function notProven({ source, target }: Changed, why: string, exitCode: 1 | 3 = 3): UserError {
  const keys = [
    ...(source === undefined ? [] : ["accountPassword"]),
    ...(target === undefined ? [] : ["targetAdminPassword"]),
  ];
  const what =
    target === undefined
      ? "set another password of the account"
      : `set the password${source === undefined ? "" : "s"} that the task needs`;
  return new UserError(
    `the passwords were changed everywhere, but it is not proven that the task logs in with them: ${why}\n` +
      `\`dbferry status\` shows whether the task is running. If it cannot log in, ${what} with ` +
      `${keys.map((key) => `\`pulumi config set --secret ${key}\``).join(" and ")}, then run \`dbferry up\`, which sets it ` +
      `${target === undefined ? "on the source and in the task" : "in the task (the account's on the source, too)"}, and resumes it`,
    exitCode,
  );
}
