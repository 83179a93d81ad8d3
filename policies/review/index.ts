/**
 * Reviews of pull requests: from the engine's events for the changed stacks to one Markdown comment, SARIF and JSON.
 * Everything here is pure except `upsertComment`, which takes `fetch` as an argument.
 */
export { changedStacks, isProse } from "./changed";
export { Collector, type ReviewEvent } from "./collect";
export { type CommentPlace, type Fetch, githubPlace, gitlabPlace, upsertComment } from "./comment";
export { json } from "./json";
export { LONGEST_COMMENT, markdown, marker, summary, timeLeft } from "./markdown";
export { readReview } from "./read";
export { type SarifOptions, sarif } from "./sarif";
export {
  type Review,
  type ReviewFinding,
  type ReviewVerdict,
  refuses,
  type StackReview,
  type Touched,
  verdictOf,
  verdictOn,
} from "./types";
