import { compareBuckets, differingInBucket, rowCount } from "./buckets";
import { chunkSql, type KeyValues, type Range, type SideName, type TablePlan } from "./checksum";
import { both, type Context } from "./context";
import { describe, differingRows, keyId, keyRange, type RowDifference } from "./rows";
import type { Settling } from "./settle";
import type { Throttle } from "./throttle";
import type { Difference, TableResult } from "./types";
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
  settling: Settling;
  throttle: Throttle;
  /** Told after each chunk. */
  chunkDone: (progress: TableProgress, share: number, rows: number) => void;
  paused: (why: string) => void;
  resume?: TableProgress;
}

/** Compares one table in the mode of the input. */
export async function compareTable(work: TableWork): Promise<TableResult> {
  const started = Date.now();
  const { plan, context } = work;
  const result: TableResult = {
    database: plan.database,
    table: plan.table.source.name,
    rows: { source: 0, target: 0 },
    equal: true,
    method: context.input.mode === "counts" ? "count" : plan.key ? "key" : "buckets",
    key: plan.key?.columns,
    differing: 0,
    differences: [],
    ranges: [],
    notComparable: plan.columns.notComparable,
    structure: plan.columns.structure,
    chunks: 0,
    seconds: 0,
  };
  if (result.method === "count") await counts(work, result);
  else if (result.method === "buckets") await buckets(work, result);
  else await chunks(work, result);
  const full = result.method === "key" && context.input.mode === "full";
  // Chunks whose counts differed were looked at again: what is left of the difference of the totals was lag.
  if (full && result.differing === 0) result.rows.target = result.rows.source;
  result.equal = result.differing === 0 && result.structure.length === 0 && result.rows.source === result.rows.target;
  result.seconds = (Date.now() - started) / 1000;
  return result;
}

async function counts({ context, plan, settling }: TableWork, result: TableResult): Promise<void> {
  const rounds = context.input.recheck?.rounds ?? 3;
  let last = rounds === 0;
  for (let round = 1; ; round += 1) {
    const [source, target] = await both(rowCount(context, plan, "source"), rowCount(context, plan, "target"));
    result.rows = { source, target };
    if (source === target || last) return;
    last = (await settling.wait()) === "still" || round >= rounds;
    context.rechecked += 1;
  }
}

async function chunks(work: TableWork, result: TableResult): Promise<void> {
  const progress: TableProgress = work.resume ?? { rows: { source: 0, target: 0 }, chunks: 0, suspects: [] };
  if (!progress.walked) await walkTable(work, progress);
  result.chunks = progress.chunks;
  result.rows = { ...progress.rows };
  await examine(work, result, progress.suspects);
  if (work.context.input.mode === "sample") await counts(work, result);
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
    if (mine.rows !== theirs.rows || mine.sum !== theirs.sum) progress.suspects.push(range);
    progress.next = range.to;
    progress.walked = range.to === undefined;
    work.chunkDone(progress, walk.share(), rows);
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

async function chunk(context: Context, plan: TablePlan, range: Range): Promise<[Sum, Sum]> {
  const ask = async (side: SideName): Promise<Sum> => {
    const [row] = await context[side].query<{ n: string; x: string }>(chunkSql(plan, side, range), [], {
      doing: "a chunk",
    });
    return { rows: Number(row!.n), sum: String(row!.x) };
  };
  return both(ask("source"), ask("target"));
}

interface Sum {
  rows: number;
  sum: string;
}

/** Keys that one look at a range may name; beyond that the range differs as a whole. */
const MOST_KEYS = 10_000;

/** Looks again at ranges that differed, until what is left is proven or the rounds are used up. */
async function examine(work: TableWork, result: TableResult, suspects: readonly Range[]): Promise<void> {
  const { context, plan } = work;
  const most = context.input.maxDifferences ?? 20;
  for (const range of suspects) {
    context.rechecked += 1;
    const { confirmed, unsettled } = await settle(work, range);
    const rows = [...confirmed, ...unsettled];
    if (rows.length === 0) continue;
    const [mine, theirs] = await chunk(context, plan, range);
    result.differing += rows.length;
    if (result.ranges.length < most) result.ranges.push(keyRange(range, mine.rows, theirs.rows));
    for (const row of rows.slice(0, Math.max(0, most - result.differences.length))) {
      result.differences.push(await describe(context, plan, row, unsettled.includes(row)));
    }
  }
}

/**
 * The rows of a range that differ for good. A row that is the same before and after the lag has passed is a difference;
 * one that moved is looked at again; one that differs only in a later look changed after this comparison.
 */
async function settle(
  { context, plan, settling }: TableWork,
  range: Range,
): Promise<{ confirmed: RowDifference[]; unsettled: RowDifference[] }> {
  const rounds = context.input.recheck?.rounds ?? 3;
  let settled = rounds > 0 ? await settling.wait() : "still";
  const first = await differingRows(context, plan, range, MOST_KEYS);
  if (settled === "still" || rounds <= 1) return { confirmed: first, unsettled: [] };
  const confirmed: RowDifference[] = [];
  let open = new Map(first.map((row) => [keyId(row.key), row]));
  for (let round = 1; round < rounds && open.size > 0; round += 1) {
    settled = await settling.wait();
    const before = open;
    open = new Map();
    for (const row of await differingRows(context, plan, range, MOST_KEYS)) {
      const was = before.get(keyId(row.key));
      if (!was) continue;
      const same = was.source === row.source && was.target === row.target;
      if (same || settled === "still") confirmed.push(row);
      else open.set(keyId(row.key), row);
    }
  }
  return { confirmed, unsettled: [...open.values()] };
}

async function buckets(work: TableWork, result: TableResult): Promise<void> {
  const { context, plan, settling } = work;
  const rounds = context.input.recheck?.rounds ?? 3;
  const most = Math.max(1, context.input.maxDifferences ?? 20);
  let seen = await compareBuckets(context, plan);
  for (let round = 0; round < rounds && seen.differing.length > 0; round += 1) {
    context.rechecked += 1;
    const settled = await settling.wait();
    seen = await compareBuckets(context, plan);
    if (settled === "still") break;
  }
  result.rows = seen.rows;
  result.chunks = seen.buckets;
  const found: Difference[] = [];
  for (const bucket of seen.differing) {
    const differences = await differingInBucket(context, plan, bucket, seen.buckets);
    result.differing += Math.max(1, differences.length);
    if (found.length < most) found.push(...differences.slice(0, most - found.length));
  }
  result.differences = found;
}
