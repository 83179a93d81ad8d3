import type { TencentClient } from "../../clouds/tencentcloud/client";
import { translated } from "../../core/states";
import type { PrecheckItem, PrecheckReport } from "../../core/task";
import type { WireCheck, WireCheckItem, WireCheckStep, WireJob } from "./wire";

/** Documented results of steps and their items. What was blocked was not checked, and is not a pass. */
export const RESULTS: Readonly<Record<string, PrecheckItem["result"]>> = {
  pass: "pass",
  warning: "warning",
  failed: "fail",
  blocked: "fail",
  notStarted: "fail",
};

/** A failed task accepts no check before it is retried: until then, the report is that of the last one. */
export async function startPrecheck(client: TencentClient, id: string, purpose: "start" | "retry"): Promise<boolean> {
  if (purpose === "retry") return false;
  await client.call("dts CreateMigrateCheckJob", `starting the check of task ${id}`, { JobId: id });
  return true;
}

/** Start of the last check, and whether it is running. */
export function lastCheckOf({ CheckStepInfo, Status }: WireJob): string {
  return `${CheckStepInfo?.StartAt ?? ""} ${Status === "checking" ? "checking" : ""}`.trim();
}

export async function precheckReport(client: TencentClient, id: string): Promise<PrecheckReport> {
  const check = await client.read<WireCheck>("dts DescribeMigrationCheckJob", `reading the check of task ${id}`, {
    JobId: id,
  });
  const running = check.Status === "running" || check.Status === "notStarted";
  const items = (check.StepInfo ?? []).flatMap(itemsOf);
  if (running) return { running, items };
  return { running, ...judged(check, items) };
}

/** The vendor's overall verdict and its verdicts on the parts must agree. */
function judged(check: WireCheck, items: PrecheckItem[]): Pick<PrecheckReport, "items" | "passRate"> {
  const passed = check.Status === "success" && check.CheckFlag === "checkPass";
  if (passed) return { items, passRate: 100 };
  const told = items.some(({ result }) => result === "fail" || result === "unknown");
  const whole: PrecheckItem = {
    item: "CheckFlag",
    result: check.CheckFlag === "checkNotPass" ? "fail" : "unknown",
    vendorResult: [check.Status, check.CheckFlag].filter(Boolean).join(", "),
    needed: "checkPass",
    text: check.BriefMsg || undefined,
  };
  return { items: told ? items : [...items, whole] };
}

/** A step's own result, and its items that are worse than a pass. */
function itemsOf(step: WireCheckStep): PrecheckItem[] {
  const id = step.StepId ?? "(no name)";
  const details = (step.DetailCheckItems ?? []).filter(({ CheckResult }) => CheckResult !== "pass");
  const whole = wholeOf(step);
  const parts = details.map((detail) => partOf(id, step, detail));
  // The step adds nothing to its items, unless it is worse than all of them.
  if (parts.some(({ result }) => result === whole)) return parts;
  return [
    {
      item: id,
      result: whole,
      vendorResult: step.StepStatus ?? "",
      needed: "pass",
      text: [step.StepName, step.StepMessage].filter(Boolean).join(": ") || undefined,
    },
    ...parts,
  ];
}

/** What somebody skipped in the console counts only if it is also accepted in the stack file. */
function wholeOf({ StepStatus, HasSkipped }: WireCheckStep): PrecheckItem["result"] {
  const result = resultOf(StepStatus);
  return result === "pass" && HasSkipped === true ? "warning" : result;
}

function partOf(id: string, step: WireCheckStep, detail: WireCheckItem): PrecheckItem {
  const log = (detail.ErrorLog ?? []).filter(Boolean).join("; ");
  const links = (detail.HelpDoc ?? []).filter(Boolean).join(" ");
  return {
    item: id,
    result: resultOf(detail.CheckResult),
    vendorResult: detail.CheckResult ?? "",
    needed: "pass",
    text: distinct(detail.CheckItemName ?? step.StepName, detail.FailureReason, log).join(": ") || undefined,
    ...(detail.Solution || links ? { remedy: [detail.Solution, links].filter(Boolean).join(" ") } : {}),
  };
}

/** The log often repeats the reason. */
function distinct(...texts: (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => (text ? [text] : [])))];
}

function resultOf(word: string | undefined): PrecheckItem["result"] {
  return translated(RESULTS, word);
}
