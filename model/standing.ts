import type { Phase } from "./phase";

/** A resource as the engine's state has it. */
export interface Recorded {
  type: string;
  /** Name of the resource, the last part of its URN. */
  name: string;
  outputs: Readonly<Record<string, unknown>>;
}

/** What the state says of one migration. */
export interface Standing {
  /** The last phase that was reached; absent: nothing was made yet. One that was only wanted does not count. */
  reached?: Phase;
  /** The vendor's id of the task; of the one that has ended, where there is none any more. */
  taskId?: string;
  /** What the task was made with, by dotted path; absent in states of versions that kept no record. */
  fixed?: Readonly<Record<string, string>>;
  /** When the record was first made, ISO 8601. */
  since?: string;
}

const OURS = "dbferry:index:";

/** Name and standing of every migration of a state. */
export function standingsOf(state: readonly Recorded[]): Map<string, Standing> {
  const names = state.filter(({ type }) => type === `${OURS}Migration`).map(({ name }) => name);
  return new Map(names.map((name) => [name, standingOf(state, name)]));
}

/** How far a migration has come, by what is in the state. */
export function standingOf(state: readonly Recorded[], name: string): Standing {
  const find = (type: string, part: string) =>
    state.find((one) => one.type === `${OURS}${type}` && one.name === `${name}-${part}`)?.outputs;
  const record = find("MigrationRecord", "record");
  const task = find("ReplicationTask", "task");
  const run = find("TaskRun", "run");
  const cutover = find("Cutover", "cutover");
  const taskId = text(task?.["taskId"]) ?? text(cutover?.["taskId"]) ?? text(record?.["taskId"]);
  const begunAgain = Boolean(task && cutover && cutover["taskId"] && task["taskId"] !== cutover["taskId"]);
  const reached = ((): Phase | undefined => {
    if (cutover && !begunAgain) return task ? "cutover" : "done";
    if (run) return "migrate";
    if (task) return "prepare";
    if (record) return record["phase"] === "cancelled" ? "cancelled" : "prepare";
    return undefined;
  })();
  return {
    ...(reached ? { reached } : {}),
    ...(taskId ? { taskId } : {}),
    ...(record?.["fixed"] ? { fixed: record["fixed"] as Standing["fixed"] } : {}),
    ...(text(record?.["since"]) ? { since: text(record?.["since"]) } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
