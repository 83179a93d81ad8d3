import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { sarifLevel, sarifLog, sarifRule, sarifSuppressed } from "../../model/printing/sarif";
import type { AnyRule } from "../core/rule";
import { RULES } from "../rules/catalogue";
import { addressOf, documentationOf } from "./documentation";
import { type Review, type ReviewFinding, refuses, type StackReview, type Touched } from "./types";

const LEVEL = { critical: "error", high: "error", medium: "warning", low: "note" } as const;
/** Severity scores that code scanning sorts by. */
const SCORE = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" } as const;

/** Links to the rules' documentation, and the version that wrote the report. */
export interface SarifOptions {
  version: string;
  /** Folder of the stack files, relative to the repository root; the root itself when absent. */
  stacks?: string;
  /** Base URL of dbferry's published documentation. */
  docs?: string;
}

/**
 * The findings as SARIF 2.1.0. A finding is located where the program registers its resource, or else in its stack
 * file, and logically at the resource's URN. What refuses the change is an error here too.
 */
export function sarif(review: Review, options: SarifOptions): Log {
  const used = new Set(review.stacks.flatMap((stack) => stack.findings.flatMap((finding) => finding.rules)));
  const rules = RULES.filter((rule) => used.has(rule.id)).map((rule) => ruleOf(rule, options));
  const results = [
    ...(review.touched ?? []).filter(refuses).map(refusalOf),
    ...review.stacks.flatMap((stack) => stack.findings.map((finding) => resultOf(finding, stack, rules, options))),
  ];
  return sarifLog({ name: "dbferry", version: options.version, rules }, results, {
    invocations: [
      {
        executionSuccessful: review.stacks.every((stack) => stack.errors.length === 0),
        endTimeUtc: review.at,
        toolExecutionNotifications: review.stacks.flatMap((stack) =>
          stack.errors.map((error) => ({ level: "error" as const, message: { text: `${stack.stack}: ${error}` } })),
        ),
      },
    ],
    columnKind: "utf16CodeUnits",
  });
}

/** A part of the change that affects its own review. */
function refusalOf({ what, where, change }: Touched): Result {
  const [file = ""] = where.split(": ");
  const print = createHash("sha256").update(["touched", what, where, change].join("\n")).digest("hex").slice(0, 32);
  return {
    ruleId: "dbferry",
    ...sarifLevel("fail", "error"),
    message: { text: `The change affects its own review (${what}: ${where}), and the base does not allow it` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } } }],
    partialFingerprints: { "dbferry/v1": print, primaryLocationLineHash: `${print}:1` },
  };
}

function ruleOf(rule: AnyRule, { docs }: SarifOptions): ReportingDescriptor {
  const address = addressOf(rule.id, docs);
  return {
    id: rule.id,
    name: rule.id.replace("-", ""),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    ...(address ? { helpUri: address } : {}),
    help: {
      text: `${rule.remedy} See ${rule.link}.`,
      markdown: `${rule.why}\n\n**Remedy.** ${rule.remedy}\n\nSee ${address ? `[${rule.link}](${address})` : rule.link}.`,
    },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: rule.tags, "security-severity": SCORE[rule.severity] },
  };
}

function resultOf(
  finding: ReviewFinding,
  stack: StackReview,
  rules: readonly ReportingDescriptor[],
  options: SarifOptions,
): Result {
  const [id = "dbferry"] = finding.rules;
  const text = [
    finding.title,
    finding.seen,
    finding.needed && `needed: ${finding.needed}`,
    finding.fix && `fix: ${finding.fix}`,
    `see: ${finding.link || documentationOf(id)}`,
  ];
  return {
    ...sarifRule(id, rules),
    ...(finding.stops
      ? sarifLevel("fail", "error")
      : sarifLevel(finding.verdict === "undetermined" ? "review" : "fail", "warning")),
    message: { text: text.filter(Boolean).join(". ") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: finding.source ? uriOf(finding.source.file) : fileOf(stack, options) },
          region: { startLine: finding.source?.line ?? 1 },
        },
        logicalLocations: [
          { name: finding.resource || stack.stack, fullyQualifiedName: finding.urn || stack.stack, kind: "resource" },
        ],
      },
    ],
    partialFingerprints: fingerprintsOf(finding, stack),
    ...sarifSuppressed(finding.verdict === "exempted" ? (finding.exemption ?? "") : undefined),
    properties: { stack: stack.stack, rules: finding.rules, verdict: finding.verdict },
  };
}

/** The file of a stack as a URI; `organisation/project/stack` has the file of `stack`. */
function fileOf(stack: StackReview, { stacks = "" }: SarifOptions): string {
  const folders = stacks.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  return uriOf([...folders, `Pulumi.${stack.stack.split("/").at(-1)}.yaml`].join("/"));
}

const uriOf = (path: string) => path.split("/").map(encodeURIComponent).join("/");

/**
 * GitHub only reads the second location; without it, all findings of a rule in one stack file would be a single alert.
 */
function fingerprintsOf(finding: ReviewFinding, stack: StackReview): Record<string, string> {
  const print = fingerprint(finding, stack);
  return { "dbferry/v1": print, primaryLocationLineHash: `${print}:1` };
}

/**
 * Stable as long as the same rule finds the same thing on the same resource. Several findings on one property get
 * separate fingerprints; values that change daily (an age, a date) are excluded.
 */
function fingerprint(finding: ReviewFinding, stack: StackReview): string {
  const key = (one: ReviewFinding) => [one.rules.join(), one.urn, one.seen.split(":")[0] || one.title];
  const own = key(finding).join("\n");
  const twins = stack.findings.filter((one) => key(one).join("\n") === own);
  const parts = [stack.project, stack.stack, own];
  if (twins.length > 1) parts.push(String(twins.indexOf(finding)));
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}
