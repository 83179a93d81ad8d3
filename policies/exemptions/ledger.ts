import type { Judged } from "../core/judge";
import type { Report } from "../core/message";
import { type BadExemption, covers, describe, grantLines, isExpired, type PolicyExemption } from "./exemption";

/** Policy name of reports about exemptions themselves. */
export const EXEMPTIONS = "exemptions";

/** Tracks exemptions: the findings each one covers, and which are expired or unused. */
export class Ledger {
  readonly #used = new Set<PolicyExemption>();

  constructor(
    readonly exemptions: readonly PolicyExemption[],
    readonly bad: readonly BadExemption[],
  ) {}

  /** The exemption in force for a finding, marked as used; undefined when none covers it. */
  waive(judged: Judged, resource: { name: string; urn: string }, now: Date): PolicyExemption | undefined {
    const finding = { policy: judged.rule.id, resource: resource.name, urn: resource.urn, property: judged.property };
    const covering = this.exemptions.filter((exemption) => covers(exemption, finding));
    // Expired ones count as used too: they are reported as expired, not as unused.
    for (const exemption of covering) this.#used.add(exemption);
    return covering.find((exemption) => !isExpired(exemption, now));
  }

  /** The reports on exemptions at the end of a plan. */
  reports(now: Date): Report[] {
    return [
      ...this.bad.map((bad) => violation(`exemptions[${bad.index}] ${bad.problem}`, bad.fix)),
      ...this.exemptions
        .filter((exemption) => isExpired(exemption, now))
        .map((exemption) =>
          violation(`expired: ${describe(exemption)}`, "fix the finding, or renew it with a new date"),
        ),
      ...this.exemptions
        .filter((exemption) => !isExpired(exemption, now) && !this.#used.has(exemption))
        .map((exemption) => advice(`unused: ${describe(exemption)}`, "remove it: it covers nothing in this stack")),
    ];
  }
}

/** The report of an exempted finding. */
export function waivedReport(
  judged: Judged,
  exemption: PolicyExemption,
  resource: { type: string; name: string },
): Report {
  return {
    policy: judged.rule.id,
    verdict: "exempted",
    enforcement: "advisory",
    severity: judged.rule.severity,
    message: [
      `${judged.rule.id} exempted: ${judged.rule.title}`,
      `  resource: "${resource.name}" (${resource.type})`,
      `  seen:     ${judged.property}: ${judged.seen}`,
      ...grantLines(exemption),
    ].join("\n"),
  };
}

function violation(text: string, fix: string): Report {
  return {
    policy: EXEMPTIONS,
    verdict: "violation",
    enforcement: "mandatory",
    severity: "medium",
    message: `${text}\n  fix: ${fix}`,
  };
}

function advice(text: string, fix: string): Report {
  return {
    policy: EXEMPTIONS,
    verdict: "unused",
    enforcement: "advisory",
    severity: "low",
    message: `${text}\n  fix: ${fix}`,
  };
}
