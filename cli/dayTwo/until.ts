import { setTimeout as sleep } from "node:timers/promises";
import { visible } from "../../model/printing/visible";
import { isFailed } from "../../provider/core/states";
import type { TaskInfo, TaskState } from "../../provider/core/task";
import { UserError } from "../terminal/errors";
import type { RunningMigration } from "./migration";

/** States of a task that is copying. */
export const RUNNING = ["full", "fullDone", "incremental"] as const;

export function isRunning(task: TaskInfo | undefined): task is TaskInfo {
  return RUNNING.some((state) => state === task?.state);
}

const LIMIT_SECONDS = 600;

/** A service may show the ordered state before the task has tried, and failed, to enter it. */
const LOOKS = 2;

/**
 * Waits until the task has reached one of the states, and has been seen there twice: an accepted order proves nothing.
 * @throws UserError if it fails, disappears or does not get there
 */
export async function until(
  { driver, config, task }: Pick<RunningMigration, "driver" | "config" | "task">,
  states: readonly TaskState[],
  limitSeconds = LIMIT_SECONDS,
): Promise<TaskState> {
  const { id } = task!;
  const end = Date.now() + limitSeconds * 1000;
  let seen = 0;
  for (;;) {
    const now = await driver.describe(id);
    if (!now)
      throw new UserError(
        `${driver.title} no longer has the task ${id}: somebody removed it; \`dbferry status\` shows what is left and what to do next`,
        1,
      );
    seen = states.includes(now.state) ? seen + 1 : 0;
    if (seen >= LOOKS) return now.state;
    const why = `${visible(now.vendorState)}${now.reason ? `: ${visible(now.reason)}` : ""}`;
    if (isFailed(now.state))
      throw new UserError(
        `the task ${id} of ${driver.title} has failed: ${why}; correct the cause, then run \`dbferry up\` to continue or \`dbferry cancel\` to give it up`,
        1,
      );
    if (seen === 0 && Date.now() > end)
      throw new UserError(
        `the task ${id} of ${driver.title} accepted the request but is still ${why} after ${limitSeconds} s; \`dbferry status --watch\` follows it, and running this again is safe`,
        1,
      );
    await sleep((config.pollSeconds ?? 5) * 1000);
  }
}
