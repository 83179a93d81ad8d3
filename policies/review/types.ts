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

/** What was reviewed, and when. */
export interface Review {
  /** Tells it from other reviews of the same pull request: the project, unless another name was given. */
  name: string;
  /** ISO 8601 instant at which the previews were made; time left is counted from it. */
  at: string;
  stacks: StackReview[];
}

/** The verdict of a review: refused by a rule, broken so that it could not be judged, or fine. */
export type ReviewVerdict = "refused" | "broken" | "fine";

export function verdictOf(stacks: readonly StackReview[]): ReviewVerdict {
  if (stacks.some((stack) => stack.findings.some((finding) => finding.stops))) return "refused";
  return stacks.some((stack) => stack.errors.length > 0) ? "broken" : "fine";
}
