import { visible } from "../../../model/printing/visible";
import type { Mode } from "../../../model/scenario";
import { type CallContext, pause, waitFor } from "../../core/context";
import type { Driver } from "../../core/driver";
import { messageOf, TimedOut, UserProblem } from "../../core/failure";
import { isFailed } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { Looks } from "./looks";
import type { SourceName } from "./sourceName";
import { failure, hasEnded, unknownState } from "./task";

/** A task leaves these states within this time after it was ordered to start, seconds. */
const BEGIN_LIMITS = { configuring: 900, starting: 7200 };

/** The state that a run should reach. */
export type Goal = "fullDone" | "incremental" | "scheduled";

export function goalOf(mode: Mode, scheduled: boolean): Goal {
  if (scheduled) return "scheduled";
  return mode === "full" ? "fullDone" : "incremental";
}

/**
 * Monitors a started task until it has reached its goal, showing progress. There is no time limit, because a full load
 * may take days. A failure is reported in the vendor's words; a task in an unknown state is paused, so that nothing
 * runs unmonitored.
 * @param seen the task as just read; absent: an order was given just now, and it may not have taken effect yet
 * @param name the source's, which may move meanwhile
 */
export async function watch(
  ctx: CallContext,
  driver: Driver,
  id: string,
  goal: Goal,
  seen?: TaskInfo,
  name?: Pick<SourceName, "whileRunning">,
): Promise<TaskInfo> {
  const looks = new Looks(ctx, driver, id, seen);
  const doing = "watching the task, which continues";
  const beginning = new Beginning(driver, id);
  if (!seen) await pause(ctx, doing);
  return waitFor(
    ctx,
    doing,
    ctx.timeoutSeconds,
    async () => {
      const task = await looks.next();
      beginning.look(task);
      if (!task) {
        await name?.whileRunning();
        return undefined;
      }
      if (task.state === goal || (goal === "scheduled" && isUnderWay(task))) return task;
      // A precheck that is part of the start has failed: the task waits to be started again.
      if (isFailed(task.state) || (task.state === "configuring" && task.reason)) throw failure(driver, task);
      if (task.state === "unknown") {
        await pauseQuietly(ctx, driver, id);
        throw unknownState(driver, task);
      }
      if (task.state === "pausing" || task.state === "paused")
        throw new UserProblem(
          `the task ${id} was paused by somebody else (${visible(task.vendorState)}); run the update again to resume it`,
        );
      if (task.state === "ending" || task.state === "ended") throw hasEnded(driver, task);
      await name?.whileRunning();
      return undefined;
    },
    () => looks.pauseSeconds,
  );
}

/** A load may take days, its start may not. */
class Beginning {
  private waits: { state: keyof typeof BEGIN_LIMITS; since: number } | undefined;

  constructor(
    private readonly driver: Driver,
    private readonly id: string,
  ) {}

  /** @param task absent: nothing has changed. @throws UserProblem */
  look(task: TaskInfo | undefined): void {
    const state = task?.state;
    if (state === "configuring" || state === "starting") {
      if (this.waits?.state !== state) this.waits = { state, since: Date.now() };
    } else if (task) this.waits = undefined;
    if (!this.waits) return;
    const limit = BEGIN_LIMITS[this.waits.state];
    if (Date.now() - this.waits.since <= limit * 1000) return;
    throw new UserProblem(
      `${this.driver.title} accepted the request to start the task ${this.id}, but has not begun after ${limit / 60} minutes; check the task in the ` +
        "vendor's console, and run the update again, which continues from its current state",
    );
  }
}

export function isUnderWay(task: TaskInfo): boolean {
  return ["starting", "full", "fullDone", "incremental"].includes(task.state);
}

/**
 * Pauses the task of a run that fails, so that nothing runs unmonitored. After a cancellation the task is left running,
 * because the user wants to come back to it.
 */
export async function pauseAfterTimeout(ctx: CallContext, driver: Driver, id: string, error: unknown): Promise<void> {
  if (error instanceof TimedOut) await pauseQuietly(ctx, driver, id);
}

async function pauseQuietly(ctx: CallContext, driver: Driver, id: string): Promise<void> {
  if (!driver.can.pause) {
    ctx.log(
      "warning",
      `${driver.title} cannot pause the task ${id}, which continues: watch it in the vendor's console`,
    );
    return;
  }
  try {
    await driver.can.pause.pause(id);
    ctx.log("warning", `paused the task ${id}`);
  } catch (error) {
    ctx.log("warning", `could not pause the task ${id}: ${messageOf(error)}`);
  }
}
