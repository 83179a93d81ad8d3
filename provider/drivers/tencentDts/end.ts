import type { TencentClient } from "../../clouds/tencentcloud/client";
import type { EndAnswer } from "../../core/driver";
import type { TaskInfo } from "../../core/task";
import { order, readJob } from "./client";
import { isBusy, isGone, isWrongState } from "./refusals";
import { isReleased } from "./states";

/**
 * Ends a task: one that has caught up is completed, which is its normal end; with `force`, it is stopped in any state.
 * A task that runs nothing is released immediately. One that is already gone counts as ended.
 */
export async function end(client: TencentClient, task: TaskInfo, force: boolean): Promise<EndAnswer> {
  const { id, endsBy, vendorState } = task;
  if (endsBy === "release") return answerOf(() => release(client, task));
  if (force) return answerOf(() => order(client, "dts StopMigrateJob", "stopping", id));
  if (endsBy !== "completion") {
    const text = `Tencent DTS completes a task only when it has caught up (readyComplete); the task ${id} is ${vendorState}`;
    return { taken: false, why: "state", text };
  }
  return answerOf(() => order(client, "dts CompleteMigrateJob", "completing", id, { CompleteMode: "waitForSync" }));
}

/**
 * Releases an ended task so that it is no longer billed: first isolated, then destroyed. The vendor shows the record of
 * a released task for some days.
 */
export async function deleteRecord(
  client: TencentClient,
  task: TaskInfo,
  isAsked = false,
): Promise<string | undefined> {
  const { id } = task;
  if (!isAsked && (await release(client, task))) return task.vendorState || "no state";
  const job = await readJob(client, id);
  if (!job) return undefined;
  if (!isReleased(job)) return `${job.Status ?? "no state"}, ${job.TradeInfo?.TradeStatus ?? "no billing state"}`;
  if (job.TradeInfo?.TradeStatus !== "isolated") return undefined;
  try {
    await order(client, "dts DestroyMigrateJob", "destroying", id);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return undefined;
}

/**
 * The vendor destroys at once what was never billed.
 * @returns false: it is already being released
 */
async function release(client: TencentClient, { id, isReleasing }: TaskInfo): Promise<boolean> {
  if (isReleasing) return false;
  try {
    await order(client, "dts IsolateMigrateJob", "releasing", id);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return true;
}

async function answerOf(give: () => Promise<unknown>): Promise<EndAnswer> {
  try {
    await give();
    return { taken: true };
  } catch (error) {
    if (isGone(error)) return { taken: true };
    if (isBusy(error)) return { taken: false, why: "busy", text: (error as Error).message };
    if (isWrongState(error)) return { taken: false, why: "state", text: (error as Error).message };
    throw error;
  }
}
