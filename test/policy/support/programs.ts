import { FINE, REFUSED } from "../programs";
import { Engine, faultsOf, inParallel } from "./engine";

/** The outcome of running every program on the real engine. */
export interface ProgramsOutcome {
  refused: number;
  /** Programs that were not refused as they must be, with what was wrong. */
  slipped: { name: string; faults: string[] }[];
  /** Programs that were refused and must not be. */
  falseAlarms: { name: string; text: string }[];
}

/**
 * Runs programs on the real engine: the bad ones by `pulumi up` (which previews first, and must end there with nothing
 * made), the good ones by `pulumi preview`.
 */
export async function runPrograms(
  root: string,
  options: { workers?: number; only?: (name: string) => boolean; say?: (line: string) => void } = {},
): Promise<ProgramsOutcome> {
  const { workers = 2, only = () => true, say = () => {} } = options;
  const outcome: ProgramsOutcome = { refused: 0, slipped: [], falseAlarms: [] };
  const engine = await Engine.open(root, workers);
  try {
    await inParallel(Object.keys(REFUSED).filter(only), workers, async (name, worker) => {
      const faults = faultsOf(REFUSED[name]!, await engine.run("up", name, worker));
      if (faults.length === 0) outcome.refused += 1;
      else outcome.slipped.push({ name, faults });
      say(`${name}: ${faults.length === 0 ? `refused by ${REFUSED[name]!.rule}` : faults.join("; ")}`);
    });
    await inParallel(Object.keys(FINE).filter(only), workers, async (name, worker) => {
      const run = await engine.run("preview", name, worker);
      if (run.code !== 0) outcome.falseAlarms.push({ name, text: run.text });
      say(`${name}: ${run.code === 0 ? "passes" : run.text}`);
    });
  } finally {
    engine.close();
  }
  return outcome;
}
