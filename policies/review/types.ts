/** A place in the program's own files, relative to the repository. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
}

/** One finding on a stack, as reported by the pack. */
export interface ReviewFinding {
  verdict: "violation" | "undetermined" | "exempted";
  /** True when it stops the update. */
  stops: boolean;
  /** Ids of the rules. */
  rules: string[];
  title: string;
  /** URN of the resource; empty when the finding is about the stack. */
  urn: string;
  resource: string;
  type: string;
  seen: string;
  needed: string;
  fix: string;
  /** Lines of code that change, each prefixed with `- ` or `+ `. */
  diff: string[];
  /** Why there are no such lines. */
  told?: string;
  /** Anchor of the rule's documentation. */
  link: string;
  /** Where the program registers the resource, as far as the engine knows it. */
  source?: SourcePlace;
  /** The reason and expiry of its exemption. */
  exemption?: string;
}

/** One resource that an update would change. */
export interface ReviewChange {
  op: "create" | "update" | "replace" | "delete";
  type: string;
  name: string;
  urn: string;
}

/** Temporary access for a migration. */
export interface ReviewOpening {
  urn: string;
  name: string;
  type: string;
  what: string;
  /** What it allows, as far as known. */
  sources: string;
  /** ISO 8601 instant; absent when no expiry is stated. */
  expires?: string;
}

/** The contents of a preview of one stack. */
export interface StackReview {
  project: string;
  stack: string;
  findings: ReviewFinding[];
  changes: ReviewChange[];
  openings: ReviewOpening[];
  /** Errors of the program or a provider; a stack with errors was not judged completely. */
  errors: string[];
}

/** Part of the change that affects how it is judged, or where secrets are sent. */
export interface Touched {
  /** A one- or two-word kind: endpoint, exemption, toolchain … */
  what: string;
  /** The file, and the setting in it. */
  where: string;
  /** The value in the base; empty for a file. */
  base: string;
  /** The value in the change, or what happened to the file. */
  change: string;
  /** The file's identity in the change, with which the base can allow exactly this version. */
  content?: string;
  /** Why the base allows it; absent when it does not, in which case the review refuses. */
  allowed?: string;
}

/** What was reviewed, and when. */
export interface Review {
  /** Distinguishes it from other reviews of the same pull request; defaults to the project's name. */
  name: string;
  /** ISO 8601 instant of the previews, from which remaining time is counted. */
  at: string;
  stacks: StackReview[];
  /** Parts of the change that affect its own review. */
  touched?: Touched[];
  /** Settings that weaken the pack as a whole. */
  lowered?: string[];
  /** What was not reviewed, so that nobody assumes it was approved. */
  notes?: string[];
}

/** The verdict of a review: refused by a rule, broken (not judged), or fine. */
export type ReviewVerdict = "refused" | "broken" | "fine";

export function verdictOf(stacks: readonly StackReview[]): ReviewVerdict {
  if (stacks.some((stack) => stack.findings.some((finding) => finding.stops))) return "refused";
  return stacks.some((stack) => stack.errors.length > 0) ? "broken" : "fine";
}

/** The overall verdict: a change that affects its own review is refused unless the base allows it. */
export function verdictOn(review: Pick<Review, "stacks" | "touched">): ReviewVerdict {
  return (review.touched ?? []).some(refuses) ? "refused" : verdictOf(review.stacks);
}

export const refuses = (one: Touched): boolean => one.allowed === undefined;
