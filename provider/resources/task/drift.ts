import { readMark } from "../../../model/expiry";
import { visible } from "../../../model/printing/visible";
import type { Driver } from "../../core/driver";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import { differences, type Wanted, wayThrough } from "./takeable";

/** How a live task differs from what was created, for people. */
export function driftOf(driver: Driver, task: TaskInfo, wanted: Wanted & Pick<TaskSpec, "own">): string[] {
  const { id, state, vendorState } = task;
  if (isOver(state)) return [];
  const name = `the task '${visible(task.name)}' (${id}) of ${driver.title}`;
  if (state === "creating") return [`${name} is still being created (${visible(vendorState)})`];
  if (state === "unknown") return [`${name} is in a state that dbferry does not know (${visible(vendorState)})`];
  const found = differences(task, wanted).map((line) => `${name}, ${line}`);
  // A service that shows the way through a gateway shows all of it.
  const unshown = task.sourcePath === "vpn" ? wayThrough(task, wanted) : [];
  for (const [path, seen, needed] of unshown)
    if (seen === undefined && needed !== undefined)
      found.push(`${name} does not show its ${path}: that it is ${needed} is not proven`);
  if (task.name !== wanted.name) found.push(`${name} was renamed; needed: '${wanted.name}'`);
  if (markOf(task.description) !== markOf(wanted.description))
    found.push(`${name} no longer shows who owns it: its description is '${visible(task.description)}'`);
  const { missing } = driver.egress(wanted, task);
  if (missing) found.push(`${name} no longer shows ${missing}`);
  return found;
}

/** Whether name or mark differ from the inputs. */
export function markDiffers(task: TaskInfo, wanted: Pick<TaskSpec, "name" | "description">): boolean {
  return task.name !== wanted.name || markOf(task.description) !== markOf(wanted.description);
}

/** Vendors may reformat a text, so its contents are compared. */
function markOf(description: string | undefined): string {
  const mark = readMark(description);
  return mark ? JSON.stringify(mark) : (description ?? "");
}
