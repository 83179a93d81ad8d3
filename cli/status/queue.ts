import { taskName } from "../../model/names";
import { lookAtQueue, type Turn } from "../../provider/audit/tasks";
import { asKnown, type Recorded } from "../audit/state";
import { type StackTask, stateConfig } from "./tasks";

/** A migration that comes first on the same target, and whether it no longer blocks this one. */
export interface Before extends Turn {
  migration: string;
}

/** What a task that has not started waits for, in the order of `task.after`; empty once it has started. */
export async function queueOf(
  recorded: Recorded,
  tasks: readonly StackTask[],
  after: readonly string[],
): Promise<Before[]> {
  const waiting = tasks.find(({ look }) => "known" in look && look.known && isBeforeStart(look.task.state));
  const resource = recorded.resources?.find(({ id, type }) => id === waiting?.id && type.endsWith(":ReplicationTask"));
  if (!waiting || !resource || after.length === 0) return [];
  const { config } = stateConfig(recorded);
  const turns = await lookAtQueue(config, asKnown(resource), after.map(taskName));
  return turns.map((turn, at) => ({ migration: after[at]!, ...turn }));
}

function isBeforeStart(state: string): boolean {
  return state === "creating" || state === "configuring";
}

/** Names of `task.after`, as the run was last registered with them. */
export function recordedAfter({ resources = [], pending_operations: pending = [] }: Recorded): string[] {
  const runs = [...pending.map(({ resource }) => resource), ...resources];
  const after = runs.find(({ type }) => type === "dbferry:index:TaskRun")?.inputs?.["after"];
  const prefix = taskName("");
  return Array.isArray(after) ? after.map((name) => String(name).slice(prefix.length)) : [];
}
