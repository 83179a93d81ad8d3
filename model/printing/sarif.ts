import type { Log, ReportingDescriptor, Result, Run, Suppression, ToolComponent } from "sarif";

/** A SARIF 2.1.0 log of one run. */
export function sarifLog(
  driver: ToolComponent & { rules: ReportingDescriptor[] },
  results: Result[],
  run: Pick<Run, "invocations" | "columnKind"> = {},
): Log {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, ...run, results }],
  };
}

/** The rule of a result, with its index if the run lists the rule; SARIF does not allow an index of -1. */
export function sarifRule(
  id: string,
  rules: readonly ReportingDescriptor[],
): Required<Pick<Result, "ruleId">> & Pick<Result, "ruleIndex"> {
  const ruleIndex = rules.findIndex((rule) => rule.id === id);
  return ruleIndex < 0 ? { ruleId: id } : { ruleId: id, ruleIndex };
}

/** SARIF allows a level other than none only for failures. */
export function sarifLevel(
  kind: "fail" | "open" | "review" | "notApplicable",
  level: Result.level,
): Pick<Result, "kind" | "level"> {
  return { kind, level: kind === "fail" ? level : "none" };
}

/** Marks a finding as exempted outside the code. */
export function sarifSuppressed(justification: string | undefined): { suppressions?: Suppression[] } {
  return justification === undefined ? {} : { suppressions: [{ kind: "external", justification }] };
}
