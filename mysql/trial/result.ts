import type { Kind } from "./definitions";
import type { RefusedStatements } from "./statements";

/** Refusals for which a way out is looked for. */
export const ADVISED = 100;

/** A definition that the target's version refuses. */
export interface Refusal {
  /** `table shop.orders`. */
  object: string;
  errno: number;
  code: string;
  /** The server's own words. */
  message: string;
  /** What would be accepted: tried. Absent: nothing that was tried is. */
  remedy?: string;
  /** There were so many that no way around this one was looked for. */
  unadvised?: boolean;
  /** What was tried to get around it, each with the server's answer. */
  triedInVain?: string[];
}

export interface TrialResult {
  /** Address and version of the server on which it was tried. */
  server: string;
  accepted: Map<Kind, number>;
  refused: Refusal[];
  /** What was not tried or not under the target's conditions, each with the reason. */
  notTried: string[];
  /** Of the statements that other checks are about to print. */
  refusedStatements: RefusedStatements;
}
