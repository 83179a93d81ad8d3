import { visible } from "../../../model/printing/visible";
import { type CallContext, waitFor } from "../../core/context";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import type { TaskInfo, TaskState } from "../../core/task";
import { refuseAnothers } from "../ending";
import type { RunPlan } from "./plan";
import { precheck } from "./precheck";
import { prepare, refuseUnable } from "./prepare";
import type { SourceName } from "./sourceName";
import { describe, failure, gone, hasEnded, otherObjects, unknownState } from "./task";
import { type Goal, goalOf, watch } from "./transfer";
import { awaitTurn } from "./turn";

const SETTLE_LIMIT_SECONDS = 3600;

/**
 * Takes a task from whatever state it is in to its goal: replicating, fully loaded, or scheduled. Every step reads the
 * task first, so that an interrupted run continues from there.
 * @param name the source's, whose address is checked before the task is configured, before it starts, and until then
 * @param onStarted called as soon as the task may be running
 */
export async function runTask(
  ctx: CallContext,
  driver: Driver,
  id: string,
  plan: RunPlan,
  name: SourceName,
  onStarted: () => void,
): Promise<Goal> {
  return runFrom(ctx, driver, await settled(ctx, driver, id), plan, name, onStarted);
}

/** @param task as it is now */
async function runFrom(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  plan: RunPlan,
  name: SourceName,
  onStarted: () => void,
): Promise<Goal> {
  const { id } = task;
  const goal = goalOf(plan.mode, plan.startAt !== undefined && !task.started);
  /** The task's present state, if nothing was ordered. */
  let unordered: TaskInfo | undefined;
  const other = BEGUN.has(task.state) ? otherObjects(driver, task, plan) : undefined;
  if (other) {
    onStarted();
    throw other;
  }
  switch (task.state) {
    case "configuring": {
      refuseUnable(driver, plan, ctx.now());
      await awaitTurn(ctx, driver, { id, target: plan.target.instanceId }, plan.after);
      // Others may have started or bought it during the wait, which may take days.
      const now = plan.after.length > 0 ? await describe(driver, id) : task;
      const source = { ...plan.source, host: await name.host() };
      const prepared = await prepare(ctx, driver, now, { ...plan, source });
      if (isBusy(prepared)) return runTask(ctx, driver, id, plan, name, onStarted);
      if (prepared.state !== "configuring") return runFrom(ctx, driver, prepared, plan, name, onStarted);
      // Another stack may have taken it over meanwhile, and will start it itself.
      refuseAnothers(ctx, driver, prepared, task.description);
      const changed = otherObjects(driver, prepared, plan);
      if (changed) throw changed;
      await name.beforeStart();
      onStarted();
      await driver.start(id, plan.startAt);
      break;
    }
    case "scheduled":
      onStarted();
      if (plan.startAt === undefined) {
        await name.now();
        await startNow(driver, task);
      } else unordered = task;
      break;
    case "starting":
    case "full":
    case "fullDone":
    case "incremental":
      onStarted();
      unordered = task;
      break;
    case "paused":
      onStarted();
      await name.now();
      ctx.log("info", `resuming the paused task ${id}`);
      await resume(driver, task);
      break;
    case "fullFailed":
      ctx.log(
        "info",
        `the full load of the task ${id} failed before (${visible(task.reason ?? "no reason given")}): restarting it`,
      );
      if (!driver.can.reset) throw unable(driver, task, "restarts a failed load", anew);
      await precheck(ctx, driver, task, "retry", plan.acceptedWarnings);
      onStarted();
      await name.now();
      await driver.can.reset(id);
      break;
    case "incrementalFailed":
      ctx.log(
        "info",
        `the replication of the task ${id} failed before (${visible(task.reason ?? "no reason given")}): continuing from there`,
      );
      onStarted();
      await name.now();
      await driver.retry(id);
      break;
    case "ending":
    case "ended":
    case "endFailed":
      throw hasEnded(driver, task);
    case "unknown":
      throw unknownState(driver, task);
    case "creating":
    case "pausing":
    case "maintenance":
    case "createFailed":
    case "startFailed":
    case "maintenanceFailed":
      throw failure(driver, task);
  }
  // A load takes days, in which its objects may have been changed in the console.
  const since = otherObjects(driver, await watch(ctx, driver, id, goal, unordered, name), plan);
  if (since) throw since;
  await name.now();
  return goal;
}

/** States of a task that is running, or continues by itself or when ordered to. */
const BEGUN: ReadonlySet<TaskState> = new Set<TaskState>([
  ...([
    "scheduled",
    "starting",
    "full",
    "fullDone",
    "fullFailed",
    "incremental",
    "incrementalFailed",
    "paused",
  ] as const),
]);

const anew =
  "to begin again with another task: `dbferry cancel --empty-target`, which shows first what it removes, and removes only what this migration copied, " +
  "then `dbferry up --phase prepare` (in a program of your own: the phase cancelled, then prepare, with an empty target)";

async function startNow(driver: Driver, task: TaskInfo): Promise<void> {
  const fix = "start it in the vendor's console, then run the update again";
  const reschedule = driver.can.schedule?.reschedule;
  if (!reschedule) throw unable(driver, task, "starts a scheduled task", fix);
  await reschedule(task.id);
}

async function resume(driver: Driver, task: TaskInfo): Promise<void> {
  const fix = "resume it in the vendor's console, then run the update again";
  if (!driver.can.pause) throw unable(driver, task, "resumes a paused task", fix);
  await driver.can.pause.resume(task.id);
}

/** Something that the API cannot do, so the user must. */
function unable(driver: Driver, task: TaskInfo, what: string, fix: string): UserProblem {
  return new UserProblem(
    `the task '${task.name}' (${task.id}) is ${visible(task.vendorState)}, and ${driver.title} has no call that ${what}; ${fix}`,
  );
}

async function settled(ctx: CallContext, driver: Driver, id: string): Promise<TaskInfo> {
  let look = () => ctx.lately(driver, id);
  return waitFor(ctx, `waiting for the task ${id} to be ready`, SETTLE_LIMIT_SECONDS, async () => {
    const task = await look();
    look = () => driver.describe(id);
    if (!task) throw gone(driver, id);
    if (!isBusy(task)) return task;
    ctx.progress(`${driver.title}: ${visible(task.vendorState)}`);
    return undefined;
  });
}

const isBusy = ({ state }: TaskInfo): boolean => ["creating", "pausing", "maintenance"].includes(state);
