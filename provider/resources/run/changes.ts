import { readDate } from "../../../model/expiry";
import { type GivenSelection, selectedOf } from "../../../model/selection";
import type { Side } from "../../../model/side";
import type { CallContext } from "../../core/context";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { objectsDiffer } from "../../core/objects";
import type { TaskInfo } from "../../core/task";
import type { Login } from "../../core/taskSpec";
import { ownOf } from "../engineSections";
import type { RunInputs } from "./inputs";

export function hasStarted({ state }: TaskInfo): boolean {
  return state !== "creating" && state !== "configuring";
}

/** A run that was interrupted after its start may have recorded the previous selection. */
export function movesAlready({ objects }: TaskInfo, wanted: GivenSelection): boolean {
  return objects !== undefined && objectsDiffer(objects, selectedOf(wanted)).length === 0;
}

export function isSelection(path: string): boolean {
  return /^(databases|tables)\b/.test(path);
}

/** Whether a started task cannot change this input. */
export function isFixed(path: string): boolean {
  const [top = "", member] = path.split(/[.[]/);
  if (["databases", "tables", "path", "mode", "targetReadOnly", "keepDefiner"].includes(top)) return true;
  if (member === "sourceBy") return true;
  return (top === "source" || top === "target") && !["password", "plain", "account"].includes(member ?? "");
}

export function fixedProblem(id: string, fixed: readonly string[]): UserProblem {
  return new UserProblem(
    `the task ${id} has started; these can no longer be changed: ${fixed.join("; ")}. Put them back, or create a new migration for them in ` +
      "another stack; to give this one up: dbferry cancel",
  );
}

/** Applies the changes that a started task can accept; refuses all others together. */
export async function changeStarted(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  old: RunInputs,
  given: RunInputs,
): Promise<void> {
  const { id } = task;
  const fixed: string[] = [];
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  if (differs(selectedOf(old), selectedOf(given)) && !movesAlready(task, given)) fixed.push("databases or tables");
  if (
    differs(
      [old.path, old.mode, old.targetReadOnly, old.keepDefiner],
      [given.path, given.mode, given.targetReadOnly, given.keepDefiner],
    )
  ) {
    fixed.push("path, mode, targetReadOnly or keepDefiner");
  }
  for (const side of ["source", "target"] as const) {
    if (differs(fixedOf(old[side]), fixedOf(given[side]))) fixed.push(`${side} (other than its password)`);
  }
  if (differs(ownOf(old, "run")["sourceBy"], ownOf(given, "run")["sourceBy"])) fixed.push("sourceBy");
  if (fixed.length > 0) throw fixedProblem(id, fixed);
  for (const side of ["source", "target"] as const satisfies Side[]) {
    if (old[side].password !== given[side].password) {
      ctx.log("info", `changing the ${side} password of the task ${id}`);
      await driver.changePassword(id, side, given[side]);
    }
  }
  if (differs(old.limits, given.limits)) await changeLimits(driver, id, given.limits);
  if (old.start !== given.start) await changeSchedule(ctx, driver, id, given.start);
}

/**
 * Whether an ended task was run with the same inputs, apart from passwords and settings that only affect a start or a
 * copy.
 */
export function samePlan(old: RunInputs, given: RunInputs): boolean {
  const of = ({
    source,
    target,
    whenLive: _,
    connectWindowSeconds: __,
    afterCutover: ___,
    acceptedWarnings: ____,
    start: _____,
    after: _______,
    limits: ______,
    consistencyCheck: ________,
    ...rest
  }: RunInputs) => JSON.stringify([rest, fixedOf(source), fixedOf(target)]);
  return of(old) === of(given);
}

/**
 * The parts of an end that cannot change once the task has started; an exemption can be extended, and the account
 * renamed.
 */
function fixedOf(end: Login): Login {
  return { ...end, password: "", plain: undefined, account: undefined };
}

async function changeLimits(driver: Driver, id: string, limits: RunInputs["limits"]): Promise<void> {
  if (driver.can.limitSpeed) return driver.can.limitSpeed(id, limits);
  throw new UserProblem(`limits: ${driver.title} cannot limit the speed of a task; needed: none, so remove them`);
}

async function changeSchedule(ctx: CallContext, driver: Driver, id: string, start: string): Promise<void> {
  const task = await ctx.lately(driver, id);
  if (task?.state !== "scheduled") {
    ctx.log("info", `the task ${id} has already started: the new start time is only recorded`);
    return;
  }
  // "now" is what the run does with a scheduled task.
  if (start === "now") return;
  const reschedule = driver.can.schedule?.reschedule;
  if (!reschedule) {
    throw new UserProblem(
      `start: ${driver.title} cannot change the start of a scheduled task; needed: 'now', or its current start`,
    );
  }
  await reschedule(id, readDate(start));
}
