import type { TaskInfo, TaskState } from "./task";

/** What a driver's table says of a vendor's word. A word that it does not have is never a success: it is `unknown`. */
export function translated<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | "unknown" {
  return word !== undefined && Object.hasOwn(table, word) ? (table[word] as T) : "unknown";
}

/** States in which the task is moving data or about to: ending it then would cut the migration off. */
const LIVE: ReadonlySet<TaskState> = new Set<TaskState>([
  "starting",
  "full",
  "fullDone",
  "incremental",
  "pausing",
  "paused",
  "maintenance",
  // An unknown state may mean that it is running.
  "unknown",
]);

/**
 * Whether removing a task in this state would stop a migration. A completed full load has ended unless incremental
 * replication follows.
 */
export function isLive(state: TaskState, mode: string | undefined): boolean {
  if (state === "fullDone" && mode === "full") return false;
  return LIVE.has(state);
}

/**
 * Whether the task has copied and can still continue: another one in its place would load everything again over that.
 */
export function hasCopied(state: TaskState, mode: string | undefined): boolean {
  return isLive(state, mode) || state === "incrementalFailed" || state === "maintenanceFailed";
}

/** States that can be left only by a person or a new attempt. */
const FAILED: ReadonlySet<TaskState> = new Set<TaskState>([
  "createFailed",
  "startFailed",
  "fullFailed",
  "incrementalFailed",
  "maintenanceFailed",
  "endFailed",
]);

export function isFailed(state: TaskState): boolean {
  return FAILED.has(state);
}

/** Whether nothing of the task is running any more, or ever was: it lets nobody in, and only its record is left. */
export function isOver(state: TaskState): boolean {
  return state === "ended" || state === "createFailed";
}

/** Whether there is nothing left to end: then a reading of moments ago is as good as a new one. */
export function isPast(task: TaskInfo | undefined): boolean {
  return !task || isOver(task.state);
}
