import type { NameSeen } from "../../model/hostNames";
import type { Outcome } from "../../mysql/check";
import { messageOf } from "../../provider/core/failure";
import type { HostNames } from "../../provider/core/hostNames";
import { sourceNameGate, type TaskSource, taskSourceOf } from "../../provider/resources/cutover/sourceName";
import type { StackMigration } from "./stackMigration";

type Of = Pick<StackMigration, "migration" | "clouds" | "taskId">;

/** Gate G10 of a stack's migration: as in an update, with what the service shows of the task. */
export function sourceGateOf(
  stack: Of,
  names: HostNames,
  seen: NameSeen,
  host: string,
  read: (stack: Of) => Promise<TaskSource> = readSource,
): () => Promise<Outcome> {
  return async () => sourceNameGate(names, seen, host, await read(stack))();
}

async function readSource({ taskId, ...stack }: Of): Promise<TaskSource> {
  if (taskId === undefined) return unread("the stack's state has no task");
  try {
    // Loaded only where it is needed: with it come the clients of the clouds.
    const { driverOf } = await import("./driver.js");
    const driver = driverOf(stack);
    const task = await driver.describe(taskId);
    return task ? taskSourceOf(task) : unread(`${driver.title} has no task ${taskId}`);
  } catch (error) {
    return unread(messageOf(error));
  }
}

const unread = (why: string): TaskSource => ({ unread: why, fix: "give this command the credentials of the update" });
