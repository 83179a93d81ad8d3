import { visible } from "../../../model/printing/visible";
import type { Mode, Path } from "../../../model/scenario";
import { type Context, waitFor } from "../../core/context";
import type { Databases, Driver, Login, SpeedLimit, TaskInfo } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { connectBoth } from "./connection";
import { precheck } from "./precheck";
import { describe, failure, type Goal, goalOf, hasEnded, unknownState, watch } from "./transfer";

export interface RunPlan {
  path: Path;
  mode: Mode;
  source: Login;
  target: Login;
  databases: Databases;
  /** Absent: now. */
  startAt?: Date;
  limits: readonly SpeedLimit[];
  targetReadOnly: boolean;
  keepDefiner: boolean;
  connectWindowSeconds: number;
}

/** The vendors want a scheduled start this far ahead. */
const AHEAD_MINUTES = 5;
const SETTLE_LIMIT_SECONDS = 3600;

/**
 * Takes a task from whatever state it is in to its goal: replicating, fully loaded, or scheduled. Every step looks at the task first,
 * so that a run that was cut off anywhere goes on from there.
 * @param onStarted called as soon as the task may be running
 */
export async function runTask(
  ctx: Context,
  driver: Driver,
  id: string,
  plan: RunPlan,
  onStarted: () => void,
): Promise<Goal> {
  const task = await settled(ctx, driver, id);
  const goal = goalOf(plan.mode, plan.startAt !== undefined && !task.started);
  switch (task.state) {
    case "configuring":
      await prepare(ctx, driver, task, plan);
      onStarted();
      await driver.start(id, plan.startAt);
      break;
    case "scheduled":
      onStarted();
      if (plan.startAt === undefined) await driver.reschedule(id);
      break;
    case "starting":
    case "full":
    case "fullDone":
    case "incremental":
      onStarted();
      break;
    case "paused":
      onStarted();
      ctx.log("info", `resuming the paused task ${id}`);
      await driver.resume(id);
      break;
    case "fullFailed":
      ctx.log(
        "info",
        `the full load of the task ${id} failed before (${visible(task.reason ?? "no reason given")}): starting it over`,
      );
      await precheck(ctx, driver, id, "retry");
      onStarted();
      await driver.reset(id);
      break;
    case "incrementalFailed":
      ctx.log(
        "info",
        `the replication of the task ${id} failed before (${visible(task.reason ?? "no reason given")}): going on from there`,
      );
      onStarted();
      await driver.retry(id);
      break;
    case "ending":
    case "ended":
    case "endFailed":
      throw hasEnded(driver, task);
    case "unknown":
      throw unknownState(driver, task);
    case "creating":
    case "maintenance":
    case "createFailed":
    case "startFailed":
    case "maintenanceFailed":
      throw failure(driver, task);
  }
  await watch(ctx, driver, id, goal);
  return goal;
}

/** Everything between a created task and its start; a task that fails here is not started. */
async function prepare(ctx: Context, driver: Driver, task: TaskInfo, plan: RunPlan): Promise<void> {
  checkStart(plan.startAt, ctx.now());
  await connectBoth(ctx, driver, task, plan, plan.path, plan.connectWindowSeconds);
  const { path, mode, source, target, targetReadOnly, keepDefiner } = plan;
  const { name, description } = task;
  await driver.configure(task.id, { name, description, path, mode, source, target, targetReadOnly, keepDefiner });
  await driver.selectObjects(task.id, plan.databases);
  if (plan.limits.length > 0) await driver.limitSpeed(task.id, plan.limits);
  await precheck(ctx, driver, task.id, "start");
}

function checkStart(when: Date | undefined, now: Date): void {
  if (!when) return;
  const soonest = new Date(now.getTime() + AHEAD_MINUTES * 60_000);
  if (when < soonest) {
    throw new UserProblem(
      `start: ${when.toISOString()}; needed: more than ${AHEAD_MINUTES} minutes ahead (after ${soonest.toISOString()}), or 'now'`,
    );
  }
}

async function settled(ctx: Context, driver: Driver, id: string): Promise<TaskInfo> {
  return waitFor(ctx, `waiting for the task ${id} to be ready`, SETTLE_LIMIT_SECONDS, async () => {
    const task = await describe(driver, id);
    const busy = task.state === "creating" || task.state === "maintenance";
    if (busy) ctx.progress(`${driver.title}: ${visible(task.vendorState)}`);
    return busy ? undefined : task;
  });
}
