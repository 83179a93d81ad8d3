import type { Outcome } from "../../test/e2e/harness";
import { causeOf, type Kind, type Step } from "./fault";

/** A stack trace, or an object in its default string form. */
const DUMP = /^\s+at .+:\d+:\d+\)?$|\[object Object\]|UnhandledPromise/m;
const WAY =
  /\b(run (it|the update) again|again to|check (that|the|its)|look (at|for)|correct|wait for|fix:|dbferry (up|cancel|status))/i;

/** What the message of a stopped command lacks; empty if it names step, cause and remedy. */
export function unexplained({ text }: Outcome, kind: Kind, step: Step): string[] {
  const missing: string[] = [];
  if (!step.says.test(text)) missing.push(`it does not name the step: ${step.says}`);
  const cause = causeOf(kind, step);
  if (cause && !cause.test(text)) missing.push(`it does not name the cause: ${cause}`);
  if (!WAY.test(text)) missing.push("it names no remedy");
  if (DUMP.test(text)) missing.push("it prints a stack trace or a dump");
  return missing;
}

/** Tasks in excess of the allowed number. */
export function orphans(tasks: readonly { id: string }[], most: number): number {
  return Math.max(0, tasks.length - most);
}

export function billed(tasks: readonly { bills: boolean }[], openings: number): number {
  return tasks.filter(({ bills }) => bills).length + openings;
}
