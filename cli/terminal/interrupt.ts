import { constants } from "node:os";
import { UserError } from "./errors";

/** What asks the command to stop: Ctrl-C, a supervisor, a terminal that closes. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` with an AbortSignal that any of these gives; asked a second time, the process ends at once. What was stopped
 * has no result, whatever `work` made of it: it ends with `told()` and, as the shell has it, 128 and the signal's number.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, told: () => string): Promise<T> {
  const stop = new AbortController();
  const interrupted = (name: (typeof SIGNALS)[number]) => {
    leave();
    stop.abort(new UserError(told(), (128 + constants.signals[name]) as 129 | 130 | 143));
  };
  const leave = () => {
    for (const name of SIGNALS) process.off(name, interrupted);
  };
  for (const name of SIGNALS) process.on(name, interrupted);
  try {
    return await work(stop.signal);
  } finally {
    leave();
    stop.signal.throwIfAborted();
  }
}
