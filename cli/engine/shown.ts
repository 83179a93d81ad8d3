import { Status } from "../terminal/status";
import type { OwnEngine } from "./ownEngine";
import { Progress } from "./progress";
import { type Ended, stoppable } from "./stopping";

type Shown = NonNullable<ConstructorParameters<typeof Progress>[1]>;

/** Runs an operation of the engine, which signals can stop, and shows its events as they arrive. */
export async function shown<T>(
  engine: OwnEngine,
  say: (line: string) => void,
  run: (onEvent: Progress["onEvent"]) => Promise<T>,
  how: Omit<Shown, "status"> = {},
): Promise<{ progress: Progress; ended: Ended<T> }> {
  const status = new Status();
  const progress = new Progress(say, { ...how, status });
  const ended = await stoppable(engine, () => run(progress.onEvent)).finally(() => status.end());
  return { progress, ended };
}
