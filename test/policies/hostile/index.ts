import type { Attack } from "../../support/attack";
import { COMMENTS } from "./comments";
import { JUDGEMENT } from "./judgement";
import { SECRETS } from "./secrets";
import { TWO_READINGS } from "./twoReadings";
import { UNSEEN } from "./unseen";

/** Every hostile change, comment and report that a review has to withstand. */
export const ATTACKS: readonly Attack[] = [...SECRETS, ...JUDGEMENT, ...UNSEEN, ...TWO_READINGS, ...COMMENTS];
