import type { Judged } from "./judge";

/** What the engine shows for one resource under one policy name. */
export interface Report {
  /** Id of the first rule, under which the engine shows the report. */
  policy: string;
  message: string;
  enforcement: "mandatory" | "advisory";
  severity: Judged["rule"]["severity"];
  verdict: "violation" | "undetermined" | "exempted" | "unused";
}

/** The message of a finding: rule, resource, value seen, value needed, fix, and the lines of code that change. */
export function messageOf(judged: Judged, rules: readonly string[], resource: { type: string; name: string }): string {
  const undetermined = judged.verdict === "undetermined" ? "undetermined: " : "";
  const where = judged.property ? `${judged.property}: ` : "";
  return [
    `${rules.join(", ")} ${undetermined}${judged.title ?? judged.rule.title}`,
    `  resource: "${resource.name}" (${resource.type})`,
    `  seen:     ${where}${judged.seen}`,
    `  needed:   ${judged.needed}`,
    `  fix:      ${judged.fix}`,
    ...changeLines(judged),
    `  see:      ${judged.rule.link}`,
  ].join("\n");
}

/** Kept verbatim: the indentation of a diff is significant. */
function changeLines({ diff = [], told }: Judged): string[] {
  const lines = diff.map((line) => `  diff:     ${line}`);
  return lines.length > 0 || told === undefined ? lines : [`  no diff:  ${told}`];
}

/**
 * Turns findings into reports: one per violation, and one undetermined report for all rules that need the same unknown value, so
 * that it is reported once. `onUnknown` decides whether an undetermined verdict stops the update.
 */
export function reportsOf(
  findings: readonly Judged[],
  resource: { type: string; name: string },
  onUnknown: "warn" | "deny",
): Report[] {
  const reports: Report[] = [];
  const undetermined = new Map<string, Judged[]>();
  for (const finding of findings) {
    if (finding.enforced === "disabled") continue;
    if (finding.verdict === "violation") reports.push(report([finding], resource, finding.enforced));
    else {
      const key = `${finding.property}\n${finding.seen}`;
      undetermined.set(key, [...(undetermined.get(key) ?? []), finding]);
    }
  }
  for (const group of undetermined.values()) {
    const denied = onUnknown === "deny" && group.some((finding) => finding.enforced === "mandatory");
    reports.push(report(group, resource, denied ? "mandatory" : "advisory"));
  }
  return reports;
}

function report(
  group: readonly Judged[],
  resource: { type: string; name: string },
  enforcement: Report["enforcement"],
): Report {
  const first = group[0]!;
  const rules = [...new Set(group.map((finding) => finding.rule.id))];
  const message = messageOf(first, rules, resource);
  return { policy: first.rule.id, message, enforcement, severity: first.rule.severity, verdict: first.verdict };
}
