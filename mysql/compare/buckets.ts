import { quoteTable } from "../sql";
import { both, type Context } from "./context";
import { type Cell, cellsOf, cellsSql } from "./describe";
import { rowHash, sumsSql } from "./hash";
import type { SideName, TablePlan } from "./tablePlan";

/** Rows per bucket aimed at; a bucket that differs is read once more. */
const PER_BUCKET = 2_000;
const MOST_BUCKETS = 4_096;

/** Count and sum of hashes by bucket: order does not matter, and rows that are there twice count twice. */
export interface Buckets {
  rows: { source: number; target: number };
  /** Buckets that differ. */
  differing: number[];
  buckets: number;
}

/** Compares a table without a usable key: one scan of each side, grouped by a hash of the whole row. */
export async function compareBuckets(context: Context, plan: TablePlan): Promise<Buckets> {
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
  context: Context,
  plan: TablePlan,
  side: SideName,
  buckets: number,
): Promise<Map<number, { rows: number; sum: string }>> {
  const sql = `SELECT ${bucketOf(plan, side, buckets)} AS b, ${sumsSql(plan, side)} FROM ${table(plan, side)} GROUP BY 1 ORDER BY NULL`;
  const found = new Map<number, { rows: number; sum: string }>();
  for await (const [bucket, rows, sum] of context[side].stream(sql, [], { doing: "hashing a table without a key" })) {
    found.set(Number(bucket), { rows: Number(rows), sum: String(sum) });
  }
  return found;
}

/** How many rows each side has. */
export async function rowCounts(context: Context, plan: TablePlan): Promise<{ source: number; target: number }> {
  const [source, target] = await both(context, rowCount(context, plan, "source"), rowCount(context, plan, "target"));
  return { source, target };
}

async function rowCount(context: Context, plan: TablePlan, side: SideName): Promise<number> {
  const [row] = await context[side].query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table(plan, side)}`, [], {
    doing: "counting",
  });
  return Number(row!.n);
}

/** A row of a table without a key, that is there more often on one side. */
export interface OddRow {
  cells: Cell[];
  times: { source: number; target: number };
}

/** Rows of one bucket whose number of occurrences differs. */
export async function oddRows(context: Context, plan: TablePlan, bucket: number, buckets: number): Promise<OddRow[]> {
  const read = async (side: SideName) => {
    const sql = `SELECT ${cellsSql(context, plan, side).join(", ")} FROM ${table(plan, side)} WHERE ${bucketOf(plan, side, buckets)} = ${bucket}`;
    const found = new Map<string, { times: number; cells: Cell[] }>();
    for await (const values of context[side].stream(sql, [], { doing: "reading rows of a table without a key" })) {
      const cells = cellsOf(plan, values);
      const id = JSON.stringify(cells.map((cell) => cell.hash));
      const known = found.get(id);
      if (known) known.times += 1;
      else found.set(id, { times: 1, cells });
    }
    return found;
  };
  const [mine, theirs] = await both(context, read("source"), read("target"));
  const odd: OddRow[] = [];
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const times = { source: mine.get(id)?.times ?? 0, target: theirs.get(id)?.times ?? 0 };
    if (times.source !== times.target) odd.push({ cells: (mine.get(id) ?? theirs.get(id))!.cells, times });
  }
  return odd;
}

function table(plan: TablePlan, side: SideName): string {
  return quoteTable(plan.table[side].database, plan.table[side].name);
}
