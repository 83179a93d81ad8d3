import type { NameSeen } from "../../model/hostNames";
import { visible } from "../../model/printing/visible";
import type { Outcome } from "../../mysql/check";
import { messageOf } from "../../provider/core/failure";
import type { HostNames } from "../../provider/core/hostNames";
import { ACCEPT, sourceNameGate } from "../../provider/resources/cutover/sourceName";
import type { StackMigration } from "./stackMigration";

type Of = Pick<StackMigration, "migration" | "clouds" | "taskId">;

/** What the service shows as the source of the stack's task, or why that is not known. */
type Read = { shown?: string } | { unread: string };

/**
 * Gate G10 of a stack's migration: as in an update, with what the service shows of the task. Without that, it is not
 * proven that the task still has the source which it was given.
 */
export function sourceGateOf(
  stack: Of,
  names: HostNames,
  seen: NameSeen,
  host: string,
  read: (stack: Of) => Promise<Read> = readSource,
): () => Promise<Outcome> {
  return async () => {
    const task = await read(stack);
    if (!("unread" in task)) return sourceNameGate(names, seen, host, task.shown)();
    const outcome = await sourceNameGate(names, seen, host)();
    const found = `${outcome.found}; it is not known which source the task has now: ${visible(task.unread)}`;
    if (outcome.status !== "pass") return { ...outcome, found };
    const remedy = `give this command the credentials of the update. ${ACCEPT}`;
    return { ...outcome, status: "undetermined", found, remedy };
  };
}

async function readSource({ taskId, ...stack }: Of): Promise<Read> {
  if (taskId === undefined) return { unread: "the stack's state has no task" };
  try {
    // Loaded only where it is needed: with it come the clients of the clouds.
    const { driverOf } = await import("./driver.js");
    const driver = driverOf(stack);
    const task = await driver.describe(taskId);
    if (!task) return { unread: `${driver.title} has no task ${taskId}` };
    return task.sourceHost === undefined ? {} : { shown: task.sourceHost };
  } catch (error) {
    return { unread: messageOf(error) };
  }
}
