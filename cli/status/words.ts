import { visible } from "../../model/printing/visible";
import type { TaskInfo } from "../../provider/audit/tasks";
import type { StackTask } from "./tasks";

/** Descriptions of task states. */
const STATES: Record<TaskInfo["state"], string> = {
  creating: "being created",
  createFailed: "could not be created",
  configuring: "created, not started",
  scheduled: "scheduled, starts automatically",
  starting: "starting",
  startFailed: "could not be started",
  full: "full load",
  fullDone: "full load done",
  fullFailed: "full load FAILED",
  incremental: "replicating",
  incrementalFailed: "replication FAILED",
  pausing: "being paused",
  paused: "paused",
  maintenance: "in maintenance by the vendor",
  maintenanceFailed: "maintenance by the vendor FAILED",
  ending: "ending",
  endFailed: "could NOT be ended",
  ended: "ended",
  unknown: "in a state unknown to dbferry",
};

/** `replicating, 12 s behind (INCRE_TRANSFER_STARTED)` */
export function stateText({ look }: StackTask): string {
  if ("unread" in look) return `not known: ${visible(look.unread)}`;
  if (!look.known) return `gone: ${visible(look.title)} has no such task`;
  const { task, progress } = look;
  const parts = [STATES[task.state]];
  if (task.state === "full" && progress?.percent !== undefined) parts[0] += ` ${progress.percent} %`;
  if (task.state === "full" && progress?.remainingSeconds) {
    const { percent, remainingSeconds } = progress;
    if (percent !== undefined && percent < 100) parts.push(`about ${rateText(percent, remainingSeconds)}`);
    parts.push(`about ${duration(remainingSeconds)} left`);
  }
  if (task.state === "incremental" && progress?.lagSeconds !== undefined)
    parts.push(`${duration(progress.lagSeconds)} behind`);
  if (task.reason) parts.push(visible(task.reason));
  return `${parts.join(", ")} (${visible(task.vendorState)})`;
}

/** Rate implied by the service's estimate of the remaining time: `1.5 % a minute`. */
function rateText(percent: number, remainingSeconds: number): string {
  const perMinute = ((100 - percent) / remainingSeconds) * 60;
  return perMinute >= 0.1 ? `${perMinute.toFixed(1)} % a minute` : `${(perMinute * 60).toFixed(1)} % an hour`;
}

/** One line about a task, with its location. */
export function taskLine(task: StackTask): string {
  const name = "known" in task.look && task.look.known ? task.look.task.name : task.name;
  const title = "title" in task.look ? task.look.title : task.engine;
  return `task ${visible(name)} of ${visible(title)}, ${visible(task.where)} (${visible(task.id)}): ${stateText(task)}`;
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** `2 d 3 h`, `45 min`, `12 s`: the two largest units. */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} s`);
  return parts.slice(0, 2).join(" ");
}
