import { readDate } from "../../model/expiry";
import { visible } from "../../model/printing/visible";
import {
  type Review,
  type ReviewChange,
  type ReviewFinding,
  type ReviewOpening,
  refuses,
  type StackReview,
  type Touched,
  verdictOf,
  verdictOn,
} from "./types";

/** The line by which the comment of an earlier run of the same review is recognised. */
export function marker(review: Pick<Review, "name">): string {
  return `<!-- dbferry review: ${review.name} -->`;
}

/** GitHub takes 65,536 characters; the rest is for what a pipeline adds. */
export const LONGEST_COMMENT = 60_000;

const HEADLINES = {
  refused: "❌ Refused",
  broken: "⚠️ Not judged: a preview failed",
  fine: "✅ No rule is broken",
} as const;

/** How much of each part is shown, from generous to terse; the first that fits is used. */
const ROOM = [
  { touched: 100, findings: 200, diffs: 60, openings: 100, changes: 60 },
  { touched: 60, findings: 60, diffs: 15, openings: 30, changes: 15 },
  { touched: 20, findings: 20, diffs: 5, openings: 10, changes: 0 },
  { touched: 5, findings: 5, diffs: 0, openings: 3, changes: 0 },
] as const;

interface Room {
  touched: number;
  findings: number;
  diffs: number;
  openings: number;
  changes: number;
}

/** The comment for a pull request: the verdict first, then every stack's findings, openings, exemptions and changes. */
export function markdown(review: Review, limit = LONGEST_COMMENT): string {
  for (const room of ROOM) {
    const text = render(review, room);
    if (text.length <= limit) return text;
  }
  return short(review, limit);
}

/** The stacks by name, those that are refused first: whole lines, because half of one could be markup. */
function short(review: Review, limit: number): string {
  const lines = [...head(review), "The report is too long for a comment; see the JSON or SARIF file.", ""];
  let left = limit - lines.join("\n").length;
  const rank = { refused: 0, broken: 1, fine: 2 } as const;
  const stacks = [...review.stacks].sort((one, other) => rank[verdictOf([one])] - rank[verdictOf([other])]);
  for (const stack of stacks) {
    const line = `- ${code(stack.stack)}: ${summary(stack)}`;
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return lines.join("\n");
}

function render(review: Review, room: Room): string {
  const lines = [
    ...head(review),
    ...touchedLines(review.touched ?? [], room),
    ...review.stacks.flatMap((stack) => stackLines(stack, review.at, room)),
    ...noteLines(review.notes ?? []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function head(review: Review): string[] {
  const verdict = verdictOn(review);
  const findings = review.stacks.flatMap((stack) => stack.findings);
  const count = (test: (finding: ReviewFinding) => boolean) => findings.filter(test).length;
  const counts = [
    `${count((one) => one.stops)} refused`,
    `${count((one) => !one.stops && one.verdict === "violation")} warnings`,
    `${count((one) => one.verdict === "undetermined")} undetermined`,
    `${count((one) => one.verdict === "exempted")} exempted`,
  ];
  const stacks = review.stacks.length === 1 ? "1 stack" : `${review.stacks.length} stacks`;
  const title = (headline: string) => [marker(review), `## ${headline}: ${cell(review.name)}`, ""];
  const touched = (review.touched ?? []).filter(refuses).length;
  const places = touched === 1 ? "one place" : `${touched} places`;
  const warning =
    touched === 0 ? [] : [`The change affects its own judgement in ${places}, and the base does not allow it.`, ""];
  if (review.stacks.length === 0 && touched > 0)
    return [...title(HEADLINES.refused), ...warning, "Nothing was previewed.", ""];
  if (review.stacks.length === 0) return [...title("No stack is affected"), "Nothing was previewed.", ""];
  return [...title(HEADLINES[verdict]), ...warning, `${counts.join(", ")} in ${stacks}.`, ""];
}

/** The first table: it must show, even to somebody who reads nothing else, that the change affects its own judgement. */
function touchedLines(touched: readonly Touched[], room: Room): string[] {
  if (touched.length === 0) return [];
  const sorted = [...touched].sort((one, other) => Number(refuses(other)) - Number(refuses(one)));
  const shown = sorted.slice(0, room.touched);
  return [
    "**How this change affects its own judgement** (judged by the base's settings)",
    "",
    "| | what | where | in the base | in the change | |",
    "|---|---|---|---|---|---|",
    ...shown.map(
      (one) =>
        `| ${refuses(one) ? "❌" : "☑️"} | ${cell(one.what)} | ${code(one.where)} | ${cell(one.base, 120)} | ${cell(one.change, 120)} | ${refuses(one) ? "the base does not allow it" : `allowed: ${cell(one.allowed!, 120)}`} |`,
    ),
    ...rest(sorted.length - shown.length, "places"),
    "",
  ];
}

function noteLines(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : ["**Not looked at**", "", ...notes.map((note) => `- ${cell(note, 400)}`), ""];
}

function stackLines(stack: StackReview, at: string, room: Room): string[] {
  return [
    `### ${code(stack.stack)}: ${summary(stack)}`,
    "",
    ...errorLines(stack.errors),
    ...findingLines(
      stack.findings.filter((one) => one.verdict !== "exempted"),
      room,
    ),
    ...openingLines(stack.openings, at, room),
    ...exemptionLines(
      stack.findings.filter((one) => one.verdict === "exempted"),
      room,
    ),
    ...changeLines(stack.changes, room),
  ];
}

/** The verdict on one stack, in short. */
export function summary(stack: StackReview): string {
  const refused = stack.findings.filter((finding) => finding.stops).length;
  const unjudged = stack.errors.length > 0 ? "; its preview failed too, so the rest was not judged" : "";
  if (refused > 0) return `refused by ${refused === 1 ? "one finding" : `${refused} findings`}${unjudged}`;
  if (stack.errors.length > 0) return "the preview failed";
  const open = stack.findings.filter((finding) => finding.verdict !== "exempted").length;
  return open === 0 ? "fine" : `fine, ${open} to review`;
}

function errorLines(errors: readonly string[]): string[] {
  return errors.length === 0 ? [] : [...errors.slice(0, 3).map((error) => `> ${cell(error, 400)}`), ""];
}

function findingLines(findings: readonly ReviewFinding[], room: Room): string[] {
  if (findings.length === 0) return [];
  const sorted = [...findings].sort((one, other) => weight(one) - weight(other));
  const shown = sorted.slice(0, room.findings);
  return [
    "| | rule | resource | value seen | needed | fix |",
    "|---|---|---|---|---|---|",
    ...shown.map(
      (one) =>
        `| ${icon(one)} | ${one.rules.map(code).join(" ")} | ${resource(one)} | ${cell(one.seen || one.title)} | ${cell(one.needed)} | ${cell(one.fix)} |`,
    ),
    ...rest(sorted.length - shown.length, "findings"),
    "",
    ...diffLines(shown.filter((one) => one.diff.length > 0).slice(0, room.diffs)),
  ];
}

function weight(finding: ReviewFinding): number {
  return finding.stops ? 0 : finding.verdict === "violation" ? 1 : 2;
}

function icon(finding: ReviewFinding): string {
  if (finding.stops) return "❌";
  return finding.verdict === "violation" ? "⚠️" : "❔";
}

function diffLines(findings: readonly ReviewFinding[]): string[] {
  if (findings.length === 0) return [];
  const blocks = findings.flatMap((one) => [`# ${one.rules[0]} ${one.resource}`, ...one.diff]);
  return [
    "<details><summary>Fixes as a diff</summary>",
    "",
    "```diff",
    ...blocks.map((line) => visible(line).replaceAll("```", "'''")),
    "```",
    "",
    "</details>",
    "",
  ];
}

function openingLines(openings: readonly ReviewOpening[], at: string, room: Room): string[] {
  if (openings.length === 0) return [];
  const shown = openings.slice(0, room.openings);
  return [
    "**Openings**",
    "",
    "| what | resource | lets in | time left |",
    "|---|---|---|---|",
    ...shown.map(
      (one) =>
        `| ${cell(one.what)} | ${resource({ resource: one.name, type: one.type })} | ${cell(one.sources)} | ${timeLeft(one.expires, at)} |`,
    ),
    ...rest(openings.length - shown.length, "openings"),
    "",
  ];
}

/** How long something may stay open, from an instant. */
export function timeLeft(expires: string | undefined, at: string): string {
  const end = readDate(expires);
  if (!end) return "no end stated";
  const hours = (end.getTime() - Date.parse(at)) / 3_600_000;
  if (hours <= 0) return `expired ${expires}`;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

function exemptionLines(findings: readonly ReviewFinding[], room: Room): string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, room.findings);
  return [
    "**Exemptions in force**",
    "",
    ...shown.map((one) => `- ${one.rules.map(code).join(" ")} on ${resource(one)}: ${cell(one.exemption ?? "", 300)}`),
    ...rest(findings.length - shown.length, "exemptions"),
    "",
  ];
}

function changeLines(changes: readonly ReviewChange[], room: Room): string[] {
  if (changes.length === 0) return [];
  const counts = (["create", "update", "replace", "delete"] as const)
    .map((op) => ({ op, count: changes.filter((change) => change.op === op).length }))
    .filter(({ count }) => count > 0)
    .map(({ op, count }) => `${count} to ${op}`);
  const line = `**Changes:** ${counts.join(", ")}`;
  if (room.changes === 0) return [line, ""];
  const sign = { create: "+", update: "~", replace: "+-", delete: "-" } as const;
  const listed = changes
    .slice(0, room.changes)
    .map((change) => visible(`${sign[change.op]} ${change.type} ${change.name}`).replaceAll("```", "'''"));
  return [
    line,
    "",
    "<details><summary>Resources</summary>",
    "",
    "```diff",
    ...listed,
    "```",
    ...rest(changes.length - listed.length, "resources"),
    "",
    "</details>",
    "",
  ];
}

function rest(count: number, what: string): string[] {
  return count > 0 ? ["", `and ${count} more ${what}`] : [];
}

function resource(one: { resource: string; type: string }): string {
  return one.resource === "" ? "the stack" : `${code(one.resource)} ${code(one.type)}`;
}

/** Text for a table cell or list item: one line, without markup, of bounded length. */
function cell(text: string, longest = 200): string {
  const line = visible(text.replace(/\s+/g, " ").trim());
  return escaped(line.length > longest ? `${line.slice(0, longest - 1)}…` : line);
}

/**
 * GitHub and GitLab find mentions, references and bare URLs in the text that Markdown renders, so a backslash does not stop
 * them; a zero-width space does. An entity would become the character it stands for.
 */
function escaped(line: string): string {
  return line
    .replaceAll("&", "&amp;")
    .replace(/[\\`*_{}[\]<>|#!~]|^[-+=]/g, (mark) => `\\${mark}`)
    .replace(/[@#!~$%](?=[\w"])|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi, "$&&#8203;");
}

/** A pipe ends a table cell even inside a code span and behind a backslash, and nothing can be escaped there. */
function code(text: string): string {
  const line = visible(text.replace(/\s+/g, " ")).replaceAll("`", "'");
  const short = line.length > 120 ? `${line.slice(0, 119)}…` : line;
  return short.includes("|") ? `<code>${escaped(short)}</code>` : `\`${short || " "}\``;
}
