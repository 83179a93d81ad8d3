import { jsonText } from "../../model/printing/json";
import { CHECKS } from "../checks/catalogue";
import type { JudgedVerdict, PreflightReport } from "../preflight";

/** The report as SARIF 2.1.0: every check a rule, every verdict that is not a pass a result, exempted ones suppressed. */
export function sarif(report: PreflightReport, version = "0.1.0"): string {
  const rules = CHECKS.map((check) => ({
    id: check.id,
    name: check.title,
    shortDescription: { text: check.title },
    fullDescription: { text: `Reads ${check.reads}. Rule from: ${check.source}.` },
    properties: { group: check.group, side: check.side },
  }));
  const results = report.verdicts
    .filter((verdict) => verdict.status !== "pass")
    .map((verdict) => result(verdict, report));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "dbferry preflight", version, rules } }, results }],
  };
  return jsonText(log);
}

function result(verdict: JudgedVerdict, report: PreflightReport): object {
  const fix = verdict.remedy ? `\nFix: ${verdict.remedy}` : "";
  return {
    ruleId: verdict.id,
    ruleIndex: CHECKS.findIndex((check) => check.id === verdict.id),
    ...levelOf(verdict),
    message: { text: `${verdict.title}: found ${verdict.found}; needed ${verdict.needed}.${fix}` },
    locations: [{ logicalLocations: sides(verdict, report).map((name) => ({ name, kind: "resource" })) }],
    ...(verdict.exempted
      ? {
          suppressions: [
            {
              kind: "external",
              justification: `${verdict.exempted.reason} (${verdict.exempted.owner}, until ${verdict.exempted.expires})`,
            },
          ],
        }
      : {}),
  };
}

function levelOf(verdict: JudgedVerdict): { kind: string; level: string } {
  if (verdict.status === "fail") return { kind: "fail", level: "error" };
  if (verdict.status === "warning") return { kind: "fail", level: "warning" };
  // SARIF allows a level other than none only for failures.
  return { kind: verdict.status === "undetermined" ? "open" : "notApplicable", level: "none" };
}

function sides(verdict: JudgedVerdict, report: PreflightReport): string[] {
  if (verdict.side === "source") return [report.source.address];
  return verdict.side === "target" ? [report.target.address] : [report.source.address, report.target.address];
}
