import type { Stack } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { quoted, visible } from "../../model/printing/visible";
import { goesOn, goesOnText } from "../status/goesOn";
import { UserError } from "../terminal/errors";
import { tell } from "../terminal/print";
import type { OwnEngine } from "./ownEngine";
import type { Counts, Progress, Refusal, Step } from "./progress";
import { shown } from "./shown";
import { type Ended, stopped } from "./stopping";
import { up } from "./up";

/** What an update, or the preview before it, did. */
export interface UpdateReport {
  stack: string;
  /** Where it ended. */
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
  /** Text for people. */
  say(line: string): void;
  /** Called with what was done, also when that is a failure. */
  report(report: UpdateReport): void;
}

/** Shows what an update will do. @throws UserError when it could not be done, or was stopped */
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
    throw stopped("stopped in the preview: nothing was changed; run it again to go on", ended.stoppedBy);
  throw new UserError(
    done.errors.length + done.refusals.length > 0
      ? "the preview failed: nothing was changed; run it again after the fix, or give the migration up: `dbferry cancel`"
      : foreign(ended.error),
    1,
  );
}

/** @throws UserError when it failed or was stopped */
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
    tell(goesOnText(stack.name, await goesOn(stack)));
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

/** A failure that the engine told by no event: the beginning of what it printed. */
function foreign(error: unknown): string {
  return quoted((error as Error).message.split("\n").slice(0, 20).join("\n"));
}
