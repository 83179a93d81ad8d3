import { constants } from "node:os";
import { UserError } from "../terminal/errors";
import { tell } from "../terminal/print";
import type { OwnEngine } from "./ownEngine";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof SIGNALS)[number];

/** What became of an operation that could be stopped. */
export type Ended<T> = { value: T } | { error: unknown; stoppedBy?: Signal };

/**
 * Runs an operation of the engine. The first signal lets the engine finish the calls that it is in and write down what it did; the
 * second one ends it at once, and the next `dbferry up` repairs what that leaves.
 */
export async function stoppable<T>(engine: OwnEngine, work: () => Promise<T>): Promise<Ended<T>> {
  let stoppedBy: Signal | undefined;
  const stop = (signal: Signal) => {
    tell(
      stoppedBy
        ? "\nending the engine at once\n"
        : "\nstopping: the engine finishes the calls that it is in and writes down what it did; once more ends it at once\n",
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

/** How a command ends that was stopped: as shells expect, 128 plus the signal's number. */
export function stopped(message: string, by: Signal): UserError {
  return new UserError(message, (128 + constants.signals[by]) as 129 | 130 | 143);
}
