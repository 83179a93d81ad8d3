import { createHash } from "node:crypto";
import { both, type CompareContext } from "./context";
import { type Cell, cellsOf, cellsSql } from "./describe";
import { compareFetched, fetchedRows } from "./fetchedBuckets";
import { rowHash, sumsSql } from "./hash";
import { wholeTable } from "./ranges";
import type { Buckets, SideName, TablePlan } from "./tablePlan";

/** Target number of rows per bucket; a bucket that differs is read again. */
const PER_BUCKET = 2_000;
const MOST_BUCKETS = 4_096;

/** Compares a table without a usable key: one scan of each side, grouped by a hash of the whole row. */
export async function compareBuckets(context: CompareContext, plan: TablePlan): Promise<Buckets> {
  if (plan.columns.fetched.length > 0) return compareFetched(context, plan);
  const estimate = await rowCounts(context, plan);
  const most = Math.max(estimate.source, estimate.target);
  const buckets = Math.min(MOST_BUCKETS, Math.max(16, Math.ceil(most / PER_BUCKET)));
  const [mine, theirs] = await both(
    context,
    sums(context, plan, "source", buckets),
    sums(context, plan, "target", buckets),
  );
  const differing: number[] = [];
  const rows = { source: 0, target: 0 };
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const [a, b] = [mine.get(bucket), theirs.get(bucket)];
    rows.source += a?.rows ?? 0;
    rows.target += b?.rows ?? 0;
    if (a?.rows !== b?.rows || a?.sum !== b?.sum) differing.push(bucket);
  }
  return { rows, differing, buckets };
}

function bucketOf(plan: TablePlan, side: SideName, buckets: number): string {
  return `(${rowHash(plan, side, { withoutJson: true })}) % ${buckets}`;
}

async function sums(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
  buckets: number,
): Promise<Map<number, { rows: number; sum: string }>> {
  const sql = `SELECT ${bucketOf(plan, side, buckets)} AS b, ${sumsSql(plan, side)} FROM ${wholeTable(plan, side)} GROUP BY 1 ORDER BY NULL`;
  const found = new Map<number, { rows: number; sum: string }>();
  for await (const [bucket, rows, sum] of context[side].stream(sql, [], { doing: "hashing a table without a key" })) {
    found.set(Number(bucket), { rows: Number(rows), sum: String(sum) });
  }
  return found;
}

/** How many rows each side has. */
export async function rowCounts(context: CompareContext, plan: TablePlan): Promise<{ source: number; target: number }> {
  const [source, target] = await both(context, rowCount(context, plan, "source"), rowCount(context, plan, "target"));
  return { source, target };
}

async function rowCount(context: CompareContext, plan: TablePlan, side: SideName): Promise<number> {
  const [row] = await context[side].query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${wholeTable(plan, side)}`, [], {
    doing: "counting",
  });
  return Number(row!.n);
}

/** A row of a table without a key that occurs more often on one side. */
export interface OddRow {
  cells: Cell[];
  times: { source: number; target: number };
}

export interface BucketRows {
  /** Rows that occur a different number of times on each side. */
  odd: OddRow[];
  /** The same JSON is written differently on the two sides, which the sums of a server do not see. */
  rewritten: boolean;
}

export async function oddRows(
  context: CompareContext,
  plan: TablePlan,
  bucket: number,
  buckets: number,
): Promise<BucketRows> {
  const json = plan.columns.readings.flatMap((one, at) => (one.json ? [at] : []));
  const written = { source: new Map<string, number>(), target: new Map<string, number>() };
  const read = async (side: SideName) => {
    if (plan.columns.fetched.length > 0) return fetchedTimes(context, plan, side, bucket);
    const sql = `SELECT ${cellsSql(context, plan, side).join(", ")} FROM ${wholeTable(plan, side)} WHERE ${bucketOf(plan, side, buckets)} = ${bucket}`;
    const found = new Map<string, { times: number; cells: Cell[] }>();
    for await (const values of context[side].stream(sql, [], { doing: "reading rows of a table without a key" })) {
      const cells = cellsOf(plan, values);
      const id = JSON.stringify(cells.map((cell) => cell.hash));
      const known = found.get(id);
      if (known) known.times += 1;
      else found.set(id, { times: 1, cells });
      for (const at of json) {
        const text = createHash("sha256").update(`${at} ${id} ${values[at]}`).digest("base64");
        written[side].set(text, (written[side].get(text) ?? 0) + 1);
      }
    }
    return found;
  };
  const [mine, theirs] = await both(context, read("source"), read("target"));
  const odd: OddRow[] = [];
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const times = { source: mine.get(id)?.times ?? 0, target: theirs.get(id)?.times ?? 0 };
    if (times.source !== times.target) odd.push({ cells: (mine.get(id) ?? theirs.get(id))!.cells, times });
  }
  const { source, target } = written;
  const rewritten = source.size !== target.size || [...source].some(([text, times]) => target.get(text) !== times);
  return { odd, rewritten };
}

async function fetchedTimes(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
  bucket: number,
): Promise<Map<string, { times: number; cells: Cell[] }>> {
  const found = new Map<string, { times: number; cells: Cell[] }>();
  for await (const row of fetchedRows(context, plan, side)) {
    if (row.bucket !== bucket) continue;
    const known = found.get(row.digest);
    if (known) known.times += 1;
    else found.set(row.digest, { times: 1, cells: row.cells });
  }
  return found;
}
