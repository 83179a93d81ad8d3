import type { Stack } from "@pulumi/pulumi/automation";
import { shellCommand } from "../../model/printing/shell";
import { quoted, visible } from "../../model/printing/visible";
import { closeOpenings } from "../../provider/audit";
import { type AuditResult, describeFinding } from "../audit/audit";
import { clean } from "../audit/clean";
import { Progress } from "../engine/progress";
import { recover } from "../engine/recover";
import type { Facts } from "./facts";

type Say = (line: string) => void;

/** What a killed update left in the engine's state. @throws UserError while an update of this stack runs */
export async function takeOver(stack: Stack, { project }: Facts, say: Say): Promise<void> {
  const backend = (await stack.workspace.whoAmI()).url ?? "";
  const { cleared, interrupted } = await recover(stack, backend, project);
  for (const lock of cleared) say(`cleared the lock of process ${lock.pid}, which is dead`);
  for (const operation of interrupted) say(`going on from what was interrupted: ${visible(operation)}`);
}

/**
 * Ends the task and takes every opening away, by the engine, so that its state and the clouds agree.
 * @returns why not everything could be done; undefined: all of it was
 */
export async function bringTo(stack: Stack, phase: "cancelled" | "done", say: Say): Promise<string | undefined> {
  await stack.setConfig("phase", { value: phase });
  const progress = new Progress(say);
  try {
    await stack.up({ onEvent: progress.onEvent });
    return undefined;
  } catch (error) {
    // The failure was already shown, event by event.
    if (progress.errors.length + progress.refusals.length > 0) return "the update failed";
    return `the update failed: ${quoted((error as Error).message.split("\n").slice(0, 5).join("\n"))}`;
  }
}

/**
 * Closes what the engine has not, because an update failed or its state did not know it. The state's own task is ended; a task that
 * replicates and is not the state's may be another's, and then everything that it may need stays.
 *
 * @returns a line for each that could not be closed
 */
export async function closeRest(result: AuditResult, { tasks }: Facts, say: Say): Promise<string[]> {
  const told = ({ opening, reason }: { opening: AuditResult["findings"][number]; reason: string }) =>
    `${describeFinding(opening)} could not be closed: ${reason}`;
  const openings = result.findings.filter((finding) => finding.kind !== "account");
  const ours = openings.filter(({ kind, id }) => kind === "task" && tasks.includes(id));
  const others = openings.filter(({ kind, id }) => kind === "task" && !tasks.includes(id));
  const failed = (await closeOpenings(result.config, ours, { endLive: true, say })).map(told);
  failed.push(...(await closeOpenings(result.config, others, { say })).map(told));
  if (failed.length > 0) return failed;
  return clean({ ...result, findings: result.findings.filter(({ kind }) => kind !== "task") }, { say });
}

/** Where the engine could not finish, its state still names what the clouds no longer have. */
export function refreshAdvice(stack: Stack): string {
  return `the state of the stack may still name what is gone: ${shellCommand("pulumi", "refresh", "--stack", stack.name)}, then \`dbferry cancel\` again`;
}
