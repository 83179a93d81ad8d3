import { setTimeout as sleep } from "node:timers/promises";
import { visible } from "../../model/printing/visible";
import type { TaskState } from "../../provider/core/driver";
import { isFailed } from "../../provider/core/states";
import { UserError } from "../terminal/errors";
import type { UnderWay } from "./migration";

const LIMIT_SECONDS = 600;

/** Waits until the task reaches one of the states. @throws UserError if it fails, disappears or does not get there */
export async function until({ driver, config, task }: UnderWay, states: readonly TaskState[]): Promise<TaskState> {
  const { id } = task!;
  const end = Date.now() + LIMIT_SECONDS * 1000;
  for (;;) {
    const now = await driver.describe(id);
    if (!now)
      throw new UserError(
        `${driver.title} no longer has the task ${id}: somebody removed it; \`dbferry status\` shows what is left and what to do next`,
        1,
      );
    if (states.includes(now.state)) return now.state;
    const why = `${visible(now.vendorState)}${now.reason ? `: ${visible(now.reason)}` : ""}`;
    if (isFailed(now.state))
      throw new UserError(
        `the task ${id} of ${driver.title} has failed: ${why}; correct the cause, then run \`dbferry up\` to continue or \`dbferry cancel\` to give it up`,
        1,
      );
    if (Date.now() > end)
      throw new UserError(
        `the task ${id} of ${driver.title} accepted the request but is still ${why} after ${LIMIT_SECONDS} s; \`dbferry status --watch\` follows it, and running this again is safe`,
        1,
      );
    await sleep((config.pollSeconds ?? 5) * 1000);
  }
}
