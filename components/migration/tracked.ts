import type { Recorded } from "../../model/migrationState";
import { readState } from "./migrationState";

/**
 * Ids that the state has, by the outputs of the components that made them. What is tracked is not handed over: the engine would refuse to replace it,
 * and keep the id with what it makes in its place, which the next update would import over itself and then delete.
 */
export async function idsInState(): Promise<Set<unknown>> {
  const state = await readState();
  const isOurs = ({ type }: Recorded) => type.startsWith("dbferry:");
  const vendors = new Set(state.filter((one) => !isOurs(one)).map(({ name }) => name));
  // What a refresh did not find is gone from the state, and the component around it is not.
  const whole = state.filter((one) => isOurs(one) && (vendors.has(one.name) || one.type === TASK));
  return new Set(whole.flatMap(({ outputs }) => Object.values(outputs)));
}

/** The vendor's id of the migration's task that the state has, unless that one is over or lost, so that another is created. */
export async function taskInState(migration: string): Promise<string | undefined> {
  const state = await readState();
  const found = state.find(({ type, name }) => type === TASK && name === `${migration}-task`)?.outputs;
  return found?.["condition"] === "ready" && typeof found["taskId"] === "string" ? found["taskId"] : undefined;
}

const TASK = "dbferry:index:ReplicationTask";
