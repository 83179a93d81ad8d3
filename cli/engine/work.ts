import type { Stack } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { quoted, visible } from "../../model/printing/visible";
import { type OwnEngine, ownEngine } from "./ownEngine";
import { openStack, type StackChoice } from "./project";
import { recover, refuseRunning } from "./recover";
import { shown } from "./shown";
import { stopped } from "./stopping";
import { up } from "./up";

/** A stack that a command updates as one of its steps. */
export interface EngineWork {
  engine: OwnEngine;
  stack: Stack;
  project: string;
  backend: string;
  say(line: string): void;
}

/** @throws UserError if the stack does not exist, or an update of it is running */
export async function openWork(choice: StackChoice, say: (line: string) => void): Promise<EngineWork> {
  const engine = await ownEngine();
  const stack = await openStack(choice, engine.command);
  const project = (await stack.workspace.projectSettings()).name;
  const backend = (await stack.workspace.whoAmI()).url ?? "";
  refuseRunning(stack, backend, project);
  return { engine, stack, project, backend, say };
}

/**
 * Repairs what a killed update left in the engine's state.
 * @param doing what the command does with the interrupted operations
 */
export async function recoverInterrupted(
  { stack, backend, project, say }: EngineWork,
  doing = "continuing",
): Promise<void> {
  const { cleared, interrupted } = await recover(stack, backend, project);
  for (const lock of cleared) say(pc.bold(`cleared the lock of process ${lock.pid}, which is dead`));
  for (const operation of interrupted) say(pc.bold(visible(`${doing} what was interrupted: ${operation}`)));
}

/**
 * Updates the stack.
 * @param when message if it is stopped by a signal
 * @param exclude URNs to leave unchanged, even if they have drifted
 * @returns why it failed; undefined on success
 * @throws UserError if it was stopped
 */
export async function runUpdate(
  { engine, stack, say }: EngineWork,
  when: string,
  exclude: string[] = [],
): Promise<string | undefined> {
  const { progress, ended } = await shown(engine, say, (onEvent) => up(stack, { onEvent, exclude }));
  if ("value" in ended) return undefined;
  if (ended.stoppedBy) throw stopped(when, ended.stoppedBy);
  // The failure was already printed, event by event.
  if (progress.errors.length + progress.refusals.length > 0) return "the update failed";
  return `the update failed: ${quoted((ended.error as Error).message.split("\n").slice(0, 5).join("\n"))}`;
}
