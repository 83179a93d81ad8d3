import { xml } from "../../model/printing/xml";
import { GROUPS } from "../check";
import type { JudgedVerdict, PreflightReport } from "../preflight";

/**
 * The report as JUnit XML, one suite per group. A fail is a failure; a check that must be determined and was not is an error;
 * warnings pass with their text; not applicable and exempted checks are skipped.
 */
export function junit(report: PreflightReport): string {
  const blind = new Set(report.blind.map((verdict) => verdict.id));
  const suites = GROUPS.map((group) => {
    const mine = report.verdicts.filter((verdict) => verdict.group === group);
    const failures = mine.filter((verdict) => verdict.status === "fail" && !verdict.exempted).length;
    const errors = mine.filter((verdict) => blind.has(verdict.id)).length;
    const skipped = mine.filter((verdict) => isSkipped(verdict, blind)).length;
    const cases = mine.map((verdict) => testcase(verdict, blind)).join("");
    return `  <testsuite name="${xml(group)}" tests="${mine.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">\n${cases}  </testsuite>\n`;
  });
  const failures = report.failed.length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dbferry preflight" tests="${report.verdicts.length}" failures="${failures}" errors="${blind.size}" time="${report.seconds.toFixed(3)}">\n${suites.join("")}</testsuites>\n`;
}

function testcase(verdict: JudgedVerdict, blind: ReadonlySet<string>): string {
  const name = `${verdict.id} ${verdict.title}`;
  const text = xml(
    `found: ${verdict.found}\nneeded: ${verdict.needed}${verdict.remedy ? `\nfix: ${verdict.remedy}` : ""}`,
  );
  const open = `    <testcase classname="dbferry.preflight" name="${xml(name)}"`;
  if (isSkipped(verdict, blind))
    return `${open}><skipped message="${xml(verdict.exempted ? `exempt: ${verdict.exempted.reason}` : verdict.found)}"/></testcase>\n`;
  if (verdict.status === "fail")
    return `${open}><failure message="${xml(verdict.found)}">${text}</failure></testcase>\n`;
  if (blind.has(verdict.id)) return `${open}><error message="${xml(verdict.found)}">${text}</error></testcase>\n`;
  return verdict.status === "warning" ? `${open}><system-out>${text}</system-out></testcase>\n` : `${open}/>\n`;
}

function isSkipped(verdict: JudgedVerdict, blind: ReadonlySet<string>): boolean {
  if (verdict.exempted || verdict.status === "notApplicable") return true;
  return verdict.status === "undetermined" && !blind.has(verdict.id);
}
