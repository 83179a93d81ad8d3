import { RULES } from "../../rules/catalogue";
import { documentationOf } from "../documentation";
import { type Review, type ReviewFinding, refuses, type StackReview, verdictOf, verdictOn } from "../types";
import { type Item, itemsOf, PARTS, type Part } from "./items";
import { type Links, ruleLink, TOUCHED_HEAD, touchedRow } from "./rows";
import { frameLength, headingLength, itemLength, sectionOf, summary } from "./sections";
import { code, prose } from "./text";

export { timeLeft } from "./rows";
export { summary };

/** The line that identifies the comment of an earlier run of the same review. */
export function marker(review: Pick<Review, "name">): string {
  return `<!-- dbferry review: ${review.name} -->`;
}

/** GitHub allows 65,536 characters; the rest is left for additions by the pipeline. */
export const LONGEST_COMMENT = 60_000;

export interface CommentOptions extends Links {
  /** Maximum number of characters. */
  limit?: number;
  /** URL of the full report: the pipeline's run. */
  report?: string;
}

const HEADLINES = {
  refused: "❌ Refused",
  broken: "⚠️ Not judged: a preview failed",
  fine: "✅ No rule is broken",
  open: "✅ Nothing is refused",
} as const;

/**
 * The comment for a pull request: the verdict first, then the worst findings of all stacks while there is room, then a
 * summary of what is omitted.
 */
export function markdown(review: Review, options: CommentOptions = {}): string {
  const { limit = LONGEST_COMMENT } = options;
  const head = headOf(review);
  const touched = touchedLines(review, limit / 4);
  const notes = noteLines(review.notes ?? [], limit / 8);
  const rules = rulesOf(review, options);
  const items = itemsOf(review, options);
  // Reserves room for the text about what is omitted.
  let left = limit - length([...head, ...touched, ...notes]) - LEFT_OUT;
  const all = left - length(rules) > 0 ? rules : [];
  left -= length(all);
  const { shown, room } = chosen(review, items, left);
  const sections = review.stacks.flatMap((stack, at) => {
    const mine = shown.get(at);
    return mine ? sectionOf(stack, mine) : [];
  });
  const others = otherStacks(review, shown, room);
  const lines = [
    ...head,
    ...leftOut(review, items.length, shown, others.hidden, options),
    ...touched,
    ...sections,
    ...others.lines,
    ...all,
    ...notes,
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** There are at most three settings that lower the whole pack. */
const LONGEST_LOWERED = 2_000;

/** Maximum length of the text about what is omitted. */
const LEFT_OUT = 700;

const length = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** The items that fit, worst first, grouped by stack, and the remaining room. */
function chosen(review: Review, items: readonly Item[], limit: number) {
  const shown = new Map<number, Item[]>();
  const parts = new Map<number, Set<Part>>();
  let room = limit;
  for (const item of items) {
    const known = parts.get(item.stack);
    const mine = PARTS.filter((part) => item.lines[part]);
    const frames = mine.filter((part) => !known?.has(part)).map(frameLength);
    const heading = known ? 0 : headingLength(review.stacks[item.stack]!);
    const cost = itemLength(item) + heading + frames.reduce((sum, frame) => sum + frame, 0);
    if (cost > room) continue;
    room -= cost;
    shown.set(item.stack, [...(shown.get(item.stack) ?? []), item]);
    parts.set(item.stack, new Set([...(known ?? []), ...mine]));
  }
  return { shown, room };
}

const RANK = { refused: 0, broken: 1, fine: 2 } as const;

/**
 * One line for each stack with no items shown, refused ones first. Lines are never cut, because that could break
 * markup.
 */
function otherStacks(review: Review, shown: ReadonlyMap<number, unknown>, limit: number) {
  let room = limit;
  const others = review.stacks
    .filter((_, at) => !shown.has(at))
    .sort((one, other) => RANK[verdictOf([one])] - RANK[verdictOf([other])]);
  const lines: string[] = [];
  for (const stack of others) {
    const line = `- ${code(stack.stack)}: ${summary(stack)}`;
    if (line.length + 1 > room) break;
    room -= line.length + 1;
    lines.push(line);
  }
  return { lines: lines.length > 0 ? [...lines, ""] : [], hidden: others.slice(lines.length) };
}

/** Says what is omitted and where to find it, so that nobody takes the excerpt for the whole review. */
function leftOut(
  review: Review,
  items: number,
  shown: ReadonlyMap<number, readonly Item[]>,
  hidden: readonly StackReview[],
  { report }: CommentOptions,
): string[] {
  const taken = [...shown.values()].flat();
  if (taken.length === items && hidden.length === 0) return [];
  const total = review.stacks.reduce((sum, stack) => sum + open(stack).length, 0);
  const some = taken.filter(({ lines }) => lines.findings).length;
  const parts = [
    ...(some < total ? [`the ${some} worst of ${total} findings are shown`] : []),
    ...(hidden.length > 0 ? [`${stacksIn(hidden)} are not named`] : []),
  ];
  const where = report
    ? `the report of [this run](${report})`
    : "the review's JSON or SARIF report, an artifact of the pipeline";
  const what = parts.length > 0 ? `: ${parts.join("; ")}` : "";
  return [`**This comment is too long to show everything${what}.** All of it is in ${where}.`, ""];
}

const open = (stack: StackReview) => stack.findings.filter(({ verdict }) => verdict !== "exempted");

function stacksIn(stacks: readonly StackReview[]): string {
  const verdicts = stacks.map((stack) => verdictOf([stack]));
  const counts = [
    ["refused", "refused"],
    ["broken", "not judged"],
    ["fine", "fine"],
  ].flatMap(([verdict, word]) => {
    const count = verdicts.filter((one) => one === verdict).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return `${stacks.length} more stacks (${counts.join(", ")})`;
}

function headOf(review: Review): string[] {
  const verdict = verdictOn(review);
  const findings = review.stacks.flatMap((stack) => stack.findings);
  const count = (test: (finding: ReviewFinding) => boolean) => findings.filter(test).length;
  const counts = [
    `${count((one) => one.stops)} refused`,
    counted(
      count((one) => !one.stops && one.verdict === "violation"),
      "warning",
    ),
    `${count((one) => one.verdict === "undetermined")} undetermined`,
    `${count((one) => one.verdict === "exempted")} exempted`,
  ];
  const stacks = counted(review.stacks.length, "stack");
  const title = (headline: string) => [marker(review), `## ${headline}: ${prose(review.name)}`, ""];
  const touched = (review.touched ?? []).filter(refuses).length;
  const places = touched === 1 ? "one place" : `${touched} places`;
  const warning =
    touched === 0 ? [] : [`The change affects its own review in ${places}, and the base does not allow it.`, ""];
  if (review.stacks.length === 0 && touched > 0)
    return [...title(HEADLINES.refused), ...warning, "Nothing was previewed.", ""];
  if (review.stacks.length === 0) return [...title("No stack is affected"), "Nothing was previewed.", ""];
  // A refusal does not imply that everything was judged, so crashed previews are reported too.
  const crashed = review.stacks.filter(({ errors }) => errors.length > 0).length;
  const partly =
    crashed === 0
      ? []
      : [
          `**${crashed === 1 ? "One stack was" : `${crashed} stacks were`} not judged, or not completely: a preview failed.**`,
          "",
        ];
  const lowered = fitting(
    (review.lowered ?? []).map((one) => `⚠️ **${prose(one)}**`),
    LONGEST_LOWERED,
  ).flatMap((line) => [line, ""]);
  const headline = verdict === "fine" && findings.some((one) => one.verdict !== "exempted") ? "open" : verdict;
  return [...title(HEADLINES[headline]), ...warning, ...lowered, ...partly, `${counts.join(", ")} in ${stacks}.`, ""];
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** The first table, so that even a reader who stops there sees that the change affects its own review. */
function touchedLines({ touched = [] }: Review, limit: number): string[] {
  if (touched.length === 0) return [];
  const sorted = [...touched].sort((one, other) => Number(refuses(other)) - Number(refuses(one)));
  const rows = fitting(sorted.map(touchedRow), limit);
  const rest = sorted.slice(rows.length);
  const refusing = rest.filter(refuses).length;
  return [
    "**How this change affects its own review** (judged by the base's settings)",
    "",
    ...TOUCHED_HEAD,
    ...rows,
    ...(rest.length > 0 ? ["", `and ${rest.length} more places, ${refusing} of which the base does not allow`] : []),
    "",
  ];
}

/** The title and documentation of each rule that has findings. */
function rulesOf(review: Review, links: Links): string[] {
  const used = new Set(review.stacks.flatMap((stack) => stack.findings.flatMap(({ rules }) => rules)));
  const rows = [...used].sort().flatMap((id) => {
    const see = documentationOf(id);
    if (see === "") return [];
    const rule = RULES.find((one) => one.id === id);
    return [`- ${ruleLink(id, links)}${rule ? ` (${rule.severity}): ${prose(rule.title)}.` : ""} See ${code(see)}.`];
  });
  if (rows.length === 0) return [];
  return ["<details><summary>The rules and their documentation</summary>", "", ...rows, "", "</details>", ""];
}

/** As many notes as fit; escaping can make them many times longer. */
function noteLines(notes: readonly string[], limit: number): string[] {
  if (notes.length === 0) return [];
  const shown = fitting(
    notes.map((note) => `- ${prose(note, 400)}`),
    limit,
  );
  const rest = notes.length - shown.length;
  return ["**Not checked**", "", ...shown, ...(rest > 0 ? [`- and ${rest} more`] : []), ""];
}

/** The leading lines that fit the limit. */
function fitting(lines: readonly string[], limit: number): string[] {
  let room = limit;
  const end = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return end < 0 ? [...lines] : lines.slice(0, end);
}
