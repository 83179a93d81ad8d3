import { translated } from "../../core/states";
import type { TaskInfo, TaskState } from "../../core/task";
import type { WireJob, WireStep } from "./wire";

/**
 * Every documented state of a migration task (DescribeMigrationJobs, DescribeMigrationDetail), and its meaning here for
 * a task that loads and then replicates. `running` and failures are distinguished by the task's current step, `success`
 * by its kind.
 */
export const DTS_STATES: Readonly<Record<string, TaskState>> = {
  creating: "creating",
  created: "configuring",
  // It accepts no commands until the check is over.
  checking: "creating",
  checkPass: "configuring",
  checkNotPass: "configuring",
  readyRun: "scheduled",
  running: "full",
  // It has caught up, and replicates until it is completed.
  readyComplete: "incremental",
  resuming: "starting",
  pausing: "pausing",
  manualPaused: "paused",
  stopping: "ending",
  completing: "ending",
  success: "ended",
  canceled: "ended",
  failed: "fullFailed",
  error: "fullFailed",
  resumableErr: "fullFailed",
};

/** The billing state of a task, where it adds to the task's state: an isolated task neither runs nor is billed. */
export const TRADE_STATES: Readonly<Record<string, TaskState | undefined>> = {
  normal: undefined,
  resizing: undefined,
  reversing: undefined,
  notBilled: undefined,
  isolating: "ending",
  isolated: "ended",
  offlining: "ended",
  offlined: "ended",
};

/** States in which nothing was ever started, or nothing is left to stop. */
const IDLE: ReadonlySet<string> = new Set([
  "creating",
  "created",
  "checking",
  "checkPass",
  "checkNotPass",
  "success",
  "canceled",
  "failed",
]);

export function endsBy({ Status = "" }: WireJob): NonNullable<TaskInfo["endsBy"]> {
  if (IDLE.has(Status)) return "release";
  return Status === "readyComplete" ? "completion" : "stop";
}

/** Whether a task is being or has been released. */
export function isReleasing({ TradeInfo }: WireJob): boolean {
  return RELEASING.has(TradeInfo?.TradeStatus ?? "");
}
const RELEASING = new Set(Object.keys(TRADE_STATES).filter((trade) => TRADE_STATES[trade] !== undefined));

/** Whether a task is no longer billed. */
export function isReleased(job: WireJob): boolean {
  return TRADE_STATES[job.TradeInfo?.TradeStatus ?? ""] === "ended";
}

export function dtsState(job: WireJob): TaskState {
  const trade = job.TradeInfo?.TradeStatus;
  if (trade !== undefined && trade !== "") {
    const state = translated(TRADE_STATES, trade);
    if (state) return state;
  }
  const status = job.Status ?? "";
  const state = translated(DTS_STATES, status);
  switch (state) {
    case "scheduled":
      return job.RunMode === "timed" ? "scheduled" : "starting";
    case "full":
      return isReplicating(job) ? "fullDone" : "full";
    case "fullFailed":
      return isReplicating(job) ? "incrementalFailed" : "fullFailed";
    case "ended":
      // A load without replication ends by itself, and stays finished until it is released.
      return status === "success" && job.MigrateOption?.MigrateType === "full" ? "fullDone" : "ended";
    default:
      return state;
  }
}

/** The vendor's words that the state was derived from. */
export function wordsOf(job: WireJob): string {
  const trade = job.TradeInfo?.TradeStatus;
  const billed = trade === undefined || trade === "" || trade === "normal" || trade === "notBilled";
  const step = job.Status === "running" ? stepNow(job)?.StepId : undefined;
  return [job.Status ?? "", step, billed ? undefined : trade].filter(Boolean).join(", ");
}

/** The current step: the one that is running or failed, else the last finished one. */
export function stepNow(job: WireJob): WireStep | undefined {
  const steps = job.StepInfo?.StepInfo ?? [];
  return steps.find(({ Status }) => Status === "running" || Status === "failed") ?? steps.findLast(isDone);
}

/** Documented as `success`; responses also contain `finished`. */
export function isDone({ Status }: WireStep): boolean {
  return Status === "success" || Status === "finished";
}

/**
 * The last step of a task with replication applies the source's binary log. Step ids are not documented, so the words
 * in id and name decide; a step that migrates structure or checks something may contain "sync" as well.
 */
export function isBinlogStep({ StepId, StepName }: WireStep): boolean {
  const words = `${StepId ?? ""} ${StepName ?? ""}`
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  if (words.some((word) => OTHER_WORDS.has(word))) return false;
  return words.some((word) => BINLOG_WORDS.has(word));
}
const BINLOG_WORDS: ReadonlySet<string> = new Set(["sync", "sinker", "incr", "incremental", "increment", "binlog"]);
const OTHER_WORDS: ReadonlySet<string> = new Set([
  "full",
  "struct",
  "structure",
  "schema",
  "account",
  "accounts",
  "privilege",
  "check",
  "init",
  "dump",
  "load",
]);

/** A task with only a load never replicates, and no task does before its load is done. */
export function isReplicating(job: WireJob): boolean {
  const step = stepNow(job);
  if (!step || !isBinlogStep(step) || job.MigrateOption?.MigrateType === "full") return false;
  const steps = job.StepInfo?.StepInfo ?? [];
  return steps.slice(0, steps.indexOf(step)).every(isDone);
}
