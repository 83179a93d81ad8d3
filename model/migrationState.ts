import type { NameSeen } from "./hostNames";
import type { Phase } from "./phase";

/** A resource in the engine's state. */
export interface Recorded {
  type: string;
  /** Last part of its URN. */
  name: string;
  outputs: Readonly<Record<string, unknown>>;
}

/** A migration's progress, according to the state. */
export interface MigrationState {
  /**
   * The last phase that was reached; absent: nothing has been created. A phase that was requested but not reached does
   * not count.
   */
  reached?: Phase;
  /** The vendor's id of the task, kept after its end. */
  taskId?: string;
  /** What the task was created with (`model/fixed`); absent in states of versions that did not record it. */
  fixed?: Readonly<Record<string, string>>;
  /** Of a source with a public name, before its task was configured; absent: not proven. */
  sourceAddress?: string;
  /** The source's public name since then; absent: it has none, or no run has recorded it. */
  sourceName?: NameSeen;
  /** When the phase was first reached, ISO 8601. */
  since?: string;
  /** It has ended, and its task, or what it has opened on a host, has not been removed yet. */
  left?: boolean;
}

const OURS = "dbferry:index:";
const RANK: Readonly<Record<Phase, number>> = { prepare: 0, migrate: 1, cutover: 2, done: 3, cancelled: 4 };

/** Every migration in a state, by name. */
export function migrationStatesOf(state: readonly Recorded[]): Map<string, MigrationState> {
  const names = state.filter(({ type }) => type === `${OURS}Migration`).map(({ name }) => name);
  return new Map(names.map((name) => [name, migrationStateOf(state, name)]));
}

/** A migration's progress, determined from the resources in the state. */
export function migrationStateOf(state: readonly Recorded[], name: string): MigrationState {
  const find = (type: string, part: string) =>
    state.find((one) => one.type === `${OURS}${type}` && one.name === `${name}-${part}`)?.outputs;
  const record = find("MigrationRecord", "record");
  const [task, run, cutover] = [find("ReplicationTask", "task"), find("TaskRun", "run"), find("Cutover", "cutover")];

  const written = record?.["phase"] as Phase | undefined;
  const ended = text(cutover?.["taskId"]) ?? (written === "cancelled" ? text(record?.["taskId"]) : undefined);
  // A restart whose update has not finished: the task differs from the one that ended.
  const current = text(task?.["taskId"]) ?? text(run?.["taskId"]);
  const anew = current !== undefined && ended !== undefined && current !== ended;
  const seen: (Phase | undefined | false)[] = [
    task && "prepare",
    run && "migrate",
    !anew && cutover && (run ? "cutover" : "done"),
    // Recorded before the engine removes anything, so the end is reached only when the run is gone.
    !anew && (written === "done" && run ? undefined : written),
  ];
  const reached = seen.filter((one): one is Phase => Boolean(one)).sort((a, b) => RANK[b] - RANK[a])[0];
  const over = reached === "done" || reached === "cancelled";
  const taskId = current ?? ended ?? text(record?.["taskId"]);
  const since = text(record?.["since"]);
  const sourceAddress = text(task?.["sourceAddress"]);
  return {
    ...(reached ? { reached } : {}),
    ...(taskId ? { taskId } : {}),
    ...(record?.["fixed"] ? { fixed: record["fixed"] as MigrationState["fixed"] } : {}),
    ...(since ? { since } : {}),
    ...(sourceAddress ? { sourceAddress } : {}),
    ...(run?.["sourceName"] ? { sourceName: run["sourceName"] as NameSeen } : {}),
    ...(over && (current || opensHost(state, name)) ? { left: true } : {}),
  };
}

/** Whether rules on the source's host are still to be removed through SSH. */
function opensHost(state: readonly Recorded[], name: string): boolean {
  const names = [`${name}-ssh`, `${name}-host-rules`];
  return state.some((one) => one.type === "command:remote:Command" && names.includes(one.name));
}

/** Whether one phase comes before another. */
export function isBefore(phase: Phase, other: Phase): boolean {
  return RANK[phase] < RANK[other];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
