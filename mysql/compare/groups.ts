import { quoteName } from "../sql";
import { both, type Context } from "./context";
import { sumsSql } from "./hash";
import { type Sum, sameSum } from "./pieces";
import { anyOf, from, where } from "./ranges";
import type { Range, SideName, Suspected, TablePlan } from "./tablePlan";

/** Rows of a small group, where the keys have no gaps: what is cheap to read row by row. */
const SMALL = 6n;
/** Small groups in a large one. Two levels hash a differing row three times, but transfer few sums and few rows. */
const SMALL_IN_LARGE = 8n;
/** Large groups of one range that are summed in one statement. */
const MOST_GROUPS = 10_000n;

/** A range of an integer key, divided into groups of equal width. */
export interface Division {
  range: Range;
  low: bigint;
  high: bigint;
  /** Of a small group. */
  width: bigint;
}

/** Undefined where the key cannot be divided by arithmetic: not an integer, without an end, or its numbers too far apart. */
export function divide(plan: TablePlan, { range, rows }: Suspected): Division | undefined {
  // The sums of groups do not hold what is fetched.
  if (!plan.key!.integer || !range.from || !range.to || plan.columns.fetched.length > 0) return undefined;
  const [low, high] = [BigInt(String(range.from[0])), BigInt(String(range.to[0]))];
  const width = ((high - low) * SMALL) / BigInt(rows) + 1n;
  if ((high - low) / (width * SMALL_IN_LARGE) > MOST_GROUPS || high - low > 9223372036854775807n) return undefined;
  return { range, low, high, width };
}

/** Large groups whose sums differ, in the order of the key. */
export function differingGroups(context: Context, plan: TablePlan, division: Division): Promise<Suspected[]> {
  return differing(context, plan, division, division.width * SMALL_IN_LARGE, where(plan, division.range));
}

/** Small groups whose sums differ, of these large ones. */
export function differingWithin(
  context: Context,
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
  context: Context,
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

async function groupSums(context: Context, side: SideName, sql: string): Promise<Map<number, Sum>> {
  const rows = await context[side].query<unknown[]>(sql, [], { doing: "hashing groups of rows", asArrays: true });
  return new Map(rows.map(([group, count, sum]) => [Number(group), { rows: Number(count), sum: String(sum) }]));
}
