import { constants } from "node:os";
import { UserError } from "./errors";

/** Signals that stop the command: Ctrl-C, a supervisor, a closing terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` with an AbortSignal for these signals; a second one ends the process immediately. Stopped work has no
 * result, whatever it returned: the command exits with `told()` and 128 plus the signal's number, as shells expect.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, told: () => string): Promise<T> {
  const stop = new AbortController();
  const interrupted = (name: (typeof SIGNALS)[number]) => {
    // Deferred: without another listener, the library that ends child processes on exit would act on the signal
    // itself.
    setImmediate(leave);
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
