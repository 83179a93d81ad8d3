import { findsByPublicName, judge, provenText, unprovenText } from "../../../model/hostNames";
import type { CallContext } from "../../core/context";
import type { Driver } from "../../core/driver";
import type { TaskInfo } from "../../core/task";
import type { TaskInputs } from "./inputs";

type Given = Pick<TaskInputs, "path" | "source">;

/** Whether a task that this update did not create has not been given its source yet. */
export async function isUnconfigured(driver: Driver, id: string): Promise<boolean> {
  return (await driver.describe(id))?.state === "configuring";
}

/**
 * The address of a source that is found by a public name, shown when the task is created; undefined: not proven. Only of
 * a task that is not configured: it is taken for the one that the task began with.
 */
export async function addressAtFirst(ctx: CallContext, given: Given): Promise<string | undefined> {
  if (!findsByPublicName(given)) return undefined;
  const { host } = given.source;
  const verdict = judge(await ctx.clouds.names.answers(host));
  if (verdict.address !== undefined) ctx.log("info", provenText(host, verdict));
  // The record of a public endpoint that was created just now takes a while, and nothing is configured with it yet.
  else ctx.log("info", `${unprovenText(host, verdict)}. It is resolved again before the task is configured`);
  return verdict.address;
}

/**
 * The address as it is now, and where it has moved to since it was shown. Only of a task that has not started: from then
 * on, the run knows what the task was given.
 */
export async function addressNow(
  ctx: CallContext,
  task: TaskInfo,
  given: Given,
  before: unknown,
): Promise<{ address?: string; moved?: string }> {
  const known = typeof before === "string" ? before : undefined;
  if (task.state !== "configuring" || !findsByPublicName(given)) return known === undefined ? {} : { address: known };
  const { host } = given.source;
  const verdict = judge(await ctx.clouds.names.answers(host));
  if (verdict.address === undefined || verdict.address === known) return known === undefined ? {} : { address: known };
  if (known === undefined) return { address: verdict.address };
  return { address: known, moved: movedBefore(host, known, verdict.address) };
}

function movedBefore(name: string, before: string, now: string): string {
  return (
    `the source ${name} has moved since its task was created: it had the address ${before}, and now has ${now}. Nothing has been copied. Make sure that ${now} is the same database; ` +
    `let ${now} through every firewall on the way whose rules name ${before}; if it is another instance, open there what the migration opened at ${before}. ` +
    "The checks and the connection test use the new address"
  );
}
