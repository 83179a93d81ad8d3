import { timeLeft } from "./comment";
import { addressOf, documentationOf } from "./documentation";
import { type Review, verdictOf, verdictOn } from "./types";

/** The review as JSON: the verdict first, then every finding. */
export function json(review: Review, docs?: string): Record<string, unknown> {
  return {
    name: review.name,
    verdict: verdictOn(review),
    at: review.at,
    touched: review.touched ?? [],
    lowered: review.lowered ?? [],
    notes: review.notes ?? [],
    stacks: review.stacks.map((stack) => ({
      ...stack,
      verdict: verdictOf([stack]),
      judged: stack.errors.length === 0 ? "completely" : "not completely",
      findings: stack.findings.map((finding) => ({
        ...finding,
        link: finding.link || documentationOf(finding.rules[0] ?? ""),
        ...(addressOf(finding.rules[0] ?? "", docs) ? { url: addressOf(finding.rules[0] ?? "", docs) } : {}),
      })),
      openings: stack.openings.map((opening) => ({ ...opening, timeLeft: timeLeft(opening.expires, review.at) })),
    })),
  };
}
