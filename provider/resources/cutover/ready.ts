import { selectedOf } from "../../../model/selection";
import type { JudgedVerdict } from "../../../mysql/exemptions";
import type { Driver } from "../../core/driver";
import { objectsDiffer } from "../../core/objects";
import { isFailed, isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { showVerdict } from "../preflight";
import { refuse } from "../shared";
import type { CutoverInputs } from "./inputs";

/** Checked again after the gates, which take a while. */
export function refuseUnready(driver: Driver, task: TaskInfo, given: CutoverInputs): void {
  const verdict = taskVerdict(driver, task, given);
  if (verdict.status !== "fail") return;
  refuse(`cutover refused: the task has changed while the gates were proven; ${staysAsItIs(task)}`, [
    showVerdict(verdict),
  ]);
}

/** Whether a cutover may end the task in its present state. One that has already ended is judged by the data. */
export function taskVerdict(driver: Driver, task: TaskInfo | undefined, given: CutoverInputs): JudgedVerdict {
  const goal = given.mode === "full" ? "fullDone" : "incremental";
  const needed = given.mode === "full" ? "a completed full load" : "a task that is replicating";
  const base = {
    id: "G00",
    title: "Task ready to end",
    side: "both" as const,
    source: driver.title,
    group: "Cutover",
    needed,
  };
  if (!task)
    return {
      ...base,
      status: "fail",
      found: `no task named '${given.task}'`,
      remedy: `dbferry up --phase prepare, then --phase migrate; to remove what exists instead: ${GIVE_UP}`,
    };
  const other = isOver(task.state) ? [] : objectsDiffer(task.objects, selectedOf(given));
  if (other.length > 0)
    return {
      ...base,
      status: "fail",
      found: `it does not move what this migration selects: ${other.join("; ")}`,
      needed: `${needed}, of what source.databases and source.tables say`,
      remedy: `select that again in the vendor's console; if the service no longer lets you: ${GIVE_UP}`,
    };
  if (task.state === goal) return { ...base, status: "pass", found: task.vendorState };
  if ((task.state === "ended" || task.state === "ending") && task.started) {
    return { ...base, status: "undetermined", found: `it has already ended (${task.vendorState}); the data decides` };
  }
  return {
    ...base,
    status: "fail",
    found: `${task.vendorState}${task.reason ? `: ${task.reason}` : ""}`,
    remedy: `${wayOn(task)}; to give the migration up instead: ${GIVE_UP}`,
  };
}

/** A program other than dbferry's has no such command. */
export const GIVE_UP = "dbferry cancel, or pulumi destroy";

export function taskStatusLine(task: TaskInfo | undefined): string {
  return task && !isOver(task.state) ? "the task continues" : "the task has already ended";
}

export function staysAsItIs(task: TaskInfo | undefined): string {
  return task && !isOver(task.state) ? "the task is left unchanged" : "there is no task to end";
}

/** How to bring a task to a state in which a cutover may end it. */
function wayOn({ state }: TaskInfo): string {
  if (isFailed(state)) return "correct the cause and let it continue (dbferry up --phase migrate)";
  switch (state) {
    case "pausing":
    case "paused":
      return "let it continue (dbferry resume), then wait until it has caught up (dbferry status --watch)";
    case "creating":
    case "configuring":
      return "it has not started: dbferry up --phase migrate";
    case "unknown":
      return "check the task in its console: dbferry does not know this state";
    case "ended":
    case "ending":
      return "it ended before it had started, and a task can be started only once";
    default:
      return "wait until it is ready (dbferry status --watch), then run the update again; to stay where it is: pulumi config set phase migrate";
  }
}
