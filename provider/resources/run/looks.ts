import { visible } from "../../../model/printing/visible";
import type { CallContext } from "../../core/context";
import type { Driver } from "../../core/driver";
import { isTransient, messageOf } from "../../core/failure";
import { Pace } from "../../core/pace";
import type { Progress, TaskInfo } from "../../core/task";
import { describe } from "./task";

/** A temporary API outage must not end the monitoring of a load that takes days. */
const SILENCE_LIMIT_SECONDS = 900;

/**
 * Polls a running task: its progress, and the task itself unless the progress shows that its state has not changed.
 * Decisions are based on the task only.
 */
export class Looks {
  pauseSeconds: number;
  private readonly pace: Pace;
  private heard = Date.now();
  private task: TaskInfo | undefined;
  private shown = "";
  /** Time and progress of the load at the first poll, for its speed. */
  private began: { at: number; percent: number } | undefined;

  constructor(
    private readonly ctx: CallContext,
    private readonly driver: Driver,
    private readonly id: string,
    /** The task's present state, as the first poll. */
    private first?: TaskInfo,
  ) {
    this.pace = new Pace(ctx.pollSeconds);
    this.pauseSeconds = ctx.pollSeconds;
  }

  /**
   * The task, if it has entered a new state since the previous poll; undefined if nothing has changed or there was no
   * answer.
   */
  async next(): Promise<TaskInfo | undefined> {
    const progress = this.task && !this.task.progress ? await this.progress() : undefined;
    const sameState = progress?.vendorState !== undefined && progress.vendorState === this.task?.vendorState;
    const { first } = this;
    this.first = undefined;
    const task = sameState ? undefined : (first ?? (await this.describe()));
    if (task) this.task = task;
    this.show(progress ?? task?.progress);
    return task;
  }

  private async describe(): Promise<TaskInfo | undefined> {
    try {
      const task = await describe(this.driver, this.id);
      this.heard = Date.now();
      return task;
    } catch (error) {
      if (!isTransient(error) || Date.now() - this.heard > SILENCE_LIMIT_SECONDS * 1000) throw error;
      this.ctx.progress(`no response from ${this.driver.title}, retrying: ${messageOf(error)}`);
      return undefined;
    }
  }

  private async progress(): Promise<Progress | undefined> {
    try {
      const progress = await this.driver.progress(this.id);
      this.heard = Date.now();
      return progress;
    } catch (error) {
      this.ctx.log("debug", `no progress to show: ${messageOf(error)}`);
      return undefined;
    }
  }

  private show(progress: Progress | undefined): void {
    if (!this.task) return;
    const line = progressLine(this.task, progress && steady(progress));
    this.pauseSeconds = this.pace.next({
      changed: line !== this.shown,
      remainingSeconds: this.task.state === "full" ? progress?.remainingSeconds || undefined : undefined,
    });
    this.shown = line;
    this.ctx.progress(progressLine(this.task, progress, this.percentPerHour(progress)));
  }

  private percentPerHour(progress: Progress | undefined): number | undefined {
    const percent = progress?.percent;
    if (this.task?.state !== "full" || percent === undefined) return undefined;
    const now = this.ctx.now().getTime();
    this.began ??= { at: now, percent };
    const [done, hours] = [percent - this.began.percent, (now - this.began.at) / 3_600_000];
    return done > 0 && hours > 0 ? done / hours : undefined;
  }
}

/** Excludes what changes with every poll, such as the speed: it does not count as a change of the task. */
function steady({ rows: _rows, rowsPerSecond: _speed, megabytesBehind: _behind, ...rest }: Progress): Progress {
  return rest;
}

/** `full load 42%, 12%/h, 81,200 rows, about 3 min left (FULL_TRANSFER_STARTED)` */
export function progressLine(task: TaskInfo, progress: Progress | undefined, perHour?: number): string {
  const words: Partial<Record<TaskInfo["state"], string>> = {
    configuring: "waiting for the task to start",
    scheduled: "scheduled",
    starting: "starting",
    full: "full load",
    fullDone: "full load done",
    incremental: "replicating",
    maintenance: "the vendor is repairing or upgrading the node",
  };
  const parts = [words[task.state] ?? task.state];
  if (task.state === "full" && progress?.percent !== undefined) parts[0] += ` ${progress.percent}%`;
  if (task.state === "full" && perHour !== undefined)
    parts.push(`${perHour < 10 ? perHour.toFixed(1) : Math.round(perHour)}%/h`);
  parts.push(...rowsOf(task, progress));
  const left = task.state === "full" ? secondsLeft(progress, perHour) : undefined;
  if (left) parts.push(`about ${Math.ceil(left / 60)} min left`);
  if (task.state === "incremental" && progress?.lagSeconds !== undefined) parts.push(`${progress.lagSeconds} s behind`);
  if (task.state === "incremental" && progress?.megabytesBehind !== undefined)
    parts.push(`${count(progress.megabytesBehind)} MB of binary log to apply`);
  return `${parts.join(", ")} (${visible(task.vendorState)})`;
}

/** Rows of the load, or the rate if the service reports that. */
function rowsOf({ state }: TaskInfo, { rows, rowsPerSecond }: Partial<Progress> = {}): string[] {
  if (state !== "full") return [];
  return [
    ...(rows === undefined ? [] : [`${count(rows)} rows`]),
    ...(rowsPerSecond === undefined ? [] : [`${count(rowsPerSecond)} rows/s`]),
  ];
}

const count = (value: number) => Math.round(value).toLocaleString("en-US");

/** The vendor's estimate or, without one, computed from the speed so far. */
function secondsLeft(progress: Progress | undefined, perHour: number | undefined): number | undefined {
  if (progress?.remainingSeconds) return progress.remainingSeconds;
  if (progress?.percent === undefined || perHour === undefined) return undefined;
  return ((100 - progress.percent) / perHour) * 3600;
}
