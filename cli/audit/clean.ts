import { shellCommand } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { closeOpenings } from "../../provider/audit";
import { liveAmong } from "../../provider/audit/tasks";
import { dropLeft } from "./accounts";
import { type AuditResult, describeFinding, describeTakenOver } from "./audit";

/**
 * Reasons why nothing may be removed yet: a task is moving data, or may exist unseen, and needs the account, the
 * addresses and the endpoint that the audit found. Empty if no task needs them.
 */
export async function whyNot({ findings, takenOver, config, tasksUnseen }: AuditResult): Promise<string[]> {
  const openings = findings.filter((finding) => finding.kind !== "account");
  const live = await liveAmong(config, openings);
  return [
    ...takenOver.map(describeTakenOver),
    ...live.map(({ opening, reason }) => `${opening.where}: ${reason}`),
    ...tasksUnseen.map(({ where, reason }) => `an undetected task may exist: ${where}: ${reason}`),
  ].map(visible);
}

/** The same reasons as text, with what to do instead. */
export function whyNotText(reasons: readonly string[], stack: string): string {
  const command = (...args: string[]) => `    ${shellCommand("dbferry", ...args, "--stack", stack)}`;
  return [
    "nothing was removed, because a task needs what the audit found:",
    ...reasons.map((reason) => `  - ${reason}`),
    "to finish the migration, prove the cutover first:",
    command("up", "--phase", "cutover"),
    "to give the migration up:",
    command("cancel"),
    "to remove everything anyway (the target then never gets what a task has not copied yet):",
    command("audit", "--clean", "--end-live-task"),
    "",
  ].join("\n");
}

export interface CleanOptions {
  /** Also end a task that is still moving data. */
  endLive?: boolean;
  say(line: string): void;
}

/**
 * Closes an audit's findings: tasks, then their accounts, then the network. Returns one line per item that could not
 * be closed.
 */
export async function clean(
  { findings, takenOver, config, admins }: AuditResult,
  { endLive, say }: CleanOptions,
): Promise<string[]> {
  if (takenOver.length > 0) return takenOver.map(describeTakenOver);
  const accounts = findings.filter((finding) => finding.kind === "account");
  const openings = findings.filter((finding) => finding.kind !== "account");
  const tasks = openings.filter(({ kind }) => kind === "task");
  const network = openings.filter(({ kind }) => kind !== "task");
  const close = async (some: typeof openings) =>
    (await closeOpenings(config, some, { say, endLive })).map(
      ({ opening, reason }) => `${describeFinding(opening)} could not be closed: ${reason}`,
    );
  const failed = await close(tasks);
  if (failed.length > 0) return [...failed, "nothing else was removed, because the remaining task may need it"];
  for (const account of accounts) {
    say(`dropping ${describeFinding(account)}`);
    try {
      await dropLeft(account, admins[account.side]);
    } catch (error) {
      failed.push(`${describeFinding(account)} could not be dropped: ${(error as Error).message}`);
    }
  }
  return [...failed, ...(await close(network))];
}
