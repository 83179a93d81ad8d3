/** The variable that `dbferry review` sets for its previews: they have no credentials, and the pack reports every finding. */
export const REVIEW_VARIABLE = "DBFERRY_REVIEW";

/** Whether this process belongs to a review's preview. Whoever could change something asks for the dry run too. */
export function isReview(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env[REVIEW_VARIABLE]);
}
