import { visible } from "../../../model/printing/visible";
import type { Mode } from "../../../model/scenario";
import type { Driver } from "../../core/driver";
import type { UserProblem } from "../../core/failure";
import { objectsDiffer, type Wanted } from "../../core/objects";
import { isFailed } from "../../core/states";
import type { TaskInfo, TaskState } from "../../core/task";
import { failure, gone, hasEnded, unknownState } from "./task";
import { goalOf, isUnderWay } from "./transfer";

/** What a run should have reached. */
interface Expected {
  mode: Mode;
  /** A cutover may have ended the task. */
  afterCutover: boolean;
  /** What the run had reached when last monitored. */
  reached: unknown;
  /** The selected objects; absent: unknown, as after an import. */
  selected?: Wanted;
}

/** Whether a run is in its target state, or scheduled to reach it. */
export function standingOf(
  driver: Driver,
  task: TaskInfo | undefined,
  id: string,
  { mode, afterCutover, reached, selected }: Expected,
): { drift?: string[]; reached?: string } {
  if (afterCutover && isEnding(task)) return {};
  const other = (selected ? objectsDiffer(task?.objects, selected) : []).map(
    (line) => `${nameOf(driver, task, id)} does not move what was selected: ${line}`,
  );
  const goal = goalOf(mode, false);
  const isThere = task?.state === goal;
  const isOnItsWay = task && reached === "scheduled" && (task.state === "scheduled" || isUnderWay(task));
  const drift = [...(isThere || isOnItsWay ? [] : [`${nameOf(driver, task, id)} ${wordsFor(task)}`]), ...other];
  return { ...(isThere ? { reached: goal } : {}), ...(drift.length > 0 ? { drift } : {}) };
}

/** The refusal for a state that no update can repair; undefined if one may. */
export function stuck(
  driver: Driver,
  task: TaskInfo | undefined,
  id: string,
  afterCutover: boolean,
): UserProblem | undefined {
  if (!task) return gone(driver, id);
  if (isEnding(task)) return afterCutover ? undefined : hasEnded(driver, task);
  switch (task.state) {
    case "unknown":
      return unknownState(driver, task);
    case "endFailed":
      return hasEnded(driver, task);
    case "createFailed":
    case "startFailed":
    case "maintenanceFailed":
      return failure(driver, task);
    default:
      return undefined;
  }
}

function isEnding(task: TaskInfo | undefined): boolean {
  return task === undefined || task.state === "ending" || task.state === "ended";
}

const WORDS: Partial<Record<TaskState, string>> = {
  configuring: "has not been started",
  scheduled: "is waiting for its scheduled start",
  starting: "is being started",
  full: "is still loading",
  fullDone: "has loaded everything but does not replicate yet",
  incremental: "replicates, but was only meant to load",
  pausing: "is being paused",
  paused: "is paused",
  maintenance: "is being repaired or upgraded by the vendor",
  ending: "is being ended",
  ended: "has ended",
  unknown: "is in a state that dbferry does not know",
};

function wordsFor(task: TaskInfo | undefined): string {
  if (!task) return "is gone";
  const words = WORDS[task.state] ?? (isFailed(task.state) ? "has failed" : task.state);
  return `${words} (${visible(task.vendorState)})${task.reason ? `: ${visible(task.reason)}` : ""}`;
}

function nameOf(driver: Driver, task: TaskInfo | undefined, id: string): string {
  return task ? `the task '${task.name}' (${id}) of ${driver.title}` : `the task ${id} of ${driver.title}`;
}
