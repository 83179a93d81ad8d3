/**
 * A test kit for policies. Runs one rule, or a whole pack, against inputs with unknown and secret values, through the
 * server and the proxy of @pulumi/policy, so that a test sees what the engine would see.
 *
 *     const run = await runPack([{ type: "huaweicloud:index/vpcEip:VpcEip", props: { ... } }]);
 *     expect(run.violations).toEqual(["NET-08"]);
 */
export type { TestResource } from "./requests";
export { type RunOptions, runPack, type TestReport, type TestRun } from "./run";
export { secret, unknown } from "./values";

import type { TestResource } from "./requests";
import { type RunOptions, runPack, type TestReport } from "./run";

/** The three verdicts of a rule. */
export type Verdict = "ok" | "violation" | "undetermined";

/** Runs one rule against one resource, or against the last of several. The rule is enforced whatever its level. */
export async function runRule(
  id: string,
  resources: TestResource | readonly TestResource[],
  options: RunOptions = {},
): Promise<{ verdict: Verdict; reports: TestReport[] }> {
  const list = Array.isArray(resources) ? (resources as readonly TestResource[]) : [resources as TestResource];
  const own = (options.config?.["dbferry"] ?? {}) as { rules?: Record<string, string> };
  const config = { ...options.config, dbferry: { ...own, rules: { ...own.rules, [id]: "mandatory" } } };
  const run = await runPack(list, { ...options, config });
  const reports = run.reports.filter((report) => headOf(report).rules.includes(id));
  const violated = reports.some((report) => headOf(report).verdict === "violation");
  return { verdict: reports.length === 0 ? "ok" : violated ? "violation" : "undetermined", reports };
}

/** The rules and the verdict in the first line of a report's message. */
export function headOf(report: TestReport): { rules: string[]; verdict: "violation" | "undetermined" | "exempted" } {
  const head = /^([A-Z]{3}-\d{2}(?:, [A-Z]{3}-\d{2})*)( undetermined:| exempted:)?/.exec(report.message);
  const word = head?.[2]?.trim();
  return {
    rules: head?.[1]?.split(", ") ?? [],
    verdict: word === "undetermined:" ? "undetermined" : word === "exempted:" ? "exempted" : "violation",
  };
}
