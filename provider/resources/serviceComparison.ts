import { createHash } from "node:crypto";
import { visible } from "../../model/printing/visible";
import type { OrderedCheck } from "../../model/spec/consistencyCheck";
import { undetermined } from "../../mysql/check";
import type { ServiceComparison as Gate } from "../../mysql/gates/types";
import type { Position } from "../../mysql/position";
import { tableId } from "../../mysql/tableName";
import {
  type ComparisonInfo,
  type ComparisonOrder,
  type ComparisonOutcome,
  judgeComparison,
  type ServiceComparison,
} from "../core/comparison";
import { type Waiting, waitFor } from "../core/context";
import type { Driver } from "../core/driver";
import { Cancelled, isTransient, UserProblem } from "../core/failure";
import type { TaskInfo } from "../core/task";

/** Time limit; a comparison reads everything on both servers. */
const LIMIT_SECONDS = 86_400;
/** A comparison is listed as soon as it is ordered, and starts when the service has capacity. */
const APPEAR_LIMIT_SECONDS = 600;

const AGAIN = "see it in the vendor's console and run it again, which orders a new comparison";

type Ctx = Waiting & { progress(message: string): void };

/**
 * The gate in which the service itself compares the task's source and target: by a comparison that was ordered after
 * writes had stopped. One that an earlier, killed run ordered for the same position is recognised by its name and used.
 */
export function comparedBy(ctx: Ctx, driver: Driver, task: TaskInfo | undefined, check: OrderedCheck): Gate {
  return async (all, position, empty) => {
    const { title, can } = driver;
    const isEmpty = new Set(empty.map(({ database, table }) => tableId(database, table)));
    const tables = can.comparison?.leavesOutEmpty
      ? all.filter(({ database, table }) => !isEmpty.has(tableId(database, table)))
      : all;
    try {
      if (!can.comparison)
        return undetermined(`dbferry cannot have ${title} compare`, "", "task.consistencyCheck: none");
      if (!task) return undetermined(`${title} has no task of this migration`, "", AGAIN);
      const order: ComparisonOrder = { name: nameOf(position, check), check, tables };
      if (task.state === "ended" || task.state === "ending") return await ofEnded(driver, can.comparison, task, order);
      const id = await ordered(ctx, driver, can.comparison, task.id, order);
      const ended = await untilEnded(ctx, driver, can.comparison, task.id, id);
      return await judged(driver, can.comparison, task.id, ended, order);
    } catch (error) {
      if (error instanceof Cancelled || !(error instanceof UserProblem)) throw error;
      return undetermined(error.message, "", AGAIN);
    }
  };
}

export function nameOf(position: Position, check: OrderedCheck): string {
  const { file, position: offset, gtid } = position;
  const digest = createHash("sha256")
    .update(JSON.stringify([file, offset, gtid, check]))
    .digest("hex");
  return `dbferry-${digest.slice(0, 16)}`;
}

/** The id of the comparison for this position, which is running or about to start. */
async function ordered(
  ctx: Ctx,
  driver: Driver,
  own: ServiceComparison,
  taskId: string,
  order: ComparisonOrder,
): Promise<string> {
  const before = await withoutOthers(ctx, driver, own, taskId, order);
  const found = ours(before, order);
  const id = found?.id ?? (await created(own, taskId, order, before));
  if (own.start && (found === undefined || found.state === "created")) {
    const ready = async () => own.mayStart === undefined || (await own.mayStart(taskId)) || undefined;
    await waitFor(ctx, `waiting until the comparison ${id} can start`, APPEAR_LIMIT_SECONDS, ready);
    await own.start(taskId, id);
  }
  return id;
}

/** Waits until no other comparison is running, and removes dbferry's own for earlier positions. */
async function withoutOthers(
  ctx: Ctx,
  driver: Driver,
  own: ServiceComparison,
  taskId: string,
  order: ComparisonOrder,
): Promise<ComparisonInfo[]> {
  return waitFor(ctx, `waiting for another comparison of the task ${taskId}`, LIMIT_SECONDS, async () => {
    const all = await own.list(taskId);
    if (ours(all, order)) return all;
    const stale = own.remove && all.find(({ name }) => name?.startsWith("dbferry-"));
    if (stale) {
      await own.remove!(taskId, stale);
      return undefined;
    }
    const other = all.find(({ state }) => state === "running");
    if (!other) return all;
    ctx.progress(
      `${driver.title} makes another comparison (${other.id}, ${visible(other.vendorState)}), which is waited for`,
    );
    return undefined;
  });
}

/** One with the same name that has not finished; a finished one compared an earlier state of the target. */
function ours(all: readonly ComparisonInfo[], { name }: ComparisonOrder): ComparisonInfo | undefined {
  return all.find((one) => one.name === name && (one.state === "created" || one.state === "running"));
}

async function created(
  own: ServiceComparison,
  taskId: string,
  order: ComparisonOrder,
  before: readonly ComparisonInfo[],
): Promise<string> {
  try {
    return await own.create(taskId, order);
  } catch (error) {
    if (!isTransient(error)) throw error;
    // There was no answer, and it may have been ordered.
    const known = new Set(before.map(({ id }) => id));
    const made = (await own.list(taskId)).find(({ id, name }) => !known.has(id) && (name ?? order.name) === order.name);
    if (!made) throw error;
    return made.id;
  }
}

async function untilEnded(
  ctx: Ctx,
  { title }: Driver,
  own: ServiceComparison,
  taskId: string,
  id: string,
): Promise<ComparisonInfo> {
  const since = Date.now();
  return waitFor(ctx, `waiting for the comparison ${id} of ${title}`, LIMIT_SECONDS, async () => {
    const seen = (await own.list(taskId)).find((one) => one.id === id);
    if (seen === undefined || seen.state === "created") {
      if (Date.now() - since < APPEAR_LIMIT_SECONDS * 1000) return undefined;
      throw new UserProblem(
        seen === undefined
          ? `${title} does not list the comparison ${id}`
          : `${title} does not start the comparison ${id}`,
      );
    }
    if (seen.state !== "running") return seen;
    const percent = seen.percent === undefined ? "" : ` ${seen.percent}%`;
    ctx.progress(`${title} compares source and target${percent} (${visible(seen.vendorState)})`);
    return undefined;
  });
}

async function judged(
  { title }: Driver,
  own: ServiceComparison,
  taskId: string,
  { id, state, vendorState, reason }: ComparisonInfo,
  { check, tables }: ComparisonOrder,
): Promise<ComparisonOutcome> {
  if (state !== "done") {
    const why = [visible(vendorState), reason && visible(reason)].filter(Boolean).join(": ");
    const words = state === "unknown" ? "is in a state that dbferry does not know" : "did not finish";
    return undetermined(`the comparison ${id} of ${title} ${words} (${why})`, "", AGAIN);
  }
  const outcome = judgeComparison({ title, leavesOut: own.leavesOut }, check, tables, await own.findings(taskId, id));
  return { ...outcome, found: visible(outcome.found) };
}

/**
 * A cutover that was interrupted after the task's end: the service can compare no more, and its last comparison is all
 * there is. It is proof only if its name shows that the source has not been written to since; any other may predate the
 * last write.
 */
async function ofEnded(
  driver: Driver,
  own: ServiceComparison,
  task: TaskInfo,
  order: ComparisonOrder,
): Promise<ComparisonOutcome> {
  const finished = (await own.list(task.id)).filter(({ state }) => state === "done");
  const last = finished.find(({ name }) => name === order.name) ?? finished[0];
  if (!last)
    return undetermined(
      `the task has ended (${visible(task.vendorState)}) without a finished comparison of ${driver.title}`,
      "",
      ENDED,
    );
  const outcome = await judged(driver, own, task.id, last, order);
  const when = last.endedAt ? ` at ${visible(last.endedAt)}` : "";
  const found = `${outcome.found} (comparison ${last.id}${when}, before the task ended)`;
  if (outcome.status === "pass" && last.name !== order.name)
    return undetermined(`${found}; that nothing was written after it is not proven`, "", ENDED);
  return { ...outcome, found };
}

const ENDED = "accept it: an exemption of G09 with reason, owner and expiry, or task.consistencyCheck: none";
