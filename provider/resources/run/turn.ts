import { visible } from "../../../model/printing/visible";
import { type CallContext, waitFor } from "../../core/context";
import type { Driver } from "../../core/driver";
import { isTransient, messageOf, UserProblem } from "../../core/failure";
import { isOver } from "../../core/states";
import type { Progress, TaskInfo } from "../../core/task";
import { bullets } from "../shared";

/**
 * Waits for this task's turn: until every task before it has reached the point that the service requires. As long as
 * one of them is unproven, nothing starts.
 * @param before exact names of the tasks that come before
 * @throws UserProblem with everything that prevents the start
 */
export async function awaitTurn(
  ctx: CallContext,
  driver: Driver,
  own: { id: string; target: string | undefined },
  before: readonly string[],
): Promise<void> {
  if (before.length === 0) return;
  let heard = Date.now();
  await waitFor(
    ctx,
    `waiting until it is the turn of the task ${own.id}, which is not started`,
    undefined,
    async () => {
      const isPatient = Date.now() - heard < SILENCE_LIMIT_SECONDS * 1000;
      const looks = await Promise.all(before.map((name) => lookAt(driver, name, own.target, isPatient)));
      if (looks.every((look) => !look.isUnread)) heard = Date.now();
      const blocked = looks.flatMap((look) => (look.turn === "blocked" ? [look.why] : []));
      if (blocked.length > 0)
        throw new UserProblem(
          `it is not the turn of the task ${own.id}: nothing was started\n${bullets(blocked)}\nrun the update again when that is done`,
        );
      const waits = looks.flatMap((look) => (look.turn === "waits" ? [look.why] : []));
      if (waits.length === 0) return true;
      ctx.progress(`waiting for ${waits.join("; ")}`);
      return undefined;
    },
  );
}

/** A short outage is tolerated; a longer one ends the wait. */
const SILENCE_LIMIT_SECONDS = 900;

/** Whether an earlier task no longer blocks this one, for people; `isUnread`: it could not be read. */
export interface Turn {
  turn: "come" | "waits" | "blocked";
  why: string;
  isUnread?: true;
}

/** @param isPatient tolerates an outage of the service */
export async function lookAt(
  driver: Driver,
  name: string,
  target: string | undefined,
  isPatient: boolean,
): Promise<Turn> {
  let found: TaskInfo[];
  try {
    found = await driver.find(name);
  } catch (error) {
    if (isPatient && isTransient(error))
      return { turn: "waits", why: `an answer about '${name}' (${messageOf(error)})`, isUnread: true };
    const unread = notProven(
      name,
      `it could not be read: ${messageOf(error)}`,
      "make sure that the service can be reached and that the credentials may read it",
    );
    return { ...unread, isUnread: true };
  }
  const living = found.filter((task) => !isOver(task.state));
  const [task, ...others] = living.length > 0 ? living : found.filter(({ state }) => state !== "createFailed");
  if (!task) return notProven(name, `${driver.title} knows no task of this name`, GONE);
  if (others.length > 0) {
    const all = [task, ...others];
    // If several have ended, each must have completed.
    if (living.length > 0 || !all.every(({ completed }) => completed))
      return notProven(name, `${all.length} tasks have this name: ${all.map(({ id }) => id).join(", ")}`, GONE);
  }
  // Another stack's migration may have this name; an instance that the service does not show cannot be compared.
  const elsewhere = [task, ...others].find(({ targetInstanceId: its }) => target && its && its !== target);
  if (elsewhere)
    return notProven(
      name,
      `the task of this name (${elsewhere.id}) loads into ${visible(elsewhere.targetInstanceId!)}, and this one into ${target}`,
      "name migrations to the same target in `after`",
    );
  return judge(driver, name, task);
}

const GONE = "if that migration is over, remove it from `after`";

async function judge(driver: Driver, name: string, task: TaskInfo): Promise<Turn> {
  const words = `'${name}' (${task.id}) is ${visible(task.vendorState)}`;
  switch (task.state) {
    case "incremental":
    case "fullDone":
      if (driver.queue === "load" || task.completed) return { turn: "come", why: words };
      return {
        turn: "blocked",
        why: `${words}: it ${task.mode === "full" ? "has loaded and not ended" : "still replicates"}, and ${driver.title} runs one task of a target at a time; cut that migration over first`,
      };
    case "starting":
    case "full":
    case "maintenance":
      return { turn: "waits", why: `${words}${await percentOf(driver, task)}` };
    case "ending":
      return { turn: "waits", why: words };
    case "ended":
      if (task.completed) return { turn: "come", why: words };
      return notProven(name, `${words}, which does not say that it has finished`, GONE);
    case "creating":
    case "configuring":
    case "scheduled":
      return {
        turn: "blocked",
        why: `${words}: it comes first and has not started; run its phase migrate first`,
      };
    case "paused":
      return {
        turn: "blocked",
        why: `${words}: it comes first and is paused; resume it (dbferry resume in its stack)`,
      };
    default:
      return notProven(
        name,
        `${words}${task.reason ? `: ${visible(task.reason)}` : ""}`,
        "resolve that first; if that migration was abandoned, remove it from `after`",
      );
  }
}

async function percentOf(driver: Driver, { id, progress }: TaskInfo): Promise<string> {
  const { percent }: Partial<Progress> = progress ?? (await driver.progress(id).catch(() => ({})));
  return percent === undefined ? "" : `, ${percent}%`;
}

function notProven(name: string, why: string, fix: string): Turn {
  return { turn: "blocked", why: `'${name}', which comes first: not proven that it is done: ${why}; ${fix}` };
}
