import { visible } from "../../../model/printing/visible";
import { withRemedy } from "../../../model/troubles";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { objectsDiffer, type Wanted } from "../../core/objects";
import type { TaskInfo } from "../../core/task";
import { bullets } from "../shared";

/** Reads the task, which must exist. */
export async function describe(driver: Driver, id: string): Promise<TaskInfo> {
  const task = await driver.describe(id);
  if (!task) throw gone(driver, id);
  return task;
}

/** The refusal for a missing task: what it copied is on the target, and it cannot be continued. */
export function gone(driver: Driver, id: string): UserProblem {
  return new UserProblem(
    `${driver.title} no longer has the task ${id}, which has run: somebody deleted it, or it expired; needed: that task, because another ` +
      `one would load everything again over what is on the target.\n` +
      `  after the cutover: the phase done\n${GIVE_UP}`,
  );
}

/** The way out of a task that can never continue. */
const GIVE_UP =
  "  to give it up: dbferry cancel, which reports what is on the target and what prevents beginning again";

export function unknownState(driver: Driver, task: TaskInfo): UserProblem {
  return new UserProblem(
    `${driver.title} reports a state that dbferry does not know for the task ${task.id}: '${visible(task.vendorState)}'; ` +
      "check the task in the vendor's console before continuing",
  );
}

export function hasEnded(driver: Driver, task: TaskInfo): UserProblem {
  return new UserProblem(
    `the task '${task.name}' (${task.id}) of ${driver.title} has ended (${visible(task.vendorState)}), and a task can be started only once; needed: a task ` +
      `that replicates.\n` +
      `  to finish, if the target has everything: the phase cutover, which proves it by comparing both servers, then done\n${GIVE_UP}`,
  );
}

export function failure(driver: Driver, task: TaskInfo): UserProblem {
  const again =
    task.state === "startFailed"
      ? "run the update again: it creates the task again"
      : "correct the cause and run the update again: the task then continues";
  const text = `the task '${task.name}' (${task.id}) of ${driver.title} failed (${visible(task.vendorState)}): ${visible(task.reason ?? "it gives no reason")}; ${again}`;
  return new UserProblem(withRemedy(text, task.reason));
}

/**
 * The refusal for a task whose objects differ from the selection; undefined: they do not, or the service does not show
 * them.
 */
export function otherObjects(driver: Driver, task: TaskInfo, wanted: Wanted): UserProblem | undefined {
  const found = objectsDiffer(task.objects, wanted);
  if (found.length === 0) return undefined;
  return new UserProblem(
    `the task '${task.name}' (${task.id}) of ${driver.title} does not move what this migration selects: somebody changed it outside of dbferry\n` +
      `${bullets(found)}\n` +
      "needed: what source.databases and source.tables say. Select that again in the vendor's console, and run the update again\n" +
      `  if the service no longer lets you, the target may lack what the task left out\n${GIVE_UP}`,
  );
}
