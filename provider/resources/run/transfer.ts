import { visible } from "../../../model/printing/visible";
import type { Mode } from "../../../model/scenario";
import { type CallContext, waitFor } from "../../core/context";
import type { Driver, Progress, TaskInfo } from "../../core/driver";
import { isTransient, messageOf, TimedOut, UserProblem } from "../../core/failure";
import { isFailed } from "../../core/states";

/** The state that a run is to reach. */
export type Goal = "fullDone" | "incremental" | "scheduled";

export function goalOf(mode: Mode, scheduled: boolean): Goal {
  if (scheduled) return "scheduled";
  return mode === "full" ? "fullDone" : "incremental";
}

/** The task, of which the vendor must know. */
export async function describe(driver: Driver, id: string): Promise<TaskInfo> {
  const task = await driver.describe(id);
  if (!task)
    throw new UserProblem(
      `${driver.title} knows no task ${id} any more; run \`pulumi refresh\`, then the update again`,
    );
  return task;
}

export function unknownState(driver: Driver, task: TaskInfo): UserProblem {
  return new UserProblem(
    `${driver.title} reports a state that dbferry does not know for the task ${task.id}: '${visible(task.vendorState)}'; ` +
      "look at the task in the vendor's console before going on",
  );
}

/**
 * Watches a started task until it has reached its goal, showing progress. There is no limit of its own: a full load may take days.
 * A failure is told in the vendor's words; a task in a state that is not known is paused, so that nothing runs unwatched.
 */
export async function watch(ctx: CallContext, driver: Driver, id: string, goal: Goal): Promise<TaskInfo> {
  let heard = Date.now();
  return waitFor(ctx, "watching the task, which goes on", ctx.timeoutSeconds, async () => {
    let task: TaskInfo;
    try {
      task = await describe(driver, id);
      heard = Date.now();
    } catch (error) {
      if (!isTransient(error) || Date.now() - heard > SILENCE_LIMIT_SECONDS * 1000) throw error;
      ctx.progress(`no answer from ${driver.title}, asking again: ${messageOf(error)}`);
      return undefined;
    }
    if (task.state === goal || (goal === "scheduled" && isUnderWay(task))) return task;
    if (isFailed(task.state)) throw failure(driver, task);
    if (task.state === "unknown") {
      await pauseQuietly(ctx, driver, id);
      throw unknownState(driver, task);
    }
    if (task.state === "paused")
      throw new UserProblem(
        `the task ${id} was paused by somebody (${visible(task.vendorState)}); run the update again to resume it`,
      );
    if (task.state === "ending" || task.state === "ended") throw hasEnded(driver, task);
    await show(ctx, driver, task);
    return undefined;
  });
}

/** An API that is away for a while must not end the watch over a load of days. */
const SILENCE_LIMIT_SECONDS = 900;

export function hasEnded(driver: Driver, task: TaskInfo): UserProblem {
  return new UserProblem(
    `the task '${task.name}' (${task.id}) of ${driver.title} has ended (${visible(task.vendorState)}), and a task starts only once; ` +
      "run `pulumi up --replace` with the URN of its ReplicationTask to make a new one",
  );
}

export function failure(driver: Driver, task: TaskInfo): UserProblem {
  const again =
    task.state === "startFailed"
      ? "run `pulumi refresh`, then the update again: the task is then made anew"
      : "correct the cause and run the update again: the task then goes on";
  return new UserProblem(
    `the task '${task.name}' (${task.id}) of ${driver.title} failed (${visible(task.vendorState)}): ${visible(task.reason ?? "it gives no reason")}; ${again}`,
  );
}

function isUnderWay(task: TaskInfo): boolean {
  return ["starting", "full", "fullDone", "incremental"].includes(task.state);
}

async function show(ctx: CallContext, driver: Driver, task: TaskInfo): Promise<void> {
  let progress: Progress | undefined;
  try {
    progress = await driver.progress(task.id);
  } catch (error) {
    ctx.log("debug", `no progress to show: ${messageOf(error)}`);
  }
  ctx.progress(progressLine(task, progress));
}

/** `full load 42%, about 3 min left (FULL_TRANSFER_STARTED)` */
export function progressLine(task: TaskInfo, progress: Progress | undefined): string {
  const words: Partial<Record<TaskInfo["state"], string>> = {
    configuring: "waiting for the task to start",
    scheduled: "scheduled",
    starting: "starting",
    full: "full load",
    fullDone: "full load done",
    incremental: "replicating",
    maintenance: "the vendor repairs or upgrades the node",
  };
  const parts = [words[task.state] ?? task.state];
  if (task.state === "full" && progress?.percent !== undefined) parts[0] += ` ${progress.percent}%`;
  if (task.state === "full" && progress?.remainingSeconds)
    parts.push(`about ${Math.ceil(progress.remainingSeconds / 60)} min left`);
  if (task.state === "incremental" && progress?.lagSeconds !== undefined) parts.push(`${progress.lagSeconds} s behind`);
  return `${parts.join(", ")} (${visible(task.vendorState)})`;
}

/** A run that gives up leaves nothing running unwatched. Whoever cancels wants to come back to it: that is left running. */
export async function standDown(ctx: CallContext, driver: Driver, id: string, error: unknown): Promise<void> {
  if (error instanceof TimedOut) await pauseQuietly(ctx, driver, id);
}

async function pauseQuietly(ctx: CallContext, driver: Driver, id: string): Promise<void> {
  if (!driver.can.pause) {
    ctx.log("warning", `${driver.title} cannot pause the task ${id}, which goes on: watch it in the vendor's console`);
    return;
  }
  try {
    await driver.can.pause.pause(id);
    ctx.log("warning", `paused the task ${id}`);
  } catch (error) {
    ctx.log("warning", `could not pause the task ${id}: ${messageOf(error)}`);
  }
}
