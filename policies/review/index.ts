/**
 * Reviews of pull requests: from the engine's events for the changed stacks to one Markdown comment, SARIF and JSON.
 * Everything here is pure except `upsertComment`, which takes `fetch` as an argument.
 */
export { changedStacks, isProse, isStackFile } from "./changed";
export { Collector, type ReviewEvent } from "./collect";
export { type CommentOptions, LONGEST_COMMENT, markdown, marker, summary, timeLeft } from "./comment";
export { addressOf, documentationOf, isWebFolder } from "./documentation";
export { readFinding } from "./finding";
export { json } from "./json";
export { junit } from "./junit";
export { readReview } from "./read";
export { type SarifOptions, sarif } from "./sarif";
export {
  type Review,
  type ReviewFinding,
  type ReviewVerdict,
  refuses,
  type SourcePlace,
  type StackReview,
  type Touched,
  verdictOf,
  verdictOn,
} from "./types";
export { type CommentPlace, type Fetch, githubPlace, gitlabPlace, upsertComment } from "./upsert";
