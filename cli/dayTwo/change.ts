import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ConfigValue, PreviewOptions } from "@pulumi/pulumi/automation";
import { visible, visibleLines } from "../../model/printing/visible";
import { ProblemsError } from "../../model/problems";
import { readMigration } from "../../model/spec";
import { saidByEngine } from "../engine/project";
import { shown } from "../engine/shown";
import { stopped } from "../engine/stopping";
import { type EngineWork, recoverInterrupted, runUpdate } from "../engine/work";
import { UserError } from "../terminal/errors";
import type { RunningMigration } from "./migration";

/** Configuration keys and their new values; a dot leads into an object. */
export type Change = Record<string, ConfigValue>;

/** The migration with changed values. @throws ProblemsError if it would be invalid in its phase */
export function tried(
  { written, phase }: RunningMigration,
  change: (migration: Record<string, unknown>) => void,
): void {
  const copy = structuredClone(written);
  change(copy);
  const { problems } = readMigration(copy, phase);
  if (problems.length > 0) throw new ProblemsError("nothing was changed", problems);
}

/**
 * Refuses if the stack's file has other pending changes or something has drifted: an update would apply that too.
 * @param leave URNs that the update excludes
 */
export async function refuseUnapplied(
  command: string,
  { work }: Pick<RunningMigration, "work">,
  leave: string[] = [],
): Promise<void> {
  const preview = (onEvent: PreviewOptions["onEvent"]) =>
    work.stack.preview({ refresh: true, exclude: leave, onEvent });
  // Only failures are shown.
  const { progress, ended } = await shown(work.engine, () => {}, preview, { planned: "quiet" });
  if (!("value" in ended)) {
    if (ended.stoppedBy) throw stopped("stopped in the preview: nothing was changed", ended.stoppedBy);
    const said = [...progress.errors, ...progress.refusals.map(({ resource, message }) => `${resource}: ${message}`)];
    const why = said.length > 0 ? said.map(visibleLines).join("\n") : saidByEngine(ended.error as Error);
    throw new UserError(
      `dbferry ${command}: the preview of an update failed, so it is not known what else it would change; nothing was changed:\n${why}\n` +
        "run this again after the fix; `dbferry status` shows the state of the migration, and `dbferry cancel` gives it up",
      1,
    );
  }
  const others = Object.entries(ended.value.changeSummary).filter(
    ([kind, count]) => kind !== "same" && kind !== "read" && count,
  );
  if (others.length === 0) return;
  throw new UserError(
    `dbferry ${command}: the stack's file or its program has changes that are not applied yet, or something was changed elsewhere ` +
      `(${others.map(([kind, count]) => `${count} to ${kind}`).join(", ")}), and an update would apply them too; ` +
      "check `pulumi preview` and run `dbferry up` first; nothing was changed",
    1,
  );
}

/**
 * Writes the change into the stack's file and updates the stack. If interrupted, `dbferry up` completes it.
 * @param leave URNs that the update excludes
 */
export async function runChange(
  command: string,
  { work }: RunningMigration,
  change: Change,
  leave: string[] = [],
): Promise<void> {
  await recoverInterrupted(work);
  for (const [key, value] of Object.entries(change)) {
    if (value.secret) await setSecret(work, key, value.value);
    else await work.stack.setConfig(key, value, key.includes("."));
  }
  const when = `stopped before the end of dbferry ${command}; \`dbferry up\` finishes it`;
  const failure = await runUpdate(work, when, leave);
  if (failure)
    throw new UserError(`${failure}; the change is in the stack's file: after the fix, run \`dbferry up\``, 1);
}

/** Passed on the engine's standard input: arguments are visible to every user of the machine. */
export async function setSecret({ engine, stack }: EngineWork, key: string, value: string): Promise<void> {
  const args = ["config", "set", "--secret", key, "--stack", stack.name, "--non-interactive"];
  const child = spawn(engine.command.command, args, {
    cwd: stack.workspace.workDir,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += String(text);
  });
  child.stdin.end(value);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new UserError(
      `the secret ${key} could not be written into the stack: ${visible(said.trim().replaceAll(value, "(not shown)"))}; fix that and run this again`,
      1,
    );
}
