import { setImmediate as turn } from "node:timers/promises";
import { compareBuckets, rowCounts } from "./buckets";
import type { CompareContext } from "./context";
import { type PieceSums, sameSum, sumPieces } from "./pieces";
import { startResult } from "./result";
import { SuspectRows } from "./suspectRows";
import type { Suspect, TableSeen } from "./suspects";
import { SuspectBuckets, SuspectCount } from "./suspectTotals";
import type { KeyValues, Range, Suspected, TablePlan } from "./tablePlan";
import type { Throttle } from "./throttle";
import type { TableResult } from "./types";
import { Walk } from "./walk";

/** Progress of an interrupted comparison of a table. */
export interface TableProgress {
  /** Start of the first chunk that is not done. */
  next?: KeyValues;
  /** Every chunk is done; differing ones may still need a recheck. */
  walked?: boolean;
  rows: { source: number; target: number };
  chunks: number;
  suspects: Suspected[];
}

export interface TableWork {
  context: CompareContext;
  plan: TablePlan;
  throttle: Throttle;
  /** Called after each chunk. */
  chunkDone: (progress: TableProgress, share: number, rows: number) => void;
  /** Called with the number of rows that a scan without chunks has read. */
  scanned: (rows: number) => void;
  paused: (why: string) => void;
  resume?: TableProgress;
}

/** Reads one table on both sides, in the mode of the input. */
export async function readTable(work: TableWork): Promise<TableSeen> {
  const started = Date.now();
  const { plan, context } = work;
  const method = context.input.mode === "counts" ? "count" : plan.key ? "key" : "buckets";
  const result: TableResult = startResult(plan, method);
  const suspects = await { count: counts, buckets, key: chunks }[method](work, result);
  result.seconds = (Date.now() - started) / 1000;
  return { result, suspects };
}

async function counts({ context, plan, throttle, paused }: TableWork, result: TableResult): Promise<Suspect[]> {
  await throttle.before(paused);
  const { source, target } = await rowCounts(context, plan);
  result.rows = { source, target };
  return source === target || once(context) ? [] : [new SuspectCount(context, plan, result)];
}

async function buckets(
  { context, plan, throttle, paused, scanned }: TableWork,
  result: TableResult,
): Promise<Suspect[]> {
  await throttle.before(paused);
  const seen = await compareBuckets(context, plan);
  result.rows = seen.rows;
  result.chunks = seen.buckets;
  scanned(Math.max(seen.rows.source, seen.rows.target));
  if (seen.differing.length === 0) return [];
  const suspect = new SuspectBuckets(context, plan, result, seen);
  if (!once(context)) return [suspect];
  await suspect.conclude();
  return [];
}

/** Whether the user asked for no rechecks. */
function once({ input }: CompareContext): boolean {
  return input.recheck?.rounds === 0;
}

async function chunks(work: TableWork, result: TableResult): Promise<Suspect[]> {
  const { context, plan } = work;
  const progress: TableProgress = work.resume ?? { rows: { source: 0, target: 0 }, chunks: 0, suspects: [] };
  if (!progress.walked) await walkTable(work, progress);
  result.chunks = progress.chunks;
  result.rows = { ...progress.rows };
  const suspects: Suspect[] =
    progress.suspects.length > 0 ? [new SuspectRows(context, plan, progress.suspects, result)] : [];
  if (context.input.mode === "sample") suspects.push(...(await counts(work, result)));
  return suspects;
}

/** Rows per part of a chunk. Parts are compared separately, so that few rows are read again where one differs. */
const PART_ROWS = 12_500;

/** A chunk in parts of about `PART_ROWS` rows, if it can be divided by arithmetic. */
function parts({ range, rows, integer }: { range: Range; rows: number; integer: boolean }): Range[] {
  if (!integer || !range.from || !range.to) return [range];
  const [low, high] = [BigInt(String(range.from[0])), BigInt(String(range.to[0]))];
  const count = BigInt(Math.max(1, Math.round(rows / PART_ROWS)));
  const width = (high - low) / count + 1n;
  const found: Range[] = [];
  for (let begin = low; begin < high; begin += width) {
    const end = begin + width < high ? begin + width : high;
    found.push({ from: [String(begin)], to: [String(end)] });
  }
  return found;
}

/** The next chunk is already being read while the last one is evaluated, so that neither side waits for the other. */
async function walkTable(work: TableWork, progress: TableProgress): Promise<void> {
  const { context, plan, throttle } = work;
  const walk = new Walk(context, plan, progress.next);
  const share = context.input.mode === "sample" ? (context.input.ratio ?? 0.1) : 1;
  let seen: { rows: number; milliseconds: number } | undefined;
  let ended = throttle.now();
  let flying: { range: Range; ranges: Range[]; sums: Promise<PieceSums[]> } | undefined;
  const land = async () => {
    if (!flying) return;
    const { range, ranges, sums } = flying;
    flying = undefined;
    let rows = 0;
    for (const [at, one] of (await sums).entries()) {
      const most = Math.max(one.source.rows, one.target.rows);
      rows += most;
      progress.rows.source += one.source.rows;
      progress.rows.target += one.target.rows;
      if (!sameSum(one)) progress.suspects.push({ range: ranges[at]!, rows: most });
    }
    seen = { rows, milliseconds: throttle.now() - ended };
    ended = throttle.now();
    walk.learnDensity(range, rows);
    progress.chunks += 1;
    progress.next = range.to;
    progress.walked = range.to === undefined;
    work.chunkDone(progress, walk.share(range.to), rows);
  };
  try {
    for (;;) {
      if (throttle.oneAtATime) await land();
      await throttle.before(work.paused);
      if (throttle.oneAtATime) ended = throttle.now();
      const range = await walk.step(seen);
      if (range === undefined) break;
      // Deterministic: repeating a sample finds the same differences.
      if (share < 1 && sampled(progress.chunks) >= share) {
        progress.chunks += 1;
        seen = undefined;
        // Nothing was awaited, so yield to signals and timers.
        await turn();
        continue;
      }
      const ranges = parts({ range, rows: walk.expected, integer: plan.key!.integer });
      const sums = sumPieces(
        context,
        ranges.map((one) => ({ plan, range: one })),
      );
      // The failure is handled when its result is awaited; until then it must not count as unhandled.
      sums.catch(() => {});
      await land();
      flying = { range, ranges, sums };
    }
    await land();
    progress.walked = true;
  } finally {
    await flying?.sums.catch(() => {});
  }
}

/** Between 0 and 1, evenly distributed and always the same for the same chunk. */
function sampled(chunk: number): number {
  return ((chunk * 2654435761) % 4294967296) / 4294967296;
}
