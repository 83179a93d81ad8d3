import type { Outcome } from "../../test/e2e/harness";
import { type Facts, isMoving, type Opened } from "./facts";
import type { Mistake } from "./mistake";

const KINDS = ["eips", "rules", "allowlist", "endpoints"] as const satisfies (keyof Opened)[];

/** What somebody has lost who did not ask for it; empty: nothing. */
export function harm(before: Facts, after: Facts): string[] {
  const lost: string[] = [];
  for (const task of before.tasks.filter(isMoving)) {
    const now = after.tasks.find(({ id }) => id === task.id);
    if (!now || !isMoving(now)) lost.push(`the replication of ${task.id} ended (${now?.state ?? "gone"})`);
  }
  if (before.replicates && !after.replicates) lost.push("what is written to the source no longer arrives");
  for (const kind of KINDS) {
    lost.push(...missing(before.theirs[kind], after.theirs[kind]).map((one) => `somebody's ${kind}: ${one}`));
    if (after.tasks.some(isMoving))
      lost.push(...missing(before.ours[kind], after.ours[kind]).map((one) => `${kind} of the live task: ${one}`));
  }
  for (const [table, rows] of Object.entries(before.data)) {
    if ((after.data[table] ?? 0) < rows) lost.push(`rows of shop.${table} on the target`);
  }
  if (before.recorded && !after.recorded) lost.push("the record of the cutover");
  return lost;
}

/** What a phase needs and is not there; empty: it stands. */
export function gaps(phase: NonNullable<Mistake["phase"]>, now: Facts): string[] {
  const found: string[] = [];
  const say = (fine: boolean, text: string) => {
    if (!fine) found.push(text);
  };
  if (phase === "done") {
    for (const kind of KINDS) say(now.ours[kind].length === 0, `${kind} still open: ${now.ours[kind]}`);
    say(now.accounts.length === 0, "the account is still there");
    say(
      now.tasks.every(({ state }) => state === "ended"),
      "a task is left",
    );
    say(now.recorded, "no record of the cutover");
    return found;
  }
  const living = now.tasks.filter(({ state }) => state !== "ended");
  if (phase !== "cutover") {
    say(living.length === 1, `${living.length} living tasks`);
    say(now.ours.eips.length === 1, `${now.ours.eips.length} EIPs`);
    say(
      now.ours.eips.every((address) => now.ours.allowlist.some((entry) => entry.startsWith(address))),
      "not let in",
    );
    say(now.ours.rules.length > 0, "no rule at the target");
    say(now.ours.endpoints.length === 1, "no public endpoint");
    say(now.accounts.length > 0, "no account on the source");
  }
  if (phase === "prepare") say(!living.some(isMoving), "the task moves data");
  if (phase === "migrate") say(now.replicates, "what is written does not arrive");
  if (phase === "cutover") say(!living.some(isMoving) && now.recorded, "no proven cutover");
  return found;
}

/** What a refusal does not say; empty: seen, needed, and the fix or the way out. */
export function unexplained({ text }: Outcome, { says = [], parts = [] }: Mistake): string[] {
  const missing = [...says, ...parts.map((part) => part.says)]
    .filter((words) => !words.test(text))
    .map((words) => `it does not say ${words}`);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(text) || /UnhandledPromise|\[object Object\]/.test(text))
    missing.push("it is a stack or a dump");
  if (!/needed|did you mean|must|--yes/i.test(text)) missing.push("it does not say what is needed");
  if (!/pulumi |dbferry |put (it|them) back|did you mean|write |remove |run (it|the update) again|fix/i.test(text))
    missing.push("it names no fix and no way out");
  return missing;
}

function missing(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((one) => !after.includes(one));
}
