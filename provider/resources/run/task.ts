import { visible } from "../../../model/printing/visible";
import type { Driver, TaskInfo } from "../../core/driver";
import { UserProblem } from "../../core/failure";

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
