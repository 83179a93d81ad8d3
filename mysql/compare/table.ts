import { compareBuckets, rowCounts } from "./buckets";
import type { KeyValues, Range, TablePlan } from "./checksum";
import { chunk, type Sum, sameSum } from "./chunk";
import type { Context } from "./context";
import { SuspectRange } from "./suspectRange";
import type { Suspect } from "./suspects";
import { SuspectBuckets, SuspectCount } from "./suspectTotals";
import type { Throttle } from "./throttle";
import type { TableResult } from "./types";
import { Walk } from "./walk";

/** What an interrupted comparison of a table had got to. */
export interface TableProgress {
  /** Where the first chunk begins that is not done. */
  next?: KeyValues;
  /** Every chunk is done; differing ones may still have to be looked at again. */
  walked?: boolean;
  rows: { source: number; target: number };
  chunks: number;
  suspects: Range[];
}

export interface TableWork {
  context: Context;
  plan: TablePlan;
  throttle: Throttle;
  /** Told after each chunk. */
  chunkDone: (progress: TableProgress, share: number, rows: number) => void;
  paused: (why: string) => void;
  resume?: TableProgress;
}

/** A table that was read once, with what has to be looked at again before its result counts. */
export interface TableSeen {
  result: TableResult;
  suspects: Suspect[];
}

/** Reads one table on both sides in the mode of the input. */
export async function readTable(work: TableWork): Promise<TableSeen> {
  const started = Date.now();
  const { plan, context } = work;
  const method = context.input.mode === "counts" ? "count" : plan.key ? "key" : "buckets";
  const result: TableResult = {
    database: plan.database,
    table: plan.table.source.name,
    rows: { source: 0, target: 0 },
    equal: true,
    method,
    key: plan.key?.columns,
    differing: 0,
    differences: [],
    ranges: [],
    notComparable: plan.columns.notComparable,
    structure: plan.columns.structure,
    chunks: 0,
    seconds: 0,
  };
  const suspects = await { count: counts, buckets, key: chunks }[method](work, result);
  result.seconds = (Date.now() - started) / 1000;
  return { result, suspects };
}

/** Says whether a table is equal, once nothing of it has to be looked at again. */
export function conclude({ input }: Context, result: TableResult): void {
  const full = result.method === "key" && input.mode === "full";
  // Chunks whose counts differed were looked at again: what is left of the difference of the totals was lag.
  if (full && result.differing === 0) result.rows.target = result.rows.source;
  result.equal = result.differing === 0 && result.structure.length === 0 && result.rows.source === result.rows.target;
}

async function counts({ context, plan }: TableWork, result: TableResult): Promise<Suspect[]> {
  const { source, target } = await rowCounts(context, plan);
  result.rows = { source, target };
  return source === target || once(context) ? [] : [new SuspectCount(context, plan, result)];
}

async function buckets({ context, plan }: TableWork, result: TableResult): Promise<Suspect[]> {
  const seen = await compareBuckets(context, plan);
  result.rows = seen.rows;
  result.chunks = seen.buckets;
  if (seen.differing.length === 0) return [];
  const suspect = new SuspectBuckets(context, plan, result, seen);
  if (!once(context)) return [suspect];
  await suspect.conclude();
  return [];
}

/** By request nothing is looked at again. */
function once({ input }: Context): boolean {
  return input.recheck?.rounds === 0;
}

async function chunks(work: TableWork, result: TableResult): Promise<Suspect[]> {
  const { context, plan } = work;
  const progress: TableProgress = work.resume ?? { rows: { source: 0, target: 0 }, chunks: 0, suspects: [] };
  if (!progress.walked) await walkTable(work, progress);
  result.chunks = progress.chunks;
  result.rows = { ...progress.rows };
  const suspects: Suspect[] = progress.suspects.map((range) => new SuspectRange(context, plan, range, result));
  if (context.input.mode === "sample") suspects.push(...(await counts(work, result)));
  return suspects;
}

/** One chunk is always on its way while the last one is looked at, so that neither side waits for the other. */
async function walkTable(work: TableWork, progress: TableProgress): Promise<void> {
  const { context, plan, throttle } = work;
  const walk = new Walk(context, plan, progress.next);
  const share = context.input.mode === "sample" ? (context.input.ratio ?? 0.1) : 1;
  let seen: { rows: number; milliseconds: number } | undefined;
  let ended = performance.now();
  let flying: { range: Range; sums: Promise<[Sum, Sum]> } | undefined;
  const land = async () => {
    if (!flying) return;
    const { range, sums } = flying;
    flying = undefined;
    const [mine, theirs] = await sums;
    const rows = Math.max(mine.rows, theirs.rows);
    seen = { rows, milliseconds: performance.now() - ended };
    ended = performance.now();
    walk.learnDensity(range, rows);
    progress.chunks += 1;
    progress.rows.source += mine.rows;
    progress.rows.target += theirs.rows;
    if (!sameSum(mine, theirs)) progress.suspects.push(range);
    progress.next = range.to;
    progress.walked = range.to === undefined;
    work.chunkDone(progress, walk.share(range.to), rows);
  };
  try {
    for (;;) {
      await throttle.before(seen?.milliseconds ?? 0, work.paused);
      const range = await walk.step(seen);
      if (range === undefined) break;
      // Not a random number: the same sample again finds the same differences.
      if (share < 1 && sampled(progress.chunks) >= share) {
        progress.chunks += 1;
        seen = undefined;
        continue;
      }
      const sums = chunk(context, plan, range);
      // A failure is told when it is its turn; until then it must not count as unhandled.
      sums.catch(() => {});
      await land();
      flying = { range, sums };
    }
    await land();
    progress.walked = true;
  } finally {
    await flying?.sums.catch(() => {});
  }
}

/** 0 to 1, evenly spread and the same for the same chunk. */
function sampled(chunk: number): number {
  return ((chunk * 2654435761) % 4294967296) / 4294967296;
}
