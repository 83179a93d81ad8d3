import { timeLeft } from "./markdown";
import { type Review, verdictOf, verdictOn } from "./types";

/** The review as JSON: the verdict first, then every finding. */
export function json(review: Review): Record<string, unknown> {
  return {
    name: review.name,
    verdict: verdictOn(review),
    at: review.at,
    touched: review.touched ?? [],
    notes: review.notes ?? [],
    stacks: review.stacks.map((stack) => ({
      ...stack,
      verdict: verdictOf([stack]),
      openings: stack.openings.map((opening) => ({ ...opening, timeLeft: timeLeft(opening.expires, review.at) })),
    })),
  };
}
