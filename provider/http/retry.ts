import pRetry, { AbortError } from "p-retry";
import { EndpointProblem } from "./problem";

/** A cloud's refusal, as far as trying again depends on it. */
export interface Refusal {
  /** Too many calls: this one was not done. */
  throttled: boolean;
  /** No answer, or the service was out of order: it may have been done. */
  outOfOrder: boolean;
}

const TIMES = { retries: 4, minTimeout: 250, maxTimeout: 4000 };

/**
 * Repeats a call to a cloud that failed in passing, for every cloud alike: what was not done, always; what may have been done, only when
 * it changes nothing.
 *
 * @param reads the call changes nothing
 * @param refusalOf reads what the call threw
 */
export function retried<T>(
  call: () => Promise<T>,
  reads: boolean,
  refusalOf: (error: unknown) => Error & Refusal,
): Promise<T> {
  return pRetry(async () => {
    try {
      return await call();
    } catch (error) {
      const problem = error instanceof EndpointProblem ? error : refusalOf(error);
      throw mayRepeat(problem, reads) ? problem : new AbortError(problem);
    }
  }, TIMES);
}

function mayRepeat(problem: EndpointProblem | (Error & Refusal), reads: boolean): boolean {
  if (!(problem instanceof EndpointProblem)) return problem.throttled || (reads && problem.outOfOrder);
  // A connection that was refused was not used; one that was lost may have been.
  return problem.again && (reads || /ECONNREFUSED/.test(problem.reason));
}
