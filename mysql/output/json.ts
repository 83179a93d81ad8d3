import { jsonText } from "../../model/printing/json";
import type { PreflightReport } from "../preflight";

/** The report as JSON: `ok`, `exitCode`, `definitionsTried`, `counts`, `verdicts`, expired and unused exemptions, the two servers. */
export function json(report: PreflightReport): string {
  const {
    verdicts,
    counts,
    ok,
    exitCode,
    definitionsTried,
    expiredExemptions,
    unusedExemptions,
    source,
    target,
    seconds,
  } = report;
  return jsonText({
    ok,
    exitCode,
    definitionsTried,
    counts,
    source,
    target,
    seconds,
    verdicts,
    expiredExemptions,
    unusedExemptions,
  });
}
