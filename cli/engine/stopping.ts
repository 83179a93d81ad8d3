import { constants } from "node:os";
import { UserError } from "../terminal/errors";
import { printError } from "../terminal/print";
import type { OwnEngine } from "./ownEngine";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof SIGNALS)[number];

/** Outcome of an interruptible operation. */
export type Ended<T> = { value: T } | { error: unknown; stoppedBy?: Signal };

/**
 * Runs an operation of the engine. The first signal lets the engine finish its current calls and record the result;
 * the second ends it immediately, and the next `dbferry up` repairs the state.
 */
export async function stoppable<T>(engine: OwnEngine, work: () => Promise<T>): Promise<Ended<T>> {
  let stoppedBy: Signal | undefined;
  const stop = (signal: Signal) => {
    printError(
      stoppedBy
        ? "\nending the engine at once\n"
        : "\nstopping: the engine finishes its calls in progress and records them; press Ctrl-C again to end it at once\n",
    );
    stoppedBy ??= signal;
    engine.interrupt();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return { value: await work() };
  } catch (error) {
    return { error, stoppedBy };
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}

/** Exit of a stopped command: 128 plus the signal's number, as shells expect. */
export function stopped(message: string, by: Signal): UserError {
  return new UserError(message, (128 + constants.signals[by]) as 129 | 130 | 143);
}
