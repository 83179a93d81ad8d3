import type { Stack } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { quoted, visible } from "../../model/printing/visible";
import { continuing, continuingText } from "../status/continuing";
import { UserError } from "../terminal/errors";
import { printError } from "../terminal/print";
import type { OwnEngine } from "./ownEngine";
import type { Counts, Progress, Refusal, Step } from "./progress";
import { shown } from "./shown";
import { type Ended, stopped } from "./stopping";
import { up } from "./up";

/** Result of an update, or of the preview before it. */
export interface UpdateReport {
  stack: string;
  /** The step it ended in. */
  at: "preview" | "update";
  result: "succeeded" | "refused" | "failed" | "stopped";
  changes: Counts;
  steps: Step[];
  refusals: Refusal[];
  errors: string[];
}

export interface UpdateOptions {
  engine: OwnEngine;
  stack: Stack;
  policyPack?: string[];
  /** Prints human-readable text. */
  say(line: string): void;
  /** Called with the result, even after a failure. */
  report(report: UpdateReport): void;
}

/** Previews an update. @throws UserError if it failed or was stopped */
export async function preview({ engine, stack, policyPack, say, report }: UpdateOptions): Promise<void> {
  say(pc.bold(`what an update of the stack ${visible(stack.name)} will do:`));
  const { progress, ended } = await shown(
    engine,
    say,
    (onEvent) => stack.preview({ onEvent, policyPacks: policyPack, refresh: true }),
    { planned: "listed" },
  );
  const done = reportOf(stack, "preview", progress, ended);
  if ("value" in ended) {
    const { created, updated, replaced, deleted } = progress.counts;
    say(pc.bold(`${created} to create, ${updated} to change, ${replaced} to replace, ${deleted} to delete`));
    return;
  }
  report(done);
  if (ended.stoppedBy)
    throw stopped("stopped in the preview: nothing was changed; run it again to continue", ended.stoppedBy);
  throw new UserError(
    done.errors.length + done.refusals.length > 0
      ? "the preview failed: nothing was changed; run it again after the fix, or give the migration up: `dbferry cancel`"
      : foreign(ended.error),
    1,
  );
}

/** @throws UserError if it failed or was stopped */
export async function update({ engine, stack, policyPack, say, report }: UpdateOptions): Promise<void> {
  const { progress, ended } = await shown(engine, say, (onEvent) => up(stack, { onEvent, policyPacks: policyPack }));
  const done = reportOf(stack, "update", progress, ended);
  report(done);
  if ("value" in ended) {
    const { created, updated, replaced, deleted } = progress.counts;
    const replacements = replaced > 0 ? `, ${replaced} replaced` : "";
    say(pc.bold(`succeeded: ${created} created, ${updated} updated${replacements}, ${deleted} deleted`));
    return;
  }
  if (ended.stoppedBy) {
    printError(continuingText(stack.name, await continuing(stack)));
    throw stopped("stopped before the end of the update", ended.stoppedBy);
  }
  throw new UserError(
    done.errors.length + done.refusals.length > 0
      ? "the update failed; nothing that was created is lost: run it again after the fix, or give the migration up: `dbferry cancel`"
      : foreign(ended.error),
    1,
  );
}

function reportOf(stack: Stack, at: UpdateReport["at"], progress: Progress, ended: Ended<unknown>): UpdateReport {
  const failed = progress.refusals.length > 0 ? "refused" : "failed";
  const result = "value" in ended ? "succeeded" : ended.stoppedBy ? "stopped" : failed;
  const { counts: changes, steps, refusals, errors } = progress;
  return { stack: stack.name, at, result, changes, steps, refusals, errors };
}

/** Start of the output, for a failure that the engine reported in no event. */
function foreign(error: unknown): string {
  return quoted((error as Error).message.split("\n").slice(0, 20).join("\n"));
}
