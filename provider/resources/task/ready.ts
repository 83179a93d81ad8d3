import { visible } from "../../../model/printing/visible";
import { withRemedy } from "../../../model/troubles";
import { type CallContext, pause, waitFor } from "../../core/context";
import type { Driver } from "../../core/driver";
import { InitFailed, messageOf, UserProblem } from "../../core/failure";
import type { Plain } from "../../core/resource";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { removeRecord } from "../ending";
import { ownOf } from "../engineSections";
import { bullets } from "../shared";
import type { TaskInputs } from "./inputs";

/** Creation takes minutes; the vendor releases a task that is not configured within three days. */
const CREATE_LIMIT_SECONDS = 3600;

/**
 * Waits until the task exists and its addresses are known. From here on its id is never lost: the engine keeps it
 * whatever goes wrong. A task that the vendor failed to create is removed.
 * @param isNew it was ordered just now, so it may not be visible yet
 */
export async function untilReady(
  ctx: CallContext,
  driver: Driver,
  id: string,
  given: TaskInputs,
  isNew = false,
): Promise<Plain> {
  let task: TaskInfo | undefined;
  let look = () => ctx.lately(driver, id);
  try {
    if (isNew) {
      ctx.progress(`${driver.title} is creating the task`);
      await pause(ctx, `waiting for the task ${id} to be created`);
    }
    task = await waitFor(
      ctx,
      `waiting for the task ${id} to be created`,
      ctx.timeoutSeconds ?? CREATE_LIMIT_SECONDS,
      async () => {
        task = await look();
        look = () => driver.describe(id);
        if (!task)
          throw new UserProblem(
            `${driver.title} no longer has the task ${id}: somebody removed it; run the update again, which creates another one`,
          );
        if (task.state === "creating") {
          ctx.progress(`${driver.title} is creating the task (${visible(task.vendorState)})`);
          return undefined;
        }
        return task;
      },
    );
    if (task.state === "createFailed") return await clearAway(ctx, driver, task);
    if (task.state === "unknown") {
      throw new UserProblem(
        `${driver.title} reports a state that dbferry does not know for the task ${id}: '${visible(task.vendorState)}'; check the task in the vendor's console before continuing`,
      );
    }
    // The address of our EIP does not prove that the task has it: the task itself must show its addresses.
    const { missing } = driver.egress({ path: given.path, own: ownOf(given, "task") }, task);
    if (!isOver(task.state) && missing)
      throw new UserProblem(
        `${driver.title} shows ${missing} for the task ${id}; check the task in its console, and run the update again once it is shown there`,
      );
    return outputsOf(driver, task, given, {});
  } catch (error) {
    if (error instanceof Cleared) throw error;
    const known = task ? outputsOf(driver, task, given, {}) : { name: given.name, taskId: id, condition: "ready" };
    throw new InitFailed(id, known as InitFailed["properties"], messageOf(error));
  }
}

/** The vendor failed to create the task; nothing of it is left. */
class Cleared extends UserProblem {}

async function clearAway(ctx: CallContext, driver: Driver, task: TaskInfo): Promise<never> {
  const told = `${driver.title} could not create the task '${task.name}' (${visible(task.vendorState)}): ${visible(task.reason ?? "it gives no reason")}`;
  const why = withRemedy(told, task.reason);
  try {
    await removeRecord(ctx, driver, task);
  } catch (error) {
    throw new UserProblem(
      `${why}\n${bullets([`its record ${task.id} remains: ${messageOf(error)}; delete it in the vendor's console, then run the update again`])}`,
    );
  }
  throw new Cleared(why);
}

export function outputsOf(driver: Driver, task: TaskInfo, given: TaskInputs, before: Plain): Plain {
  // An ended task has released its addresses; the recorded ones are kept, so that a finished migration shows no drift.
  const privateIp = task.privateIp ?? text(before["privateIp"]);
  const publicIp = given.path === "public" ? (text(before["publicIp"]) ?? task.publicIp) : undefined;
  const egress = driver.egress({ path: given.path, own: ownOf(given, "task") }, { ...task, privateIp, publicIp });
  const lost = (isOver(task.state) && !task.started) || task.state === "createFailed" || task.state === "startFailed";
  return {
    name: task.name,
    taskId: task.id,
    privateIp,
    publicIp,
    egressCidrs: [...(egress.blocks ?? (before["egressCidrs"] as string[] | undefined) ?? [])],
    targetCidrs: egress.blocks ? egress.target && [...egress.target] : before["targetCidrs"],
    vpcId: task.vpcId ?? before["vpcId"],
    subnetId: task.subnetId ?? before["subnetId"],
    securityGroupId: task.securityGroupId ?? before["securityGroupId"],
    condition: lost ? "lost" : isOver(task.state) ? "over" : "ready",
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
