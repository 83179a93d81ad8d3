import { isDeepStrictEqual } from "node:util";
import { readDate } from "../../../model/expiry";
import { visible, visibleLines } from "../../../model/printing/visible";
import { remedyIn } from "../../../model/troubles";
import type { Verdict } from "../../../model/verdict";
import { type CallContext, pause, waitFor } from "../../core/context";
import type { Driver } from "../../core/driver";
import { TimedOut, UserProblem } from "../../core/failure";
import type { PrecheckItem, PrecheckReport, TaskInfo } from "../../core/task";
import { bullets } from "../shared";
import type { AcceptedWarning } from "./plan";
import { describe } from "./task";

const PRECHECK_LIMIT_SECONDS = 3600;
const BEGIN_LIMIT_SECONDS = 600;

/** One item of the vendor's precheck as a verdict. An unknown result is never a pass. */
export function toVerdict(item: PrecheckItem, title: string): Verdict {
  const status = item.result === "unknown" ? "undetermined" : item.result;
  const remedy = remedyFor(item);
  return {
    id: item.item,
    title: item.item,
    status,
    found:
      [item.text ?? item.data, item.reason && `(${item.reason})`].filter(Boolean).join(" ") ||
      item.vendorResult ||
      "no result",
    needed: item.needed ?? "a pass",
    source: `${title} precheck`,
    ...(status === "pass" || !remedy ? {} : { remedy }),
    ...(item.group ? { group: item.group } : {}),
  };
}

/** A server's own message says more than the item's name. */
function remedyFor({ item, text, data, reason, remedy }: PrecheckItem): string | undefined {
  return remedyIn([text, data].filter(Boolean).join("\n")) ?? remedy ?? remedyIn(`${item} ${reason ?? ""}`);
}

/** A precheck that prevents the start. */
export class PrecheckFailed extends UserProblem {
  constructor(
    readonly failed: readonly Verdict[],
    message: string,
  ) {
    super(message);
    this.name = "PrecheckFailed";
  }
}

/** A precheck that permits the start. */
export interface Passed {
  verdicts: Verdict[];
  /** The task, if it was read after the check had finished. */
  task?: TaskInfo;
}

/**
 * Runs the vendor's precheck and judges it. A failed item or an unknown result prevents the start; all are reported
 * together. A warning is only shown if the service allows that; otherwise it prevents the start too, unless it is
 * accepted by name.
 */
export async function precheck(
  ctx: CallContext,
  driver: Driver,
  { id, lastCheck }: TaskInfo,
  purpose: "start" | "retry",
  accepted: readonly AcceptedWarning[] = [],
): Promise<Passed> {
  const before = lastCheck === undefined ? undefined : (await describe(driver, id)).lastCheck;
  const shown = await earlierReport(ctx, driver, id);
  const isNew = await driver.startPrecheck(id, purpose);
  // If the service does not identify checks, only one that was seen running can be distinguished from an earlier one
  // with the same report.
  const isUnmarked = shown !== undefined && shown.check === undefined;
  if (isNew && !isUnmarked) {
    ctx.progress(`${driver.title} is running its precheck`);
    await pause(ctx, `waiting for the precheck of the task ${id}`);
  }
  const task = isNew && before !== undefined ? await begun(ctx, driver, id, before) : undefined;
  let first = isNew && shown ? await otherThan(ctx, driver, id, shown) : undefined;
  let hasRun = false;
  const report = await waitFor(ctx, `waiting for the precheck of the task ${id}`, PRECHECK_LIMIT_SECONDS, async () => {
    const seen = first ?? (await driver.precheckReport(id));
    first = undefined;
    ctx.progress(`${driver.title} is running its precheck (${seen.items.length} items so far)`);
    hasRun ||= seen.running;
    return seen.running ? undefined : seen;
  });
  const verdicts = report.items.map((item) => toVerdict(item, driver.title));
  const stopping = verdicts.filter((verdict) => verdict.status === "fail" || verdict.status === "undetermined");
  const warnings = verdicts.filter(({ status }) => status === "warning");
  const open =
    driver.onWarning === "show" ? [] : warnings.filter(({ id }) => acceptance(ctx, id, accepted) === undefined);
  const odd = oddities(report);
  if (stopping.length > 0 || odd.length > 0 || open.length > 0) {
    throw new PrecheckFailed(
      stopping.filter(({ status }) => status === "fail"),
      `${driver.title} precheck failed; the task was not started: correct this and run the update again, which repeats the precheck\n${bullets([...stopping.map(show), ...open.map(toBeAccepted), ...odd])}`,
    );
  }
  for (const verdict of warnings) {
    const by = acceptance(ctx, verdict.id, accepted);
    const told = by ? `; accepted by ${by.owner} until ${by.expires}: ${by.reason}` : "";
    ctx.log("warning", `${driver.title} precheck: ${show(verdict)}${visible(told)}`);
  }
  // A task that was read while the check was running is outdated.
  return { verdicts, ...(task?.state === "configuring" && !hasRun ? { task } : {}) };
}

/**
 * The report before the order. If the service does not identify checks, one that is already running may have been
 * ordered before the task's last change, by somebody else or by an interrupted run, and would look like ours once it
 * has finished; so it is waited for.
 */
async function earlierReport(ctx: CallContext, driver: Driver, id: string): Promise<PrecheckReport | undefined> {
  const doing = `waiting for an earlier precheck of the task ${id} to end (it does not prove the present settings; no new one was ordered, and nothing was started)`;
  const { report } = await waitFor(ctx, doing, PRECHECK_LIMIT_SECONDS, async () => {
    const report = await driver.shownPrecheck?.(id);
    if (!report?.running || report.check !== undefined) return { report };
    ctx.progress(`${driver.title} is still running an earlier precheck; a new one follows`);
    return undefined;
  });
  return report;
}

const notBegun = (title: string, id: string) =>
  `waiting for the precheck of the task ${id} to begin (${title} still shows the previous one)`;

/** Waits until the task shows the new check: the previous one's report is outdated. */
async function begun(ctx: CallContext, driver: Driver, id: string, before: string): Promise<TaskInfo> {
  return waitFor(ctx, notBegun(driver.title, id), BEGIN_LIMIT_SECONDS, async () => {
    const task = await describe(driver, id);
    return task.lastCheck && task.lastCheck !== before ? task : undefined;
  });
}

/**
 * The same by the report: waits until it belongs to another check or, if the service does not identify checks, until it
 * shows a running check or differs. An identical report may be the previous check's.
 * @returns the first report of the new check
 * @throws UserProblem
 */
async function otherThan(ctx: CallContext, driver: Driver, id: string, shown: PrecheckReport): Promise<PrecheckReport> {
  const end = Date.now() + BEGIN_LIMIT_SECONDS * 1000;
  const isMarked = shown.check !== undefined;
  const look = async () => {
    const seen = await driver.precheckReport(id);
    if (isMarked ? seen.check !== shown.check : seen.running || !isSame(seen, shown)) return seen;
    ctx.progress(`${driver.title} still shows the precheck before`);
    if (Date.now() < end) return undefined;
    throw isMarked
      ? new TimedOut(
          `gave up ${notBegun(driver.title, id)} after ${BEGIN_LIMIT_SECONDS} s; run the update again, which continues from there`,
        )
      : new UserProblem(
          `${driver.title} accepted a precheck of the task ${id}, but after ${BEGIN_LIMIT_SECONDS} s still shows the same report as before it, and has shown no check ` +
            "that runs: it is not proven that the new one has passed, and nothing was started; run the update again, which orders another one.\n" +
            "  If this repeats: a new task has no earlier report: pulumi up --replace with the URN of its ReplicationTask, which loads again whatever this one has loaded",
        );
  };
  // At a constant interval, so that no check that takes longer is missed.
  return waitFor(ctx, `waiting for the precheck of the task ${id} to begin`, undefined, look, () => ctx.pollSeconds);
}

/** The service may list the items of one report in a different order each time. */
function isSame(one: PrecheckReport, other: PrecheckReport): boolean {
  const sorted = ({ items, ...rest }: PrecheckReport) => ({
    ...rest,
    items: items.map((item) => JSON.stringify(item)).sort(),
  });
  return isDeepStrictEqual(sorted(one), sorted(other));
}

/** The acceptance of a warning that is valid now. */
function acceptance(ctx: CallContext, item: string, accepted: readonly AcceptedWarning[]): AcceptedWarning | undefined {
  return accepted.find((one) => one.item === item && (readDate(one.expires)?.getTime() ?? 0) > ctx.now().getTime());
}

function toBeAccepted(verdict: Verdict): string {
  const how = `task.acceptedWarnings: [{ item: ${verdict.id}, reason: …, owner: …, expires: … }]`;
  return `${show(verdict)}; with a warning the task starts only if the warning is accepted by name: ${visible(how)}`;
}

/** A report that contradicts itself is not a pass. */
function oddities(report: PrecheckReport): string[] {
  if (report.items.length === 0) return ["the precheck lists no items; needed: every item checked"];
  const bad = report.items.some((item) => item.result === "fail" || item.result === "unknown");
  const alarms = report.items.some((item) => item.result === "warning");
  if (bad || alarms || report.passRate === 100) return [];
  return [`the pass rate is ${report.passRate ?? "unknown"} although no item failed; needed: 100%`];
}

function show(verdict: Verdict): string {
  const words = {
    fail: "failed",
    undetermined: "result unknown",
    warning: "alarm",
    pass: "passed",
    notApplicable: "not applicable",
  };
  const fix = verdict.remedy ? `; fix: ${verdict.remedy}` : "";
  const { id, found, needed } = verdict;
  return `${visible(`${id}: ${words[verdict.status]}; found: ${found}; needed: ${needed}`)}${visibleLines(fix)}`;
}
