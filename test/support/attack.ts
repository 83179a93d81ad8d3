/**
 * What hostile servers, endpoints, names, changes and files try on dbferry. Each family exports its list as `ATTACKS`; its own tests
 * run them one by one, and `npm run attacks` runs all of them, each in a process of its own. Therefore: no import of vitest in a
 * file with attacks, nothing is started before `run`, and everything that `run` started is ended by it.
 */
export type AttackFamily = "servers" | "endpoints" | "names" | "reviews" | "files";

export interface Attack {
  /** What is tried, in the words of an attacker: `takes the password by a self-signed certificate`. Unique in its family. */
  name: string;
  family: AttackFamily;
  /** Tries it once. Throws only when the attack itself could not be made: an attack that was not made is not held. */
  run(): Promise<AttackOutcome>;
}

export interface AttackOutcome {
  /** True only when the attack took place, and dbferry did exactly what it should. */
  held: boolean;
  /** A secret reached somebody it is not for. */
  leaked?: boolean;
  /** Something of the attacker's was executed: a command, a statement, a terminal sequence. */
  ran?: boolean;
  /** dbferry was still waiting when the attack's own limit was over. */
  hung?: boolean;
  /** Largest resident memory of a process that the attack started for dbferry; of this process it is measured anyway. */
  peakMb?: number;
  /** What was seen; necessary where it did not hold. Never a secret. */
  detail?: string;
}

/** What is wrong with an outcome, for a test's message; empty when the attack was held. */
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

/** More memory than this is an attack that was not held. */
export const MOST_MB = 300;
