/**
 * What hostile servers, endpoints, names, changes and files try on dbferry. Each family exports its list as `ATTACKS`;
 * its own tests run them one by one, and `npm run attacks` runs all of them, each in a separate process. Therefore a
 * file with attacks must not import vitest or start anything before `run`, and `run` must end everything that it
 * started.
 */
export type AttackFamily = "servers" | "endpoints" | "names" | "reviews" | "files";

export interface Attack {
  /**
   * What is tried, from the attacker's point of view: `takes the password by a self-signed certificate`. Unique in its
   * family.
   */
  name: string;
  family: AttackFamily;
  /** Tries it once. Throws only when the attack itself could not be carried out, which does not count as held. */
  run(): Promise<AttackOutcome>;
}

export interface AttackOutcome {
  /** True only when the attack took place, and dbferry did exactly what it should. */
  held: boolean;
  /** A secret was disclosed to somebody it was not meant for. */
  leaked?: boolean;
  /** Something of the attacker's was executed: a command, a statement, a terminal sequence. */
  ran?: boolean;
  /** dbferry was still waiting when the attack's own time limit was over. */
  hung?: boolean;
  /** Peak resident memory of a process that the attack started for dbferry; this process is always measured. */
  peakMb?: number;
  /** What was observed; required when the attack was not held. Never a secret. */
  detail?: string;
}

/** Describes what is wrong with an outcome, for a test's message; empty when the attack was held. */
export function broken(outcome: AttackOutcome): string {
  const signs = [
    outcome.leaked ? "leaked" : "",
    outcome.ran ? "ran" : "",
    outcome.hung ? "hung" : "",
    (outcome.peakMb ?? 0) > MOST_MB ? `${outcome.peakMb} MB` : "",
    outcome.held ? "" : "not held",
  ].filter(Boolean);
  return signs.length === 0 ? "" : `${signs.join(", ")}: ${outcome.detail ?? "no detail"}`;
}

/** Memory growth beyond this means that the attack was not held. */
export const MOST_MB = 300;
