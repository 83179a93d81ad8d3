import type { PrecheckItem, PrecheckReport } from "../../core/driver";
import { translated } from "../../core/states";
import { type DrsClient, hasNothing } from "./client";
import { remedyFor } from "./remedies";
import type { PrecheckResult } from "./wire";

/** Results that the API documents; anything else is not a pass. */
const RESULTS: Readonly<Record<string, PrecheckItem["result"]>> = { PASSED: "pass", ALARM: "warning", FAILED: "fail" };

export async function startPrecheck(client: DrsClient, id: string, purpose: "start" | "retry"): Promise<boolean> {
  const mode = purpose === "start" ? "forStartJob" : "forRetryJob";
  await client.one(`starting the precheck of task ${id}`, "batch-precheck", {
    jobs: [{ job_id: id, precheck_mode: mode }],
  });
  return true;
}

/**
 * DRS gives a check neither an id nor a time (`precheck_id` is the task's), and refuses the question before the first one.
 * Any other refusal may hide an earlier report.
 */
export async function shownPrecheck(client: DrsClient, id: string): Promise<PrecheckReport | undefined> {
  try {
    return await precheckReport(client, id);
  } catch (error) {
    if (hasNothing(error)) return undefined;
    throw error;
  }
}

export async function precheckReport(client: DrsClient, id: string): Promise<PrecheckReport> {
  const doing = `reading the precheck of task ${id}`;
  const result = await client.one<PrecheckResult>(doing, "batch-precheck-result", { jobs: [id] }, { reads: true });
  return {
    running: result.process !== "100%",
    passRate: percent(result.total_passed_rate),
    items: (result.precheck_result ?? []).map((item) => ({
      item: item.item ?? "(no name)",
      result: translated(RESULTS, item.result),
      vendorResult: item.result ?? "",
      needed: "PASSED",
      remedy: remedyFor(`${item.item ?? ""} ${item.failed_reason ?? ""}`),
      reason: item.failed_reason || undefined,
      text: item.raw_error_msg || undefined,
      data: item.data || undefined,
      group: item.group || undefined,
    })),
  };
}

/** "87%", "87" or "0.5%". */
export function percent(text: string | undefined): number | undefined {
  const number = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}
