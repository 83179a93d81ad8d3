import type { TaskState } from "./driver";

/** States in which the task moves data or is about to: ending one of these cuts a migration. */
const LIVE: ReadonlySet<TaskState> = new Set<TaskState>([
  "starting",
  "full",
  "fullDone",
  "incremental",
  "paused",
  "maintenance",
  // What is not known may be running.
  "unknown",
]);

/**
 * Whether removing a task in this state would stop a migration. A full load that is done is over when nothing incremental follows.
 */
export function isLive(state: TaskState, mode: string | undefined): boolean {
  if (state === "fullDone" && mode === "full") return false;
  return LIVE.has(state);
}

/** Whether another task in its place would load everything again over what this one has copied. */
export function hasCopied(state: TaskState, mode: string | undefined): boolean {
  return isLive(state, mode) || state === "incrementalFailed" || state === "maintenanceFailed";
}

/** States that only a person or a new attempt can leave. */
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

/** Nothing of the task runs any more, or ever did: it lets nobody in, and only its record is left. */
export function isOver(state: TaskState): boolean {
  return state === "ended" || state === "createFailed";
}
