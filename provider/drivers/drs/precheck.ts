import { HuaweiError } from "../../clouds/huaweicloud/client";
import { isTransient, UserProblem } from "../../core/failure";
import { translated } from "../../core/states";
import type { PrecheckItem, PrecheckReport } from "../../core/task";
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
 * DRS identifies a check neither by an id nor by a time (`precheck_id` is the task's), and refuses the call before the
 * first check. Any other refusal may hide an earlier report.
 */
export async function shownPrecheck(client: DrsClient, id: string): Promise<PrecheckReport | undefined> {
  try {
    const result = await shown(client, id);
    return result.process === undefined && !result.precheck_result?.length ? undefined : reportOf(result);
  } catch (error) {
    if (hasNothing(error)) return undefined;
    if (!(error instanceof HuaweiError) || isTransient(error)) throw error;
    throw new UserProblem(
      `${error.message}; it is not known whether the task has an earlier precheck, so none was ordered. Run the update again; if DRS ` +
        "gives this answer each time, start a precheck of the task in its console, wait for its end, then run the update again",
    );
  }
}

export async function precheckReport(client: DrsClient, id: string): Promise<PrecheckReport> {
  return reportOf(await shown(client, id));
}

function shown(client: DrsClient, id: string): Promise<PrecheckResult> {
  const doing = `reading the precheck of task ${id}`;
  return client.one<PrecheckResult>(doing, "batch-precheck-result", { jobs: [id] }, { reads: true });
}

function reportOf(result: PrecheckResult): PrecheckReport {
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
