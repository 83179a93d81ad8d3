/**
 * Environment variable that `dbferry review` sets for its previews: they have no credentials, and the policy pack
 * reports every finding.
 */
export const REVIEW_VARIABLE = "DBFERRY_REVIEW";

/**
 * Whether this process belongs to a review's preview. Code that could change something must also check for a dry run.
 */
export function isReview(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env[REVIEW_VARIABLE]);
}
