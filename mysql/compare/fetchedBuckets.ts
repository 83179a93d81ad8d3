import { createHash } from "node:crypto";
import { both, type CompareContext } from "./context";
import { type Cell, cellsOf, cellsSql } from "./describe";
import { wholeTable } from "./ranges";
import type { Buckets, SideName, TablePlan } from "./tablePlan";

const BUCKETS = 4_096;

/**
 * A table without a key that has JSON on one side and text on the other: no server-side hash agrees on both, so every
 * row is fetched, and counted and summed by its canonical value.
 */
export async function compareFetched(context: CompareContext, plan: TablePlan): Promise<Buckets> {
  const [mine, theirs] = await both(context, sums(context, plan, "source"), sums(context, plan, "target"));
  const differing = Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter(
    (bucket) => mine.sums[bucket] !== theirs.sums[bucket],
  );
  return { rows: { source: mine.rows, target: theirs.rows }, differing, buckets: BUCKETS };
}

async function sums(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
): Promise<{ rows: number; sums: bigint[] }> {
  const sums = Array.from({ length: BUCKETS }, () => 0n);
  let rows = 0;
  for await (const { digest, bucket } of fetchedRows(context, plan, side)) {
    rows += 1;
    // Each row also adds 2^128, so that the sum includes the count.
    sums[bucket]! += (1n << 128n) + BigInt(`0x${digest.slice(0, 32)}`);
  }
  return { rows, sums };
}

export interface FetchedRow {
  cells: Cell[];
  digest: string;
  bucket: number;
}

export async function* fetchedRows(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
): AsyncGenerator<FetchedRow> {
  const sql = `SELECT ${cellsSql(context, plan, side).join(", ")} FROM ${wholeTable(plan, side)}`;
  for await (const values of context[side].stream(sql, [], { doing: "reading rows with JSON" })) {
    const cells = cellsOf(plan, values);
    const digest = createHash("sha256")
      .update(JSON.stringify(cells.map((cell) => cell.hash)))
      .digest("hex");
    yield { cells, digest, bucket: Number.parseInt(digest.slice(-3), 16) };
  }
}
