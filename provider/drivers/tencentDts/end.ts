import type { TencentClient } from "../../clouds/tencentcloud/client";
import type { EndAnswer } from "../../core/driver";
import { order, readJob } from "./client";
import { isBusy, isGone, isWrongState } from "./refusals";
import { isReleased } from "./states";

/** States in which nothing was ever started, or nothing is left to stop. */
const IDLE: ReadonlySet<string> = new Set([
  ...["creating", "created", "checking", "checkPass", "checkNotPass"],
  ...["success", "canceled", "failed"],
]);

/**
 * Ends a task: one that has caught up is completed, which is its normal end; with `force` it is stopped wherever it is. One that runs
 * nothing is released at once. Gone already is ended too.
 */
export async function end(client: TencentClient, id: string, force: boolean): Promise<EndAnswer> {
  const job = await readJob(client, id);
  if (!job) return { taken: true };
  const status = job.Status ?? "";
  if (IDLE.has(status)) return answerOf(() => release(client, id));
  if (force) return answerOf(() => order(client, "dts StopMigrateJob", "stopping", id));
  if (status !== "readyComplete") {
    const text = `Tencent DTS completes a task only when it has caught up (readyComplete); the task ${id} is ${status}`;
    return { taken: false, why: "state", text };
  }
  return answerOf(() => order(client, "dts CompleteMigrateJob", "completing", id, { CompleteMode: "waitForSync" }));
}

/**
 * Releases an ended task, so that nothing of it bills: isolated first, then destroyed. The vendor shows the record of a
 * released task for some days.
 */
export async function deleteRecord(client: TencentClient, id: string, isAsked = false): Promise<string | undefined> {
  if (!isAsked) await release(client, id);
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

/** The vendor destroys at once what it never billed. */
async function release(client: TencentClient, id: string): Promise<void> {
  const job = await readJob(client, id);
  const trade = job?.TradeInfo?.TradeStatus;
  if (!job || isReleased(job) || trade === "isolating") return;
  try {
    await order(client, "dts IsolateMigrateJob", "releasing", id);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function answerOf(give: () => Promise<void>): Promise<EndAnswer> {
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
