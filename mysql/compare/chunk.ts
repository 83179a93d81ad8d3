import { chunkSql, type Range, type SideName, type TablePlan } from "./checksum";
import { both, type Context } from "./context";

/** Row count and checksum of a range on one side. */
export interface Sum {
  rows: number;
  sum: string;
}

export function sameSum(a: Sum, b: Sum): boolean {
  return a.rows === b.rows && a.sum === b.sum;
}

/** Reads a range on both sides. */
export async function chunk(context: Context, plan: TablePlan, range: Range): Promise<[Sum, Sum]> {
  const ask = async (side: SideName): Promise<Sum> => {
    const [row] = await context[side].query<{ n: string; x: string }>(chunkSql(plan, side, range), [], {
      doing: "a chunk",
    });
    return { rows: Number(row!.n), sum: String(row!.x) };
  };
  return both(ask("source"), ask("target"));
}
