import type { StackReview } from "../types";
import { type Item, isLowered, PARTS, type Part } from "./items";
import { FINDINGS_HEAD, OPENINGS_HEAD } from "./rows";
import { code, fenced } from "./text";

/** The lines around a part. */
const FRAMES: Record<Part, { before: readonly string[]; after: readonly string[] }> = {
  errors: { before: [], after: [""] },
  findings: { before: FINDINGS_HEAD, after: [""] },
  diffs: { before: ["<details><summary>Fixes as a diff</summary>", ""], after: ["</details>", ""] },
  openings: { before: ["**Openings**", "", ...OPENINGS_HEAD], after: [""] },
  lowered: { before: ["**Rules switched off or lowered**", ""], after: [""] },
  exemptions: { before: ["**Exemptions in force**", ""], after: [""] },
  counts: { before: [], after: [""] },
  changes: { before: ["<details><summary>Resources</summary>", ""], after: ["</details>", ""] },
};

/** Names of the parts, for the line that counts what is omitted. */
const NAMES: Partial<Record<Part, string>> = {
  errors: "errors",
  findings: "findings",
  lowered: "lowered rules",
  openings: "openings",
  exemptions: "exemptions",
  changes: "resources",
};

/** Maximum length of the line that counts what is omitted. */
const REST = "and 99999 more lowered rules".length + 2;

const sum = (lines: readonly string[]) => lines.reduce((length, line) => length + line.length + 1, 0);

/** Length of a part's frame. */
export const frameLength = (part: Part) => sum([...FRAMES[part].before, ...FRAMES[part].after]) + 12;

/** Length of a stack's heading, including the lines that count what is omitted. */
export function headingLength(stack: StackReview): number {
  const said = PARTS.filter((part) => NAMES[part] && totalOf(stack, part) > 0);
  return headingOf(stack).length + 2 + said.length * (REST + 2);
}

/** Length of an item without frames. */
export function itemLength({ lines }: Item): number {
  return PARTS.reduce((length, part) => {
    const own = lines[part];
    return own === undefined ? length : length + sum(own) + (part === "diffs" ? 1 : 0);
  }, 0);
}

const headingOf = (stack: StackReview) => `### ${code(stack.stack)}: ${summary(stack)}`;

/** A stack's section with the items chosen for it, and counts of those omitted. */
export function sectionOf(stack: StackReview, shown: readonly Item[]): string[] {
  const lines = PARTS.flatMap((part): string[] => {
    const mine = shown.flatMap((one) => (one.lines[part] ? [one.lines[part]] : []));
    const left = totalOf(stack, part) - mine.length;
    const rest = left > 0 && NAMES[part] ? ["", `and ${left} more ${NAMES[part]}`] : [];
    if (mine.length === 0)
      return part === "diffs" || part === "counts" || rest.length === 0 ? [] : [...rest.slice(1), ""];
    const { before, after } = FRAMES[part];
    return [...before, ...bodyOf(part, mine), ...rest, ...after];
  });
  return [headingOf(stack), "", ...lines];
}

function bodyOf(part: Part, mine: readonly (readonly string[])[]): string[] {
  if (part === "changes") return [...fenced("diff", mine.flat()), ""];
  if (part === "diffs") return mine.flatMap((block) => [...block, ""]);
  return mine.flat();
}

function totalOf(stack: StackReview, part: Part): number {
  const exempted = stack.findings.filter(({ verdict }) => verdict === "exempted").length;
  const lowered = stack.findings.filter(isLowered).length;
  const totals: Partial<Record<Part, number>> = {
    errors: stack.errors.length,
    findings: stack.findings.length - exempted,
    openings: stack.openings.length,
    lowered,
    exemptions: exempted - lowered,
    changes: stack.changes.length,
  };
  return totals[part] ?? 0;
}

/** A one-line summary of a stack's verdict. */
export function summary(stack: StackReview): string {
  const refused = stack.findings.filter((finding) => finding.stops).length;
  const unjudged = stack.errors.length > 0 ? "; its preview failed too, so the rest was not judged" : "";
  if (refused > 0) return `refused by ${refused === 1 ? "one finding" : `${refused} findings`}${unjudged}`;
  if (stack.errors.length > 0) return "not judged: the preview failed";
  const open = stack.findings.filter((finding) => finding.verdict !== "exempted").length;
  return open === 0 ? "fine" : `fine, ${open} to review`;
}
