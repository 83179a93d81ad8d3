import type { Stack } from "@pulumi/pulumi/automation";
import { shellCommand } from "../../model/printing/shell";
import { closeOpenings } from "../../provider/audit";
import { type AuditResult, describeFinding } from "../audit/audit";
import { clean } from "../audit/clean";
import { type EngineWork, runUpdate } from "../engine/work";
import type { Facts } from "./facts";

type Say = EngineWork["say"];

/**
 * Ends the task and closes every opening through the engine, so that its state and the clouds agree.
 * @returns why something could not be done; undefined if everything was
 * @throws UserError if interrupted
 */
export async function bringTo(work: EngineWork, phase: "cancelled" | "done"): Promise<string | undefined> {
  await work.stack.setConfig("phase", { value: phase });
  return runUpdate(work, "stopped before everything was closed: the rest is still running; `dbferry cancel` closes it");
}

/**
 * Closes what the engine did not, because an update failed or the state did not contain it. The state's own task is
 * ended. A replicating task that is not in the state may belong to someone else, and then everything it may need is
 * kept.
 *
 * @returns one line per item that could not be closed
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

/** If the engine could not finish, its state still lists resources that no longer exist. */
export function refreshAdvice(stack: Stack): string {
  return `the stack's state may still list what is gone: ${shellCommand("pulumi", "refresh", "--stack", stack.name)}, then \`dbferry cancel\` again`;
}
