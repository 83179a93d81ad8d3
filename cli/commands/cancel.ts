import type { Command } from "commander";
import pc from "picocolors";
import { jsonText } from "../../model/printing/json";
import { visible } from "../../model/printing/visible";
import { type AuditResult, auditStack, describeTakenOver, EXIT_CODES, plain, verdictOf } from "../audit/audit";
import { auditText } from "../audit/text";
import { isAllByHand } from "../audit/unchecked";
import { type Emptied, emptyTarget } from "../cancel/emptying";
import { bringTo, closeRest, refreshAdvice } from "../cancel/engine";
import { type Facts, REMEMBERED, readFacts, remember } from "../cancel/facts";
import { blockingDatabases, restartObstacles } from "../cancel/restart";
import { lookAtTarget, type TargetState, whyNotEmptied } from "../cancel/target";
import { emptiedText, planText } from "../cancel/text";
import { confineToEngine } from "../engine/environment";
import { openWork, recoverInterrupted } from "../engine/work";
import { confirm, requireYesOrTerminal, withYes, type YesOption } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { interruptible } from "../terminal/interrupt";
import { print, printError, printRaw } from "../terminal/print";
import { comparisonStatus, Status } from "../terminal/status";

interface Options extends YesOption {
  stack?: string;
  cwd: string;
  emptyTarget?: boolean;
  loseTargetRows?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  withYes(
    program
      .command("cancel")
      .description(
        "cancel a migration in any phase: end its task, remove every opening and prove it by an audit. Exit code 0: nothing is left, " +
          "1: something is, 2: could not run, 3: not proven, because not everything could be checked",
      )
      .option("-s, --stack <name>", "the stack; the selected one by default")
      .option("-C, --cwd <folder>", "folder of the project", process.cwd())
      .option("--empty-target", "after showing it, remove from the target what this migration is proven to have copied")
      .option(
        "--lose-target-rows",
        "with --empty-target: also remove tables with rows that only the target has, or that could not be compared",
      )
      .option("--json", "as JSON"),
  ).action(cancel);
}

async function cancel(options: Options): Promise<void> {
  if (options.loseTargetRows && !options.emptyTarget)
    throw new UserError("--lose-target-rows applies only to --empty-target; needed: both options, or neither");
  requireYesOrTerminal("dbferry cancel", options);
  confineToEngine();
  const say = (line: string) => (options.json ? printError : print)(`${line}\n`);
  const work = await openWork(options, say);
  const { stack } = work;
  const facts = await readFacts(stack);
  let audit = await auditStack(stack);
  refuseAnother(facts, audit);
  if (audit.takenOver.length > 0) {
    const tasks = audit.takenOver.map((task) => visible(describeTakenOver(task))).join("\n");
    throw new UserError(`nothing was removed; use the stack that has the task now:\n${tasks}`, 1);
  }
  let target = await lookAtTarget(audit, facts);
  const agreed = options.emptyTarget ? removable(facts, audit, target) : undefined;
  say(planText(stack.name, facts, audit, target, agreed).trimEnd());
  await confirm(question(agreed), options);

  await recoverInterrupted(work);
  const kept = whyNotEmptied(facts, audit);
  await remember(stack, facts, kept);
  const failure = await bringTo(work, facts.cutOver ? "done" : "cancelled");
  if (failure) say(pc.red(failure));
  audit = await auditStack(stack, facts.recorded);
  const ours = audit.takenOver.length === 0;
  const closable = ours && audit.findings.length > 0;
  const notClosed = closable ? await closeRest(audit, facts, (line) => say(visible(line))) : [];
  if (closable) audit = await auditStack(stack, facts.recorded);
  // Do not delete what something may still be writing: another stack may have taken the task over in the meantime.
  const mayEmpty = audit.takenOver.length === 0 && (!failure || verdictOf(audit) === "nothingOpen");
  const emptied =
    agreed && mayEmpty && target.unseen === undefined ? await empty(audit, facts, target, agreed, options) : undefined;
  if (emptied) target = await lookAtTarget(audit, facts);
  // A refresh does not reach a host either, and what is on it is not gone.
  const held = audit.notLookedAt.some((one) => one.held);
  const obstacles = facts.cutOver ? [] : restartObstacles(audit, facts, target, new Date(), kept);
  const copiesLeft = agreed !== undefined && blockingDatabases(audit, facts, target).length > 0;
  if (emptied && !copiesLeft) await stack.removeConfig(REMEMBERED);
  report(
    {
      audit,
      emptied,
      obstacles,
      copiesLeft,
      facts,
      targetUnread: target.unseen,
      notClosed: [...notClosed, ...(failure && ours && !held ? [refreshAdvice(stack)] : [])],
    },
    options,
  );
}

/** Resource names come from the state: an audit under a different migration name would find nothing. */
function refuseAnother({ inState }: Facts, { migration }: AuditResult): void {
  if (inState.migration === undefined || inState.migration === migration.name) return;
  throw new UserError(
    `the configuration names the migration ${visible(migration.name)}, but the state belongs to ${visible(inState.migration)}; ` +
      "set the name from the state (dbferry:migration, name), then cancel again",
  );
}

/** Names of the databases that would be removed. @throws UserError if nothing on the target may be removed */
function removable(facts: Facts, audit: AuditResult, target: TargetState): string[] {
  const why = whyNotEmptied(facts, audit) ?? (target.unseen && `the target could not be checked: ${target.unseen}`);
  if (why)
    throw new UserError(
      `--empty-target: ${visible(why)}\nto close everything and leave the target untouched: dbferry cancel`,
      1,
    );
  if (target.unseen !== undefined) return [];
  return target.removals.filter(({ remove }) => remove !== "nothing").map(({ database }) => database.name);
}

function question(agreed: string[] | undefined): string {
  if (!agreed || agreed.length === 0) return "give this migration up?";
  return `give this migration up, and remove ${visible(agreed.join(", "))} from the target permanently?`;
}

async function empty(
  audit: AuditResult,
  facts: Facts,
  target: Extract<TargetState, { unseen?: undefined }>,
  agreed: string[],
  { loseTargetRows = false }: Options,
): Promise<Emptied[]> {
  const status = new Status();
  return interruptible(
    (signal) =>
      emptyTarget(audit, facts, target.options, {
        agreed,
        loseTargetRows,
        signal,
        progress: (now) => status.show(`comparing before anything is removed: ${comparisonStatus(now)}`),
      }),
    () => "stopped while the target was being emptied; `dbferry cancel --empty-target` continues",
  ).finally(() => status.clear());
}

interface Outcome {
  audit: AuditResult;
  emptied?: Emptied[];
  obstacles: string[];
  /** The target was to be emptied, but databases of the migration are still there. */
  copiesLeft: boolean;
  /** Why it is not known what is on the target. */
  targetUnread?: string;
  notClosed: string[];
  facts: Facts;
}

function report(
  { audit, emptied, obstacles, copiesLeft, targetUnread, notClosed, facts }: Outcome,
  { json, emptyTarget: wanted }: Options,
): void {
  const verdict = verdictOf(audit);
  const staying = copiesLeft || (wanted && (emptied === undefined || emptied.some(({ done }) => done === "stays")));
  process.exitCode = EXIT_CODES[verdict] || (staying ? 1 : targetUnread === undefined ? 0 : EXIT_CODES.notProven);
  if (json) {
    const { migration, ...audited } = plain(audit);
    const cancelled = verdict === "nothingOpen";
    printRaw(jsonText({ migration, cancelled, ...audited, emptied, targetUnread, inTheWay: obstacles }));
    return;
  }
  if (emptied) print(emptiedText(emptied));
  else if (wanted) print(pc.red("the target was not emptied: something may still be writing to it\n"));
  print(auditText(audit));
  for (const line of notClosed) printError(`${pc.red(visible(line))}\n`);
  const name = visible(audit.migration.name);
  if (verdict === "nothingOpen") {
    print(
      pc.green(
        facts.cutOver
          ? `closed: the cutover of ${name} remains valid, recorded at ${facts.cutOver}\n`
          : `cancelled: ${name}\n`,
      ),
    );
  } else if (verdict === "notProven" && isAllByHand(audit.notLookedAt))
    print(
      pc.yellow(
        `not proven: dbferry has nothing more to remove of ${name}, and does not see what a person has opened: close it by hand, as above\n`,
      ),
    );
  else if (audit.takenOver.length > 0) print(pc.red(`not cancelled: ${name}; another stack has its task now\n`));
  else print(pc.red(`not cancelled yet: ${name}; \`dbferry cancel\` continues\n`));
  if (targetUnread !== undefined && facts.cutOver)
    printError(pc.yellow(`not known what is on the target: ${visible(targetUnread)}\n`));
  if (facts.cutOver || audit.takenOver.length > 0) return;
  if (obstacles.length === 0) print("to start again: dbferry up --phase prepare\n");
  else print(`to resolve before starting again:\n${obstacles.map((line) => `  - ${visible(line)}\n`).join("")}`);
}
