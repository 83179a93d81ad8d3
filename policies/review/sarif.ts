import { createHash } from "node:crypto";
import type { AnyRule } from "../core/rule";
import { RULES } from "../rules/catalogue";
import type { Review, ReviewFinding, StackReview } from "./types";

const LEVEL = { critical: "error", high: "error", medium: "warning", low: "note" } as const;
/** Scores that code scanning sorts by. */
const SCORE = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" } as const;

/** Where the documentation of a rule is and which version wrote the report. */
export interface SarifOptions {
  version: string;
  /** Folder of the stack files below the repository's root; the root itself when absent. */
  stacks?: string;
}

/** The findings as SARIF 2.1.0; a finding lies in the file of its stack and on the resource that its URN names. */
export function sarif(review: Review, options: SarifOptions): Record<string, unknown> {
  const used = new Set(review.stacks.flatMap((stack) => stack.findings.flatMap((finding) => finding.rules)));
  const rules = RULES.filter((rule) => used.has(rule.id));
  const index = new Map(rules.map((rule, position) => [rule.id, position]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "dbferry", version: options.version, rules: rules.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: review.stacks.every((stack) => stack.errors.length === 0),
            endTimeUtc: review.at,
            toolExecutionNotifications: review.stacks.flatMap((stack) =>
              stack.errors.map((error) => ({ level: "error", message: { text: `${stack.stack}: ${error}` } })),
            ),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: review.stacks.flatMap((stack) =>
          stack.findings.map((finding) => resultOf(finding, stack, index, options)),
        ),
      },
    ],
  };
}

function ruleOf(rule: AnyRule): Record<string, unknown> {
  return {
    id: rule.id,
    name: rule.id.replace("-", ""),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.remedy, markdown: `${rule.why}\n\n**Remedy.** ${rule.remedy}` },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: rule.tags, "security-severity": SCORE[rule.severity] },
  };
}

function resultOf(
  finding: ReviewFinding,
  stack: StackReview,
  index: ReadonlyMap<string, number>,
  options: SarifOptions,
): Record<string, unknown> {
  const [id = "dbferry"] = finding.rules;
  const position = index.get(id);
  const text = [
    finding.title,
    finding.seen,
    finding.needed && `needed: ${finding.needed}`,
    finding.fix && `fix: ${finding.fix}`,
  ];
  const suppressed =
    finding.verdict === "exempted" ? [{ kind: "external", justification: finding.exemption ?? "" }] : [];
  return {
    ruleId: id,
    ...(position === undefined ? {} : { ruleIndex: position }),
    kind: finding.verdict === "undetermined" ? "review" : "fail",
    // Only a failure has a level; an open question has none.
    level: finding.verdict === "undetermined" ? "none" : finding.stops ? "error" : "warning",
    message: { text: text.filter(Boolean).join(". ") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileOf(stack, options) },
          region: { startLine: 1 },
        },
        logicalLocations: [
          { name: finding.resource || stack.stack, fullyQualifiedName: finding.urn || stack.stack, kind: "resource" },
        ],
      },
    ],
    partialFingerprints: fingerprintsOf(finding, stack),
    ...(suppressed.length > 0 ? { suppressions: suppressed } : {}),
    properties: { stack: stack.stack, rules: finding.rules, verdict: finding.verdict },
  };
}

/** The file of a stack as a URI; `organisation/project/stack` has the file of `stack`. */
function fileOf(stack: StackReview, { stacks = "" }: SarifOptions): string {
  const folders = stacks.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  return [...folders, `Pulumi.${stack.stack.split("/").at(-1)}.yaml`].map(encodeURIComponent).join("/");
}

/** GitHub reads the second one alone; without it, it takes all findings of a rule in one stack file for the same alert. */
function fingerprintsOf(finding: ReviewFinding, stack: StackReview): Record<string, string> {
  const print = fingerprint(finding, stack);
  return { "dbferry/v1": print, primaryLocationLineHash: `${print}:1` };
}

/**
 * Stays the same while the same rule finds the same thing on the same resource. Of several findings on one property each
 * has its own; a value that changes from day to day (an age, a date) is not part of it.
 */
function fingerprint(finding: ReviewFinding, stack: StackReview): string {
  const key = (one: ReviewFinding) => [one.rules.join(), one.urn, one.seen.split(":")[0] || one.title];
  const own = key(finding).join("\n");
  const twins = stack.findings.filter((one) => key(one).join("\n") === own);
  const parts = [stack.project, stack.stack, own];
  if (twins.length > 1) parts.push(String(twins.indexOf(finding)));
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}
