import type { Attack } from "../../support/attack";
import { COMMENTS } from "./comments";
import { JUDGEMENT } from "./judgement";
import { SECRETS } from "./secrets";
import { TWO_READINGS } from "./twoReadings";
import { UNSEEN } from "./unseen";

/** Every hostile change, and every hostile comment and report, that a review has to stand. */
export const ATTACKS: readonly Attack[] = [...SECRETS, ...JUDGEMENT, ...UNSEEN, ...TWO_READINGS, ...COMMENTS];
