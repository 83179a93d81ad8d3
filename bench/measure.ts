/** One bar: the measured value, the required value, and whether it is met. */
export interface Measure {
  value: number;
  bar: number;
  ok: boolean;
  unit: string;
}

export type Measures = Record<string, Measure>;

/** A group of measures. Progress is printed to standard error, never to standard output. */
export interface Bench {
  name: string;
  /** Parts that can be run separately. */
  parts?: readonly string[];
  /** @param only the parts to run; all if absent */
  run(only?: readonly string[]): Promise<Measures>;
}

export function atMost(value: number, bar: number, unit: string): Measure {
  return { value: round(value), bar, ok: value <= bar, unit };
}

export function atLeast(value: number, bar: number, unit: string): Measure {
  return { value: round(value), bar, ok: value >= bar, unit };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The fastest of several runs: the cost of the work itself, without other load. */
export function best(seconds: readonly number[]): number {
  return Math.min(...seconds);
}

/** `0.812 s (median 0.840)`: the fastest run and the median. */
export function shown(seconds: readonly number[]): string {
  return `${best(seconds).toFixed(3)} s (median ${median(seconds).toFixed(3)})`;
}

/** Elapsed seconds of a piece of work. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Elapsed seconds of several pieces of work, interleaved so that noise affects all alike. */
export async function inTurns(
  rounds: number,
  work: Record<string, () => Promise<unknown>>,
): Promise<Record<string, number[]>> {
  const taken: Record<string, number[]> = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(work)) {
      taken[name]!.push(await seconds(run));
    }
  }
  return taken;
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
