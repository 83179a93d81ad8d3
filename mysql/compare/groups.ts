import { quoteName } from "../sql";
import { both, type CompareContext } from "./context";
import { sumsSql } from "./hash";
import { type Sum, sameSum } from "./pieces";
import { anyOf, from, where } from "./ranges";
import type { Range, SideName, Suspected, TablePlan } from "./tablePlan";

/** Rows in a small group, assuming keys without gaps: few enough to read individually. */
const SMALL = 6n;
/**
 * Small groups per large group. With two levels, a differing row is hashed three times, but few sums and rows are
 * transferred.
 */
const SMALL_IN_LARGE = 8n;
/** Large groups of one range that are summed in one statement. */
const MOST_GROUPS = 10_000n;

/** A range of an integer key, divided into groups of equal width. */
export interface Division {
  range: Range;
  low: bigint;
  high: bigint;
  /** Width of a small group. */
  width: bigint;
}

/**
 * Undefined when the key cannot be divided by arithmetic: it is not an integer, the range is open-ended, or its numbers
 * are too sparse.
 */
export function divide(plan: TablePlan, { range, rows }: Suspected): Division | undefined {
  // Sums of groups do not include fetched columns.
  if (!plan.key!.integer || !range.from || !range.to || plan.columns.fetched.length > 0) return undefined;
  const [low, high] = [BigInt(String(range.from[0])), BigInt(String(range.to[0]))];
  const width = ((high - low) * SMALL) / BigInt(rows) + 1n;
  if ((high - low) / (width * SMALL_IN_LARGE) > MOST_GROUPS || high - low > 9223372036854775807n) return undefined;
  return { range, low, high, width };
}

/** Large groups whose sums differ, in key order. */
export function differingGroups(context: CompareContext, plan: TablePlan, division: Division): Promise<Suspected[]> {
  return differing(context, plan, division, division.width * SMALL_IN_LARGE, where(plan, division.range));
}

/** Small groups within these large ones whose sums differ. */
export function differingWithin(
  context: CompareContext,
  plan: TablePlan,
  division: Division,
  groups: readonly Suspected[],
): Promise<Suspected[]> {
  const condition = anyOf(
    plan,
    groups.map(({ range }) => range),
  );
  return differing(context, plan, division, division.width, condition);
}

async function differing(
  context: CompareContext,
  plan: TablePlan,
  { range, low, high }: Division,
  width: bigint,
  condition: string,
): Promise<Suspected[]> {
  const column = quoteName(plan.key!.columns[0]!);
  const sums = (side: SideName) =>
    groupSums(
      context,
      side,
      `SELECT (${column} - (${low})) DIV ${width} AS g, ${sumsSql(plan, side, range)} FROM ${from(plan, side)} ${condition} GROUP BY 1 ORDER BY NULL`,
    );
  const [mine, theirs] = await both(context, sums("source"), sums("target"));
  const none: Sum = { rows: 0, sum: "null" };
  const numbers = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    (group) => !sameSum({ source: mine.get(group) ?? none, target: theirs.get(group) ?? none }),
  );
  return numbers
    .sort((a, b) => a - b)
    .map((group) => {
      const begin = low + BigInt(group) * width;
      const end = begin + width < high ? begin + width : high;
      const rows = Math.max(mine.get(group)?.rows ?? 0, theirs.get(group)?.rows ?? 0);
      return { range: { from: [String(begin)], to: [String(end)] }, rows };
    });
}

async function groupSums(context: CompareContext, side: SideName, sql: string): Promise<Map<number, Sum>> {
  const rows = await context[side].query<unknown[]>(sql, [], { doing: "hashing groups of rows", asArrays: true });
  return new Map(rows.map(([group, count, sum]) => [Number(group), { rows: Number(count), sum: String(sum) }]));
}
