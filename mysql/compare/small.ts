import { quoteTable } from "../sql";
import { both, type CompareContext } from "./context";
import { sameSum, sumPieces } from "./pieces";
import { startResult } from "./result";
import { SuspectRows } from "./suspectRows";
import type { TableSeen } from "./suspects";
import { SuspectBuckets } from "./suspectTotals";
import type { SideName, TablePlan } from "./tablePlan";

/** Tables with at most this many rows are read together with others in one statement. */
const SMALL_ROWS = 5_000;
/** Tables per statement. */
export const TABLES_PER_STATEMENT = 100;

/**
 * The tables that are small on both sides, determined in one statement from the tables themselves rather than from
 * estimates.
 */
export async function smallOnes(context: CompareContext, plans: readonly TablePlan[]): Promise<Set<TablePlan>> {
  const ask = async (side: SideName) => {
    const large = new Set<number>();
    const sql = plans.map((plan, at) => {
      const { database, name } = plan.table[side];
      return `SELECT ${at} AS i, (SELECT 1 FROM ${quoteTable(database, name)} LIMIT ${SMALL_ROWS},1) AS large`;
    });
    const rows = await context[side].query<{ i: number; large: number | null }>(sql.join(" UNION ALL "), [], {
      doing: "looking for small tables",
    });
    for (const row of rows) if (row.large !== null) large.add(Number(row.i));
    return large;
  };
  const [mine, theirs] = await both(context, ask("source"), ask("target"));
  return new Set(plans.filter((_, at) => !mine.has(at) && !theirs.has(at)));
}

/** Reads small tables completely, many per statement. */
export async function readSmall(context: CompareContext, plans: readonly TablePlan[]): Promise<TableSeen[]> {
  const started = Date.now();
  const sums = await sumPieces(
    context,
    plans.map((plan) => ({ plan, range: {} })),
  );
  const seconds = (Date.now() - started) / 1000 / plans.length;
  return plans.map((plan, at) => {
    const { source, target } = sums[at]!;
    const result = { ...startResult(plan), rows: { source: source.rows, target: target.rows }, chunks: 1, seconds };
    if (sameSum(sums[at]!)) return { result, suspects: [] };
    const rows = Math.max(source.rows, target.rows);
    const suspect = plan.key
      ? new SuspectRows(context, plan, [{ range: {}, rows }], result)
      : new SuspectBuckets(context, plan, result);
    return { result, suspects: [suspect] };
  });
}
