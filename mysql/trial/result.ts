import type { Kind } from "./definitions";
import type { RefusedStatements } from "./statements";

/** Number of refusals for which a remedy is looked for. */
export const MAX_ADVISED = 100;

/** A definition refused by the target's version. */
export interface Refusal {
  /** `table shop.orders`. */
  object: string;
  errno: number;
  code: string;
  /** The server's message. */
  message: string;
  /** A definition that was tried and accepted. Absent: nothing that was tried was accepted. */
  remedy?: string;
  /** There were too many refusals to look for a remedy for this one. */
  unadvised?: boolean;
  /** Remedies that were tried, each with the server's refusal. */
  triedInVain?: string[];
}

export interface TrialResult {
  /** Address and version of the server on which it was tried. */
  server: string;
  accepted: Map<Kind, number>;
  refused: Refusal[];
  /** What was not tried, or not under the target's conditions, each with the reason. */
  notTried: string[];
  /** Refused statements among those that other checks are about to print. */
  refusedStatements: RefusedStatements;
}
