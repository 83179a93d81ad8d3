import { readMark } from "../../model/expiry";
import { bearsAnothers } from "../../model/owner";
import { isStateId, writtenId } from "../../model/ownership";
import { visible } from "../../model/printing/visible";
import { remedyIn } from "../../model/troubles";
import { type CallContext, pause, waitFor } from "../core/context";
import type { Driver } from "../core/driver";
import { TimedOut, UserProblem } from "../core/failure";
import { hasCopied, isFailed, isLive, isOver, isPast } from "../core/states";
import type { TaskInfo } from "../core/task";

/** Time for catching up, creating triggers and events, and releasing the node. */
const END_LIMIT_SECONDS = 3600;

/** The vendors' own tools give a release this long. */
const REMOVE_LIMIT_SECONDS = 900;

/**
 * Ends a task permanently and removes its record; succeeds if it is already gone. A task that still replicates is
 * refused, or ended properly first if permitted. What cannot be ended properly is then ended by force, because it would
 * keep costing money.
 */
export async function endAndDelete(
  ctx: CallContext,
  driver: Driver,
  id: string,
  whenLive: "refuse" | "end",
): Promise<void> {
  const task = await settled(ctx, driver, id, () => ctx.lately(driver, id, isPast));
  if (!task) return;
  refuseAnothers(ctx, driver, task);
  refuseLive(ctx, driver, task, whenLive);
  const judge = (now: TaskInfo) => refuseLive(ctx, driver, now, whenLive);
  const ended = isOver(task.state) ? task : await end(ctx, driver, task, { force: "ifNeeded", judge });
  if (ended) await removeRecord(ctx, driver, ended);
}

/**
 * Removes an ended task, and waits until the vendor shows that it is gone or bills no longer.
 * @throws UserProblem naming what the vendor still shows
 */
export async function removeRecord(ctx: CallContext, driver: Driver, task: TaskInfo): Promise<void> {
  const { id } = task;
  let left: string | undefined;
  let isAsked = false;
  try {
    await waitFor(ctx, `waiting for the task ${id} to be released`, REMOVE_LIMIT_SECONDS, async () => {
      left = await driver.deleteRecord(task, isAsked);
      isAsked = true;
      if (left === undefined) return true;
      ctx.progress(`${driver.title} is releasing the task (${visible(left)})`);
      return undefined;
    });
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    throw new UserProblem(
      `${driver.title} accepted the request to release the task ${id} but still shows it (${visible(left ?? "")}) after ${REMOVE_LIMIT_SECONDS / 60} ` +
        "minutes: it may still be billed; run it again, or release it in the vendor's console",
    );
  }
}

/**
 * Like `endAndDelete`, but keeps the record, which belongs to another resource. The caller has decided that the task
 * may end.
 */
export async function endAndKeep(ctx: CallContext, driver: Driver, id: string): Promise<void> {
  const task = await settled(ctx, driver, id, () => ctx.lately(driver, id, isPast));
  if (!task || isOver(task.state)) return;
  refuseAnothers(ctx, driver, task);
  await end(ctx, driver, task, { force: "ifNeeded" });
}

/**
 * Ends a task properly: everything on the source has reached the target, and triggers and events exist there. Never by
 * force.
 * @param judge throws when the task's state does not allow the end
 * @returns false when there was nothing to end
 */
export async function endProperly(
  ctx: CallContext,
  driver: Driver,
  id: string,
  judge: (task: TaskInfo) => void = () => {},
): Promise<boolean> {
  const task = await settled(ctx, driver, id);
  if (!task || isOver(task.state)) return false;
  refuseAnothers(ctx, driver, task);
  judge(task);
  await end(ctx, driver, task, { force: "never", judge });
  return true;
}

/**
 * Refuses to do anything to a task that another stack has taken over.
 *
 * @param made its description in the state
 * @throws UserProblem
 */
export function refuseAnothers(ctx: CallContext, driver: Driver, task: TaskInfo, made?: string): void {
  if (bearsAnothers(task.description, ctx.clouds.stateId, made)) throw takenOver(ctx, driver, task);
}

function takenOver({ urn }: CallContext, driver: Driver, task: TaskInfo): UserProblem {
  const { stack = "another stack", state = "" } = readMark(task.description) ?? {};
  // Only given a mark with this stack's own name: with another stack's id, it would take that stack's resources for its
  // own.
  const [, own, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn) ?? [];
  const isOwn = stack.endsWith(`/${project}/${own}`) && isStateId(state);
  const sdk = isOwn
    ? `\n  if this stack created it with an earlier version of a generated SDK: pulumi config set dbferry:stateId ${writtenId(state, { project: project!, stack: own! })}`
    : "";
  return new UserProblem(
    `${nameOf(driver, task)} is no longer this stack's: by its mark the stack ${visible(stack)} has taken it over (${visible(task.vendorState)}), so it is not ` +
      "touched; needed: a task with this stack's mark. To continue it, use that stack.\n" +
      `  to forget this stack, whose state is then lost, and leave everything in the clouds as it is: pulumi stack rm --force${sdk}`,
  );
}

/**
 * A replication that failed counts as well: once its cause is corrected it continues where it stopped, which nothing
 * else can do.
 * @throws UserProblem when the task is moving data and ending it was not permitted
 */
export function refuseLive(ctx: CallContext, driver: Driver, task: TaskInfo, whenLive: "refuse" | "end"): void {
  if (hasCopied(task.state, task.mode) && whenLive === "refuse" && !ctx.endLiveTasks) throw stillLive(driver, task);
}

/**
 * Whether ending a live task is permitted: by both the recorded and the current inputs, or by the provider's
 * configuration.
 */
export function mayEnd({ endLiveTasks }: CallContext, recorded: unknown, wanted: unknown): boolean {
  return endLiveTasks || (recorded === "end" && wanted === "end");
}

function stillLive(driver: Driver, task: TaskInfo): UserProblem {
  return new UserProblem(
    `${nameOf(driver, task)} ${isLive(task.state, task.mode) ? "still " : ""}${moves(task)}, so it is not ended; ` +
      `needed: a proven cutover, or permission to end it.\n${isFailed(task.state) ? GO_ON : ""}${WAYS_OUT}`,
  );
}

/** The refusal to replace a task that is moving data. */
export function liveReplaced(driver: Driver, task: TaskInfo, changes: readonly string[]): UserProblem {
  return new UserProblem(
    `${nameOf(driver, task)} ${moves(task)}, and these cannot change while it does: ${changes.join(", ")}; needed: the values that the ` +
      `task was created with, so put them back, or create a new migration in another stack.\n${WAYS_OUT}`,
  );
}

/** The refusal for a missing EIP: a new one would have a different address. */
export function addressGone(driver: Driver, task: TaskInfo, address: string): UserProblem {
  return new UserProblem(
    `the public address ${address} of ${nameOf(driver, task)} is gone, or is no longer the one in the state, and the task ${moves(task)}; ` +
      `needed: that address, because a task keeps the one that it was created with. If the vendor still has it, bind it ` +
      "to the task again and run the update again.\n" +
      "  to give the migration up: dbferry cancel, which reports what is on the target and what prevents beginning again",
  );
}

const GO_ON = "  to let it continue: correct the cause, then dbferry up --phase migrate\n";
const WAYS_OUT =
  "  to finish: the phase cutover, then done\n" +
  "  to give the migration up: dbferry cancel\n" +
  "  to let this command end the task: pulumi config set --path migration.protectLiveTask false, then pulumi up (a program of " +
  'your own: protectLiveTask of the Migration, or whenLive: "end" of the resource)';

function moves({ state, mode, vendorState }: TaskInfo): string {
  return `${isLive(state, mode) ? "moves data" : "has moved data, and may continue"} (${visible(vendorState)})`;
}

function nameOf(driver: Driver, task: TaskInfo): string {
  return `the task '${task.name}' (${task.id}) of ${driver.title}`;
}

/**
 * Waits until the task has left the states in which the vendor accepts no commands.
 * @param first the task's first read
 */
async function settled(
  ctx: CallContext,
  driver: Driver,
  id: string,
  first: () => Promise<TaskInfo | undefined> = () => driver.describe(id),
): Promise<TaskInfo | undefined> {
  const gone = Symbol("gone");
  let look = first;
  const task = await waitFor(ctx, `waiting for the task ${id} to settle`, END_LIMIT_SECONDS, async () => {
    const seen = await look();
    look = () => driver.describe(id);
    if (!seen) return gone;
    const moving = ["creating", "pausing", "ending"].includes(seen.state);
    if (moving) ctx.progress(`${driver.title}: ${seen.vendorState}`);
    return moving ? undefined : seen;
  });
  return typeof task === "symbol" ? undefined : task;
}

interface How {
  force: "never" | "ifNeeded";
  /** As in `endProperly`: the service may be busy with the task for an hour before it accepts the order. */
  judge?: (task: TaskInfo) => void;
}

/** @returns the task that has ended; undefined: it is gone */
async function end(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  { force, judge = () => {} }: How,
): Promise<TaskInfo | undefined> {
  const again = (now: TaskInfo) => {
    refuseAnothers(ctx, driver, now);
    judge(now);
  };
  const neverStarted = ["configuring", "scheduled", "startFailed"].includes(task.state);
  let now = task;
  if (force === "never" || !(neverStarted || task.state === "endFailed")) {
    const after = await endOnce(ctx, driver, task, false, again);
    if (after.ended) return after.now;
    now = after.now;
    if (force === "never")
      throw new UserProblem(`${after.why}; run the update again, which ends it again, or end it in the console`);
    if (isLive(task.state, task.mode)) {
      ctx.log("warning", `${after.why}; ending it by force: triggers and events may be missing on the target`);
    }
  }
  refuseAnothers(ctx, driver, now);
  const after = await endOnce(ctx, driver, now, true, again);
  if (!after.ended) throw new UserProblem(`${after.why}; it may still be billed: end it in the console`);
  return after.now;
}

/** With the task as last read. */
type Ended = { ended: true; now: TaskInfo | undefined } | { ended: false; now: TaskInfo; why: string };

/**
 * Requests the end, retries while the vendor is busy with the task, and waits for the outcome.
 * @param again called before each further attempt; throws when the task must no longer be ended
 */
async function endOnce(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  force: boolean,
  again: (now: TaskInfo) => void,
): Promise<Ended> {
  const { id } = task;
  let known: TaskInfo | undefined = task;
  const refusal = await waitFor(ctx, `ending the task ${id}`, END_LIMIT_SECONDS, async () => {
    if (!known) {
      known = await driver.describe(id);
      if (isPast(known)) return { text: undefined };
      again(known!);
    }
    const answer = await driver.end(known!, force);
    if (answer.taken) return { text: undefined };
    // Its state may have changed by the next attempt.
    known = undefined;
    return answer.why === "busy" ? undefined : { text: answer.text };
  });
  if (refusal.text !== undefined) {
    const now = await driver.describe(id);
    if (!now || isOver(now.state)) return { ended: true, now };
    // The end was already requested by somebody else, so only wait for it.
    if (now.state !== "ending") return { ended: false, now, why: refusal.text };
  } else {
    ctx.progress(`${driver.title} is ending the task`);
    // The order was given just now, so there is no outcome yet.
    await pause(ctx, `waiting for the task ${id} to end`);
  }
  let wasEnding = false;
  return waitFor(ctx, `waiting for the task ${id} to end`, END_LIMIT_SECONDS, async () => {
    const now = await driver.describe(id);
    if (!now || isOver(now.state)) return { ended: true, now };
    wasEnding ||= now.state === "ending";
    if (now.state === "unknown") {
      throw new UserProblem(
        `${driver.title} reports a state that dbferry does not know for the task ${id}: '${now.vendorState}'; check the task in the vendor's console before continuing`,
      );
    }
    if (isEndLost(now, task, wasEnding)) {
      const reason = visible(now.reason ?? "no reason given");
      const known = now.reason && remedyIn(now.reason);
      const why = `${driver.title} could not end the task ${id} (${visible(now.vendorState)}): ${reason}`;
      return { ended: false, now, why: known ? `${why}; meaning: ${known}` : why };
    }
    ctx.progress(`${driver.title} is ending the task (${now.vendorState})`);
    return undefined;
  });
}

/** Whether the end has failed: the task has failed since it was ordered, or no longer ends although it did. */
function isEndLost({ state }: TaskInfo, before: TaskInfo, wasEnding: boolean): boolean {
  if (state === "ending" || state === "maintenance") return false;
  return wasEnding || state === "endFailed" || (isFailed(state) && state !== before.state);
}
