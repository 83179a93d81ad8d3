import fc from "fast-check";
import type { MutationCase } from "./case";
import type { ServerName, Servers } from "./servers";
import { SETTINGS } from "./settings";
import { type Judged, Stage } from "./stage";
import { mutationsFor } from "./table";

/** Pairs of source and target. */
export const PAIRS: readonly (readonly [ServerName, ServerName])[] = [
  ["5.6", "5.6 again"],
  ["5.6", "9"],
  ["5.6", "MariaDB"],
  ["MariaDB", "9"],
  ["9", "5.6 again"],
  ["MariaDB", "MariaDB again"],
  ["9", "9 again"],
];

export interface Totals {
  tried: number;
  found: number;
  falseAlarms: number;
  missed: Judged[];
}

/**
 * Tries `wanted` cases from the table of kinds, spread evenly over the pairs of servers and the session defaults. The
 * seed decides which cases run under which defaults; many runs cover all combinations.
 */
export async function tryMutations(
  servers: Servers,
  wanted: number,
  seed: number,
  options: { pairs?: typeof PAIRS; say?: (line: string) => void } = {},
): Promise<Totals> {
  const { pairs = PAIRS, say = () => {} } = options;
  const totals: Totals = { tried: 0, found: 0, falseAlarms: 0, missed: [] };
  const cells = pairs.length * SETTINGS.length;
  let cell = 0;
  for (const [from, to] of pairs) {
    const [source, target] = await Promise.all([servers.get(from), servers.get(to)]);
    const stage = await Stage.open(source, target);
    const all = mutationsFor({ source: source.product, target: target.product });
    const small = deal(
      all.filter((one) => one.size !== "megabytes"),
      seed + cell,
    );
    const large = deal(
      all.filter((one) => one.size === "megabytes"),
      seed + cell,
    );
    const started = Date.now();
    for (const settings of SETTINGS) {
      cell += 1;
      const due = Math.round((wanted * cell) / cells) - totals.tried;
      const share = settings.megabytes ? Math.min(LARGE_AT_ONCE, Math.floor(due / 2)) : 0;
      const cases = [...large(share), ...small(due - share)];
      if (cases.length === 0) continue;
      // Every second run uses chunks so small that boundaries are everywhere.
      const chunks = (seed + cell) % 2 === 0 ? { maxChunkRows: 1 + ((seed + cell) % 7) } : {};
      // Every third run rechecks differences, and only those seen both times may be reported.
      const over = (seed + cell) % 3 === 0 ? { ...chunks, recheck: { rounds: 2, waitMs: 0 } } : chunks;
      const results = await stage.judge(cases, settings, over);
      totals.tried += results.length;
      totals.found += results.filter(({ found }) => found).length;
      totals.falseAlarms += results.filter(({ sameBefore }) => !sameBefore).length;
      totals.missed.push(...results.filter(({ found, sameBefore }) => !found || !sameBefore));
    }
    say(
      `mutations: ${stage.name}: ${totals.found} of ${totals.tried} found so far, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }
  return totals;
}

/** Maximum number of megabyte cases in one comparison. */
const LARGE_AT_ONCE = 4;

/** Deals from a shuffled pack, which starts over when it is used up. */
function deal(cases: readonly MutationCase[], seed: number): (count: number) => MutationCase[] {
  const [pack] = fc.sample(fc.shuffledSubarray([...cases], { minLength: cases.length }), { seed, numRuns: 1 });
  let next = 0;
  return (count) => {
    const hand = new Set<MutationCase>();
    for (; hand.size < Math.min(count, pack!.length); next++) hand.add(pack![next % pack!.length]!);
    return [...hand];
  };
}
