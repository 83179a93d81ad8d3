import { quoteName } from "../sql";
import { both, type Context } from "./context";
import { sumsSql } from "./hash";
import { type Piece, type Sum, sameSum, sumPieces } from "./pieces";
import { from, where } from "./ranges";
import { differingAmong, type RowDifference } from "./rowHashes";
import type { Range, SideName, TablePlan } from "./tablePlan";
import { keyAfter, stuck } from "./walk";

/** A range of so few rows is read at once. */
const FEW = 200;
/** Rows of a group whose sums are compared before any row is read. */
const GROUP = 50;
/** Rows of a piece, where groups cannot be had by arithmetic. */
const PIECE = 2_000;
/** Pieces beyond what a range held when it was read, before the keys are taken to go in a circle. */
const MORE_PIECES = 1_000;
/** Groups whose rows are read in one statement. */
const GROUPS_AT_ONCE = 90;
/** Groups of one statement that sums them. */
const MOST_GROUPS = 10_000n;

/** A range that differs, with about how many rows it holds. */
export interface Suspected {
  range: Range;
  rows: number;
}

/**
 * The rows that differ within a range: the server sums small groups, and only rows of groups that differ are read.
 * @param most stop after so many
 */
export async function differingRows(
  context: Context,
  plan: TablePlan,
  { range, rows }: Suspected,
  most: number,
): Promise<RowDifference[]> {
  const whole = `${where(plan, range)}`;
  if (rows <= FEW) return differingAmong(context, plan, whole);
  // The sums of groups do not hold what is fetched.
  const divides = plan.key!.integer && range.from && range.to && plan.columns.fetched.length === 0;
  const groups = divides ? await byArithmetic(context, plan, range, rows) : undefined;
  return groups ? readGroups(context, plan, groups, most) : readPieces(context, plan, { range, rows }, most);
}

/** Groups that differ; undefined where the numbers are too far apart to be divided. */
async function byArithmetic(
  context: Context,
  plan: TablePlan,
  range: Range,
  rows: number,
): Promise<Suspected[] | undefined> {
  const [low, high] = [BigInt(String(range.from![0])), BigInt(String(range.to![0]))];
  const width = ((high - low) * BigInt(GROUP)) / BigInt(rows) + 1n;
  if ((high - low) / width > MOST_GROUPS || high - low > 9223372036854775807n) return undefined;
  const sum = (side: SideName) => groupSums(context, plan, side, range, low, width);
  const [mine, theirs] = await both(context, sum("source"), sum("target"));
  const none: Sum = { rows: 0, sum: "null" };
  const groups = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    (group) => !sameSum({ source: mine.get(group) ?? none, target: theirs.get(group) ?? none }),
  );
  return groups
    .sort((a, b) => a - b)
    .map((group) => {
      const begin = low + BigInt(group) * width;
      const end = begin + width < high ? begin + width : high;
      const most = Math.max(mine.get(group)?.rows ?? 0, theirs.get(group)?.rows ?? 0);
      return { range: { from: [String(begin)], to: [String(end)] }, rows: most };
    });
}

async function groupSums(
  context: Context,
  plan: TablePlan,
  side: SideName,
  range: Range,
  low: bigint,
  width: bigint,
): Promise<Map<number, Sum>> {
  const column = quoteName(plan.key!.columns[0]!);
  const sql = `SELECT (${column} - (${low})) DIV ${width} AS g, ${sumsSql(plan, side, range)} FROM ${from(plan, side)} ${where(plan, range)} GROUP BY 1 ORDER BY NULL`;
  const found = new Map<number, Sum>();
  for await (const [group, rows, sum] of context[side].stream(sql, [], { doing: "hashing groups of rows" })) {
    found.set(Number(group), { rows: Number(rows), sum: String(sum) });
  }
  return found;
}

async function readGroups(
  context: Context,
  plan: TablePlan,
  groups: readonly Suspected[],
  most: number,
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  // Numbers that stand close together in a wide range share a group: it is cut by keys, so that all its rows are read.
  const crowded = groups.filter(({ rows }) => rows > FEW);
  const small = groups.filter(({ rows }) => rows <= FEW);
  for (let at = 0; at < small.length && found.length < most; at += GROUPS_AT_ONCE) {
    const conditions = small
      .slice(at, at + GROUPS_AT_ONCE)
      .map(({ range }) => `(${where(plan, range).slice("WHERE ".length)})`);
    found.push(...(await differingAmong(context, plan, `WHERE ${conditions.join(" OR ")}`)));
  }
  for (const one of crowded) {
    if (found.length >= most) break;
    found.push(...(await readPieces(context, plan, one, most - found.length)));
  }
  return found;
}

/** Pieces that the source's keys bound, summed many at a time. */
async function readPieces(
  context: Context,
  plan: TablePlan,
  { range, rows }: Suspected,
  most: number,
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  let start = range.from;
  // As many as there can be, and as many again for rows that came meanwhile.
  let left = 2 * Math.ceil(rows / PIECE) + MORE_PIECES;
  for (let done = false; !done && found.length < most; ) {
    const pieces: Piece[] = [];
    while (!done && pieces.length < GROUPS_AT_ONCE) {
      const end = await keyAfter(context, plan, { from: start, to: range.to }, PIECE);
      pieces.push({ plan, range: { from: start, to: end ?? range.to } });
      left -= 1;
      if (end && left <= 0) throw stuck(plan, end);
      done = end === undefined;
      start = end;
    }
    const sums = await sumPieces(context, pieces);
    for (const [at, piece] of pieces.entries()) {
      if (sameSum(sums[at]!) || found.length >= most) continue;
      found.push(...(await differingAmong(context, plan, where(plan, piece.range))));
    }
  }
  return found;
}
