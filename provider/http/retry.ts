import pRetry, { AbortError } from "p-retry";
import { EndpointProblem } from "./problem";

/** The properties of a cloud's refusal that decide whether to retry. */
export interface Refusal {
  /** Too many calls: this one was not carried out. */
  throttled: boolean;
  /** No response, or a fault in the service: it may have been carried out. */
  outOfOrder: boolean;
}

const TIMES = { retries: 4, minTimeout: 250, maxTimeout: 4000 };

/**
 * Retries a cloud call after a temporary failure, for all clouds alike: always if it was not carried out; if it may
 * have been, only when it changes nothing.
 *
 * @param reads the call changes nothing
 * @param refusalOf interprets what the call threw
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
  // A refused connection carried no request; a lost one may have.
  return problem.again && (reads || /ECONNREFUSED/.test(problem.reason));
}
