import type { Outcome } from "../../test/e2e/harness";
import { type Facts, isMoving, KINDS } from "./facts";
import type { Mistake, Phase } from "./mistake";

/** Unrequested losses, from the facts before and after; empty if there are none. */
export function harm(before: Facts, after: Facts, asks?: RegExp, made?: Facts): string[] {
  const lost: string[] = [];
  for (const task of before.tasks) {
    const now = after.tasks.find(({ id }) => id === task.id);
    if (isMoving(task) && !(now && isMoving(now)))
      lost.push(`the replication of ${task.name} (${task.id}) ended (${now?.state ?? "gone"})`);
    if (!task.ours && task.state !== now?.state)
      lost.push(`somebody's task ${task.name} (${task.id}) is ${now?.state ?? "gone"}`);
  }
  if (before.replicates && !after.replicates) lost.push("what is written to the source no longer arrives");
  const live = before.tasks.some((task) => task.ours && isMoving(task));
  for (const kind of KINDS) {
    lost.push(...missing(before.theirs[kind], after.theirs[kind]).map((one) => `somebody's ${kind}: ${one}`));
    if (kind === "allowlist" && made)
      lost.push(...missing(foreign(before, made), after.ours.allowlist).map((one) => `somebody's entry: ${one}`));
    if (live)
      lost.push(
        ...missing(before.ours[kind], after.ours[kind])
          // What somebody changed it to was never the migration's: correcting it loses nothing.
          .filter((one) => !made || made.ours[kind].includes(one))
          .map((one) => `${kind} of the live task: ${one}`),
      );
  }
  for (const [address, { to }] of Object.entries(before.bound)) {
    if (live && to !== undefined && after.bound[address]?.to !== to) lost.push(`the EIP ${address} left its live task`);
  }
  for (const [table, rows] of Object.entries(before.data)) {
    if (!outlives(rows, after.data[table])) lost.push(`rows of ${table}: ${rows}, now ${after.data[table] ?? "gone"}`);
  }
  if (before.recorded && !after.recorded) lost.push("the record of the cutover");
  return asks ? lost.filter((one) => !asks.test(one)) : lost;
}

/** Entries in the migration's own group that the migration did not write: somebody did, and may need them. */
function foreign({ ours, operator }: Facts, made: Facts): string[] {
  const written = [...made.ours.allowlist, ...made.operator, ...ours.eips, ...operator].map(bareAddress);
  return ours.allowlist.filter((one) => !written.includes(bareAddress(one)));
}

/** New resources that neither the migration's mark nor its state identifies: nothing would ever remove them. */
export function strays(before: Facts, after: Facts): string[] {
  const tasks = after.tasks.filter((task) => !task.ours && !before.tasks.some(({ id }) => id === task.id));
  return [
    ...tasks.map(({ id, name, state }) => `a task that is not in the state: ${name} (${id}, ${state})`),
    ...KINDS.flatMap((kind) =>
      missing(after.theirs[kind], before.theirs[kind]).map((one) => `${kind} without the migration's mark: ${one}`),
    ),
  ];
}

/** What the phase lacks, or has beyond its needs; empty if it is complete. */
export function gaps(phase: Phase, now: Facts, made?: Facts): string[] {
  const living = now.tasks.filter(({ ours, state }) => ours && state !== "ended");
  const found: string[] = [];
  const say = (fine: boolean, text: string) => {
    if (!fine) found.push(text);
  };
  if (phase === "done") {
    for (const kind of KINDS) say(now.ours[kind].length === 0, `${kind} still open: ${now.ours[kind]}`);
    say(living.length === 0, "a task is left");
    say(now.recorded, "no record of the cutover");
    return found;
  }
  if (phase === "cutover") {
    say(!living.some(isMoving), "the task still moves data");
    say(now.recorded, "no record of the cutover");
    return found;
  }
  say(living.length === 1, `${living.length} living tasks`);
  const { eips, allowlist, rules, endpoints, accounts } = now.ours;
  const eip = eips[0] ?? "no address";
  say(eips.length === 1, `${eips.length} EIPs`);
  say(living.some(({ id }) => id === now.bound[eip]?.to) && eips.length > 0, "the EIP is not bound to the task");
  say(
    allowlist.some((one) => bareAddress(one) === eip),
    "the source does not let the EIP in",
  );
  const wanted = [eip, ...now.operator].map(bareAddress);
  for (const one of allowlist) say(wanted.includes(bareAddress(one)), `the source lets in more: ${one}`);
  for (const one of now.operator)
    say(allowlist.map(bareAddress).includes(bareAddress(one)), `the source does not let the operator in: ${one}`);
  const rule = `ingress allow tcp ${now.bound[eip]?.privateIp}/32 3306`;
  say(rules.includes(rule), `the target does not let the task in: ${rules}`);
  say(
    rules.every((one) => one === rule),
    `the target lets in more: ${rules}`,
  );
  say(endpoints.length === 1, "no public endpoint");
  say(accounts.length === 1 && accounts.some((one) => one.includes(`@${eip}:`)), "no account for the EIP");
  // Rights must equal the original ones, apart from the task's current address. Once the task has its password, that
  // must match too.
  const bare = (account: string) => {
    const same = account.replaceAll(/\d+\.\d+\.\d+\.\d+/g, "address");
    return phase === "prepare" ? same.replaceAll(/PASSWORD '[^']*'/g, "a password") : same;
  };
  const before = made?.ours.accounts.map(bare) ?? [];
  if (before.length > 0)
    say(
      accounts.map(bare).every((one) => before.includes(one)),
      "the account has other rights or another password",
    );
  if (phase === "prepare") say(!living.some(isMoving), "the task moves data");
  if (phase === "migrate") say(now.replicates, "what is written does not arrive");
  return found;
}

/**
 * What a refusal lacks; empty if it states what was asked and seen (in the case's own words), what is needed, and the
 * fix or the way out.
 */
export function unexplained(outcome: Outcome, { says = [], parts = [], needs = NEEDED }: Mistake): string[] {
  const text = told(outcome);
  const missing = [...says, ...parts.map((part) => part.says)]
    .filter((words) => !words.test(text))
    .map((words) => `it does not say ${words}`);
  missing.push(...isDump(outcome));
  if (!needs.test(text)) missing.push("it does not say what is needed");
  if (!WAY.test(text)) missing.push("it names no fix and no way out");
  return missing;
}

/** Output that no command may print; empty if there is none. */
export function isDump(outcome: Outcome): string[] {
  const found = DUMP.exec(told(outcome));
  return found ? [`it prints a stack trace or a dump: ${found[0].trim()}`] : [];
}

/** A stack trace, an SDK object, an address run together with a request, transport errors. */
const DUMP =
  /^\s+at .+:\d+:\d+\)?$|UnhandledPromise|\[object Object\]|\$metadata|\bTypeError\b|127\.0\.0\.1:\d+[A-Z]{3,}|rpc error|goroutine \d|^panic:|Invalid (input|URL)|Too (small|big):/m;
const NEEDED = /\bneed(s|ed)\b|did you mean|\bmust\b|--yes|\bexpected\b/i;
/** A command, a suggested word, the required value; or a verb at the start of a sentence or clause. */
const WAY =
  /\b(pulumi|dbferry) (up|destroy|cancel|config|stack|refresh|resume|audit|status|preflight|extend|rotate)\b|did you mean|\bput (it|them) back\b|\brun .*again|needed: (one of|at least|at most|a|an) |(?:^|[;:,.(] ?|\b(?:or|and|to|then) )(?:choose|name|give|check|let|leave|correct|wait|write|remove|set|close) \S/m;

/** The command's own text, without the engine's table of resources and steps. */
function told({ text }: Outcome): string {
  const at = text.lastIndexOf("Diagnostics:");
  if (at < 0) return text;
  const end = text.indexOf("\nResources:", at);
  return text.slice(at, end < 0 ? undefined : end);
}

function bareAddress(text: string): string {
  return text.replace(/\/32$/, "");
}

function missing(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((one) => !after.includes(one));
}

/** A probed table keeps its row count; all others keep their contents too. A copy in progress may add rows. */
function outlives(before: string, now: string | undefined): boolean {
  if (now === undefined) return false;
  return before === now || Number.parseInt(now, 10) > Number.parseInt(before, 10);
}
