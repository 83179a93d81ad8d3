import { setTimeout as sleep } from "node:timers/promises";
import type { Severity } from "../../plugin/log";
import type { Clouds } from "./clouds";
import type { Driver } from "./driver";
import { Cancelled, TimedOut } from "./failure";
import { Pace } from "./pace";
import type { TaskInfo } from "./task";

/** Context of one call to a resource. */
export interface CallContext {
  urn: string;
  clouds: Clouds;
  /** Polling interval, seconds. */
  pollSeconds: number;
  /** A task that is still moving data may be ended: the program cancels the migration, or permits its replacement. */
  endLiveTasks: boolean;
  /** The program cancels the migration. */
  cancels: boolean;
  /** Aborted when the engine cancels. */
  signal: AbortSignal;
  /** The resource's custom timeout in seconds; undefined: none was set. */
  timeoutSeconds?: number;
  log(severity: Severity, message: string): void;
  /** Progress: shown live on the resource's line, not kept. */
  progress(message: string): void;
  now(): Date;
  /**
   * The task's last read if it is fresh and no order has been given to any service since; otherwise reads it now
   * (`RecentReads`). Only for a step that follows another one in the same update: after a wait or an order of its own, a
   * step uses `describe`.
   * @param suffices whether the last read will do; default: it does
   */
  lately(driver: Driver, id: string, suffices?: (task: TaskInfo | undefined) => boolean): Promise<TaskInfo | undefined>;
  /** Likewise, every task with exactly this name. */
  foundLately(driver: Driver, name: string): Promise<TaskInfo[]>;
}

/** The part that a wait needs. */
export type Waiting = Pick<CallContext, "pollSeconds" | "signal" | "timeoutSeconds">;

/** Waits between two polls; throws `Cancelled` as soon as the engine cancels. */
export async function pause(ctx: Waiting, doing: string, seconds = ctx.pollSeconds): Promise<void> {
  throwIfCancelled(ctx, doing);
  try {
    await sleep(seconds * 1000, undefined, { signal: ctx.signal });
  } catch {
    throw new Cancelled(doing);
  }
}

export function throwIfCancelled(ctx: Waiting, doing: string): void {
  if (ctx.signal.aborted) throw new Cancelled(doing);
}

function slowing(ctx: Waiting): () => number {
  const pace = new Pace(ctx.pollSeconds);
  return () => pace.next({ changed: false });
}

/**
 * Polls until `look` returns something other than undefined.
 * @param limitSeconds maximum duration; undefined: unlimited
 * @param pauseSeconds until the next poll; default: increasing while nothing changes (`Pace`)
 */
export async function waitFor<T>(
  ctx: Waiting,
  doing: string,
  limitSeconds: number | undefined,
  look: () => Promise<T | undefined>,
  pauseSeconds = slowing(ctx),
): Promise<T> {
  const limit = limitSeconds ?? ctx.timeoutSeconds;
  const end = limit === undefined ? Number.POSITIVE_INFINITY : Date.now() + limit * 1000;
  for (;;) {
    throwIfCancelled(ctx, doing);
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= end)
      throw new TimedOut(`gave up ${doing} after ${limit} s; run the update again, which continues from there`);
    await pause(ctx, doing, Math.max(0.01, Math.min(pauseSeconds(), (end - Date.now()) / 1000)));
  }
}
