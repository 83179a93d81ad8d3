import type { Stack } from "@pulumi/pulumi/automation";
import { UserError } from "../terminal/errors";
import { clear, isDead, type Lock, locksOf } from "./locks";

/** What was repaired before an update. */
export interface Recovery {
  /** Locks of dead processes. */
  cleared: Lock[];
  /** Operations that were pending when an update was killed. */
  interrupted: string[];
}

/** @throws UserError if another update of the stack is running */
export function refuseRunning(stack: Stack, backendUrl: string, project: string): void {
  const alive = locksOf(backendUrl, project, stack.name).filter((lock) => !isDead(lock));
  if (alive.length > 0) throw new UserError(alive.map(running).join("\n"));
}

/**
 * Repairs the engine's state after a killed update: its lock and its pending operations. Whatever those operations
 * created is found by name by the program and the provider, so nothing is created twice.
 *
 * @throws UserError if another update is running
 */
export async function recover(stack: Stack, backendUrl: string, project: string): Promise<Recovery> {
  refuseRunning(stack, backendUrl, project);
  const locks = locksOf(backendUrl, project, stack.name);
  for (const lock of locks) clear(lock);
  if (locks.length === 0) return { cleared: [], interrupted: [] };

  const state = await stack.exportStack();
  const pending: { type: string; resource: { urn: string } }[] = state.deployment.pending_operations ?? [];
  if (pending.length > 0) {
    delete state.deployment.pending_operations;
    await stack.importStack(state);
  }
  return {
    cleared: locks,
    interrupted: pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`),
  };
}

function running(lock: Lock): string {
  return (
    `another update of this stack is running: process ${lock.pid} of ${lock.user} on ${lock.host}, since ${lock.since}; ` +
    "wait for it, or run `pulumi cancel` if you are sure that it is gone"
  );
}
