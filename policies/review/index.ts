/**
 * Reviews of pull requests: previews of the changed stacks, from the engine's events to one Markdown comment, SARIF and
 * JSON. Everything here is pure but `upsertComment`, which is given its `fetch`.
 */
export { changedStacks } from "./changed";
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
