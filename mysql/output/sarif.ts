import type { ReportingDescriptor, Result } from "sarif";
import { jsonText } from "../../model/printing/json";
import { sarifLevel, sarifLog, sarifRule, sarifSuppressed } from "../../model/printing/sarif";
import { CHECKS } from "../checks/catalogue";
import type { JudgedVerdict, PreflightReport } from "../preflight";

const RULES: ReportingDescriptor[] = CHECKS.map((check) => ({
  id: check.id,
  name: check.title,
  shortDescription: { text: check.title },
  fullDescription: { text: `Reads ${check.reads}. Rule from: ${check.source}.` },
  properties: { group: check.group, side: check.side },
}));

/** The report as SARIF 2.1.0: a rule per check, a result per verdict other than pass; exempted ones are suppressed. */
export function sarif(report: PreflightReport, version = "0.1.0"): string {
  const results = report.verdicts
    .filter((verdict) => verdict.status !== "pass")
    .map((verdict) => result(verdict, report));
  return jsonText(sarifLog({ name: "dbferry preflight", version, rules: RULES }, results));
}

function result(verdict: JudgedVerdict, report: PreflightReport): Result {
  const fix = verdict.remedy ? `\nFix: ${verdict.remedy}` : "";
  const { exempted } = verdict;
  return {
    ...sarifRule(verdict.id, RULES),
    ...levelOf(verdict, report),
    message: { text: `${verdict.title}: found ${verdict.found}; needed ${verdict.needed}.${fix}` },
    locations: [{ logicalLocations: sides(verdict, report).map((name) => ({ name, kind: "resource" })) }],
    ...sarifSuppressed(exempted && `${exempted.reason} (${exempted.owner}, until ${exempted.expires})`),
  };
}

/** What stops the migration is an error, also where it could not be seen. */
function levelOf({ id, status }: JudgedVerdict, { blind }: PreflightReport): Pick<Result, "kind" | "level"> {
  if (status === "fail" || blind.some((one) => one.id === id)) return sarifLevel("fail", "error");
  if (status === "warning") return sarifLevel("fail", "warning");
  return sarifLevel(status === "undetermined" ? "open" : "notApplicable", "none");
}

function sides(verdict: JudgedVerdict, report: PreflightReport): string[] {
  if (verdict.side === "source") return [report.source.address];
  return verdict.side === "target" ? [report.target.address] : [report.source.address, report.target.address];
}
