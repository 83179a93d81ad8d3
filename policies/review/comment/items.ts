import { RULES } from "../../rules/catalogue";
import type { Review, ReviewFinding, StackReview } from "../types";
import { changeCounts, changeLine, diffBlock, exemptionRow, findingRow, type Links, openingRow } from "./rows";
import { prose } from "./text";

/** The parts of a stack's section, in display order. */
export const PARTS = ["errors", "findings", "diffs", "lowered", "openings", "exemptions", "counts", "changes"] as const;
export type Part = (typeof PARTS)[number];

/** One thing to show, or several that must be shown together, such as a finding and its diff. */
export interface Item {
  stack: number;
  lines: Partial<Record<Part, readonly string[]>>;
  /** Sort key: worst first, and the first item of every stack before the second of any. */
  rank: readonly number[];
}

const SEVERITY = { critical: 0, high: 1, medium: 2, low: 3 } as const;

const severityOf = ({ rules }: ReviewFinding) =>
  Math.min(3, ...rules.map((id) => SEVERITY[RULES.find((rule) => rule.id === id)?.severity ?? "low"]));

/** A rule that the settings switch off or lower for every resource. */
export const isLowered = (one: ReviewFinding) =>
  one.verdict === "exempted" && /^the rule is \w+ in this stack/.test(one.seen);

/** Everything that could be shown about the stacks, worst first. */
export function itemsOf(review: Review, links: Links): Item[] {
  const items = review.stacks.flatMap((stack, at) => [
    ...errorsOf(stack, at),
    ...findingsOf(stack, at, links),
    ...exemptionsOf(stack, at, links),
    ...stack.openings.map((one, index) => item(at, { openings: [openingRow(one, review.at)] }, [5, 0, index, at])),
    ...changesOf(stack, at),
  ]);
  return items.sort(({ rank: one }, { rank: other }) => {
    const place = one.findIndex((value, index) => value !== other[index]);
    return place < 0 ? 0 : one[place]! - other[place]!;
  });
}

function item(stack: number, lines: Item["lines"], rank: readonly number[]): Item {
  return { stack, lines, rank };
}

function errorsOf({ errors }: StackReview, at: number): Item[] {
  return errors.map((error, index) =>
    item(at, { errors: [`> ${prose(error, 400)}`, ">"] }, [index < 2 ? 0 : 4, 0, index, at]),
  );
}

function findingsOf({ findings }: StackReview, at: number, links: Links): Item[] {
  const open = findings.filter(({ verdict }) => verdict !== "exempted");
  const sorted = open
    .map((one) => ({ one, kind: one.stops ? 1 : one.verdict === "violation" ? 3 : 4, severity: severityOf(one) }))
    .sort((one, other) => one.kind - other.kind || one.severity - other.severity);
  return sorted.map(({ one, kind, severity }, index) => {
    const diff = one.diff.length > 0 ? { diffs: diffBlock(one) } : {};
    return item(at, { findings: findingRow(one, links), ...diff }, [kind, severity, index, at]);
  });
}

function exemptionsOf({ findings }: StackReview, at: number, links: Links): Item[] {
  const exempted = findings.filter(({ verdict }) => verdict === "exempted");
  return exempted.map((one, index) => {
    const row = [exemptionRow(one, links)];
    return isLowered(one)
      ? item(at, { lowered: row }, [2, 0, index, at])
      : item(at, { exemptions: row }, [6, 0, index, at]);
  });
}

function changesOf({ changes }: StackReview, at: number): Item[] {
  if (changes.length === 0) return [];
  return [
    item(at, { counts: [`**Changes:** ${changeCounts(changes)}`] }, [4, 9, 0, at]),
    ...changes.slice(0, 200).map((change, index) => item(at, { changes: [changeLine(change)] }, [7, 0, index, at])),
  ];
}
