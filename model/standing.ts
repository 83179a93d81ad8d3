import type { Phase } from "./phase";

/** A resource as the engine's state has it. */
export interface Recorded {
  type: string;
  /** Last part of its URN. */
  name: string;
  outputs: Readonly<Record<string, unknown>>;
}

/** What the state says of one migration. */
export interface Standing {
  /** The last phase that was reached; absent: nothing was made yet. A phase that was only wanted does not count. */
  reached?: Phase;
  /** The vendor's id of the task, also after its end. */
  taskId?: string;
  /** What the task was made with (`model/fixed`); absent in states of versions that kept no record. */
  fixed?: Readonly<Record<string, string>>;
  /** When a phase was first reached, ISO 8601. */
  since?: string;
  /** It is over, and its task is not removed yet. */
  left?: boolean;
}

const OURS = "dbferry:index:";
const RANK: Readonly<Record<Phase, number>> = { prepare: 0, migrate: 1, cutover: 2, done: 3, cancelled: 4 };

/** Name and standing of every migration that a state has. */
export function standingsOf(state: readonly Recorded[]): Map<string, Standing> {
  const names = state.filter(({ type }) => type === `${OURS}Migration`).map(({ name }) => name);
  return new Map(names.map((name) => [name, standingOf(state, name)]));
}

/** How far a migration has come, by the resources that the state has. */
export function standingOf(state: readonly Recorded[], name: string): Standing {
  const find = (type: string, part: string) =>
    state.find((one) => one.type === `${OURS}${type}` && one.name === `${name}-${part}`)?.outputs;
  const record = find("MigrationRecord", "record");
  const [task, run, cutover] = [find("ReplicationTask", "task"), find("TaskRun", "run"), find("Cutover", "cutover")];

  const written = record?.["phase"] as Phase | undefined;
  const ended = text(cutover?.["taskId"]) ?? (written === "cancelled" ? text(record?.["taskId"]) : undefined);
  // Begun again, and the update that did so has not come to its end: the task is another one than that which ended.
  const current = text(task?.["taskId"]) ?? text(run?.["taskId"]);
  const anew = current !== undefined && ended !== undefined && current !== ended;
  const seen: (Phase | undefined | false)[] = [
    task && "prepare",
    run && "migrate",
    !anew && cutover && (run ? "cutover" : "done"),
    // Recorded before the engine removes anything: the end is reached when the run is gone.
    !anew && (written === "done" && run ? undefined : written),
  ];
  const reached = seen.filter((one): one is Phase => Boolean(one)).sort((a, b) => RANK[b] - RANK[a])[0];
  const over = reached === "done" || reached === "cancelled";
  const taskId = current ?? ended ?? text(record?.["taskId"]);
  const since = text(record?.["since"]);
  return {
    ...(reached ? { reached } : {}),
    ...(taskId ? { taskId } : {}),
    ...(record?.["fixed"] ? { fixed: record["fixed"] as Standing["fixed"] } : {}),
    ...(since ? { since } : {}),
    ...(over && current ? { left: true } : {}),
  };
}

/** Whether one phase comes before another. */
export function isBefore(phase: Phase, other: Phase): boolean {
  return RANK[phase] < RANK[other];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
