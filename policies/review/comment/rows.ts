import { readDate } from "../../../model/expiry";
import { addressOf } from "../documentation";
import { type ReviewChange, type ReviewFinding, type ReviewOpening, refuses, type Touched } from "../types";
import { code, fenced, prose } from "./text";

/** Link targets for the comment. */
export interface Links {
  /** Base URL of dbferry's published documentation, ending with a slash. */
  docs?: string;
}

export function findingRow(one: ReviewFinding, links: Links): string[] {
  const cells = [
    icon(one),
    one.rules.map((id) => ruleLink(id, links)).join(" "),
    `${resource(one)}${one.source ? `<br>${code(placeOf(one.source))}` : ""}`,
    [
      `**${prose(one.title, 100)}**`,
      ...(one.seen ? [prose(one.seen)] : []),
      ...(one.needed ? [`needed: ${prose(one.needed)}`] : []),
      ...(one.fix ? [`fix: ${prose(one.fix)}`] : []),
      ...(one.told ? [`no diff: ${prose(one.told)}`] : []),
    ].join("<br>"),
  ];
  return [`| ${cells.join(" | ")} |`];
}

export const FINDINGS_HEAD = ["| | rule | resource | finding |", "|---|---|---|---|"];

/** A rule's id, linked to its documentation if that is published. */
export function ruleLink(id: string, { docs }: Links): string {
  const url = addressOf(id, docs);
  return url ? `[${code(id)}](${url})` : code(id);
}

export const placeOf = (source: NonNullable<ReviewFinding["source"]>) => `${source.file}:${source.line}`;

function icon(finding: ReviewFinding): string {
  if (finding.stops) return "❌";
  return finding.verdict === "violation" ? "⚠️" : "❔";
}

/** Maximum number of lines of one diff. */
const LONGEST_DIFF = 70;

export function diffBlock(one: ReviewFinding): string[] {
  const at = one.source ? ` at ${placeOf(one.source)}` : "";
  const left = one.diff.length - LONGEST_DIFF;
  return fenced("diff", [
    `# ${one.rules[0] ?? ""} on ${one.resource} (${one.type})${at}`,
    ...one.diff.slice(0, LONGEST_DIFF),
    ...(left > 0 ? [`# and ${left} more lines`] : []),
  ]);
}

export const OPENINGS_HEAD = ["| what | resource | lets in | time left |", "|---|---|---|---|"];

export function openingRow(one: ReviewOpening, at: string): string {
  const named = resource({ resource: one.name, type: one.type });
  return `| ${prose(one.what)} | ${named} | ${code(one.sources, 240)} | ${prose(timeLeft(one.expires, at))} |`;
}

/** How long something may stay open, counted from an instant. */
export function timeLeft(expires: string | undefined, at: string): string {
  const end = readDate(expires);
  if (!end) return "no expiry";
  const hours = (end.getTime() - Date.parse(at)) / 3_600_000;
  if (hours <= 0) return `expired ${expires}`;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

export function exemptionRow(one: ReviewFinding, links: Links): string {
  const rules = one.rules.map((id) => ruleLink(id, links)).join(" ");
  const seen = one.seen === "" ? "" : `${prose(one.seen)}; `;
  return `- ${rules} on ${resource(one).replace("<br>", " ")}: ${seen}${prose(one.exemption ?? "", 300)}`;
}

/** The number of resources per operation. */
export function changeCounts(changes: readonly ReviewChange[]): string {
  const counts = (["create", "update", "replace", "delete"] as const)
    .map((op) => ({ op, count: changes.filter((change) => change.op === op).length }))
    .filter(({ count }) => count > 0)
    .map(({ op, count }) => `${count} to ${op}`);
  return counts.join(", ");
}

const SIGN = { create: "+", update: "~", replace: "+-", delete: "-" } as const;

export const changeLine = (change: ReviewChange) => `${SIGN[change.op]} ${change.type} ${change.name}`;

export function touchedRow(one: Touched): string {
  const allowed = refuses(one) ? "the base does not allow it" : `allowed: ${prose(one.allowed!, 120)}`;
  const values = [one.base, one.change].map((value) => (value === "" ? "" : prose(value, 120)));
  const content = one.content && refuses(one) ? `<br>${code(one.content)}` : "";
  return `| ${refuses(one) ? "❌" : "☑️"} | ${prose(one.what)} | ${code(one.where)} | ${values.join(" | ")}${content} | ${allowed} |`;
}

export const TOUCHED_HEAD = ["| | what | where | in the base | in the change | |", "|---|---|---|---|---|---|"];

const STACK = "pulumi:pulumi:Stack";

function resource(one: { resource: string; type: string }): string {
  return one.resource === "" || one.type === STACK ? "the stack" : `${code(one.resource)}<br>${code(one.type)}`;
}
