/** One finding of a stack, as the pack said it. */
export interface ReviewFinding {
  verdict: "violation" | "undetermined" | "exempted";
  /** True when it stops the update. */
  stops: boolean;
  /** Ids of the rules. */
  rules: string[];
  title: string;
  /** URN of the resource; empty when it is about the stack. */
  urn: string;
  resource: string;
  type: string;
  seen: string;
  needed: string;
  fix: string;
  /** Lines of the program that change, each with `- ` or `+ ` in front. */
  diff: string[];
  /** Anchor of the rule's documentation. */
  link: string;
  /** Why and until when it is waived. */
  exemption?: string;
}

/** One resource that an update would touch. */
export interface ReviewChange {
  op: "create" | "update" | "replace" | "delete";
  type: string;
  name: string;
  urn: string;
}

/** One thing that lets traffic in for the time of a migration. */
export interface ReviewOpening {
  urn: string;
  name: string;
  type: string;
  what: string;
  /** What it lets in, as far as it is known. */
  sources: string;
  /** ISO 8601 instant, or absent when nothing states one. */
  expires?: string;
}

/** What a preview of one stack shows. */
export interface StackReview {
  project: string;
  stack: string;
  findings: ReviewFinding[];
  changes: ReviewChange[];
  openings: ReviewOpening[];
  /** Errors of the program or a provider; a stack with one was not judged as a whole. */
  errors: string[];
}

/** Something that decides how a change is judged, or where secrets go, and that the change itself touches. */
export interface Touched {
  /** What it is in a word or two: endpoint, exemption, toolchain … */
  what: string;
  /** The file, and the setting in it. */
  where: string;
  /** The value in the base; empty for a file. */
  base: string;
  /** The value in the change, or what happened to the file. */
  change: string;
  /** Why the base allows it; absent when it does not, and then the review refuses. */
  allowed?: string;
}

/** What was reviewed, and when. */
export interface Review {
  /** Tells it from other reviews of the same pull request: the project, unless another name was given. */
  name: string;
  /** ISO 8601 instant at which the previews were made; time left is counted from it. */
  at: string;
  stacks: StackReview[];
  /** What the change touches of its own judgement. */
  touched?: Touched[];
  /** What was not looked at, so that nobody takes it for looked at and found good. */
  notes?: string[];
}

/** The verdict of a review: refused by a rule, broken so that it could not be judged, or fine. */
export type ReviewVerdict = "refused" | "broken" | "fine";

export function verdictOf(stacks: readonly StackReview[]): ReviewVerdict {
  if (stacks.some((stack) => stack.findings.some((finding) => finding.stops))) return "refused";
  return stacks.some((stack) => stack.errors.length > 0) ? "broken" : "fine";
}

/** The verdict on everything: a change that touches its own judgement is refused unless the base allows it. */
export function verdictOn(review: Pick<Review, "stacks" | "touched">): ReviewVerdict {
  return (review.touched ?? []).some(refuses) ? "refused" : verdictOf(review.stacks);
}

export const refuses = (one: Touched): boolean => one.allowed === undefined;
