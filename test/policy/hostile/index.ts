import type { Attack } from "./attack";
import { COMMENTS } from "./comments";
import { JUDGEMENT } from "./judgement";
import { SECRETS } from "./secrets";

export type { Attack, AttackResult } from "./attack";

/** Every hostile change, and every hostile comment and report, that a review has to stand. */
export const REVIEW_ATTACKS: readonly Attack[] = [...SECRETS, ...JUDGEMENT, ...COMMENTS];
