import { quoteName } from "../sql";
import { both, type Context } from "./context";
import { sumsSql } from "./hash";
import { holds } from "./neighbours";
import { type Piece, type Sum, sameSum, sumPieces } from "./pieces";
import { from, where } from "./ranges";
import { differingAmong, type RowDifference } from "./rowHashes";
import type { Range, SideName, Suspected, TablePlan } from "./tablePlan";
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

/** What a search of a range gave. */
export interface Found {
  rows: RowDifference[];
  /** Parts that may hold more: enough was found before they were read. */
  unread: Suspected[];
  /** Parts whose sums differ, also when asked once more, although no row in them was seen to. */
  unexplained: Suspected[];
}

/**
 * The rows that differ within a range: the server sums small groups, and only rows of groups that differ are read. What is
 * not in the result agreed: the sums of a group, or each of its rows.
 * @param most stop after so many
 */
export async function differingRows(
  context: Context,
  plan: TablePlan,
  suspected: Suspected,
  most: number,
): Promise<Found> {
  const { range, rows } = suspected;
  const found: Found = { rows: [], unread: [], unexplained: [] };
  // The sums of groups do not hold what is fetched.
  const divides = plan.key!.integer && range.from && range.to && plan.columns.fetched.length === 0;
  const groups = rows > FEW && divides ? await byArithmetic(context, plan, range, rows) : undefined;
  if (rows <= FEW) await readRows(context, plan, [suspected], found);
  else if (groups) await readGroups(context, plan, groups, most, found);
  else await readPieces(context, plan, suspected, most, found);
  return found;
}

/** Reads every row of these parts. */
async function readRows(context: Context, plan: TablePlan, parts: readonly Suspected[], found: Found): Promise<void> {
  const conditions = parts.map(({ range }) => where(plan, range).slice("WHERE ".length));
  const condition =
    parts.length > 1 ? `WHERE ${conditions.map((one) => `(${one})`).join(" OR ")}` : where(plan, parts[0]!.range);
  const { differing, whole } = await differingAmong(context, plan, condition);
  found.rows.push(...differing);
  // Many rows came meanwhile.
  if (!whole) found.unread.push(...parts.map((part) => ({ range: part.range, rows: Math.max(part.rows, PIECE) })));
  const silent = whole ? parts.filter(({ range }) => !differing.some(({ key }) => holds(plan.key!, range, key))) : [];
  found.unexplained.push(...(await stillDiffering(context, bySense(plan), silent)));
}

/** Sums of all these ranges once more: those that still differ. */
export async function stillDiffering(
  context: Context,
  plan: TablePlan,
  ranges: readonly Suspected[],
): Promise<Suspected[]> {
  const sums = await sumPieces(
    context,
    ranges.map(({ range }) => ({ plan, range })),
  );
  return ranges.filter((_, at) => !sameSum(sums[at]!));
}

/** The same table with JSON compared by what it says, as rows are; a server's sum has it as the server writes it. */
function bySense(plan: TablePlan): TablePlan {
  const json = plan.columns.readings.filter((one) => one.json);
  if (json.length === 0) return plan;
  const readings = plan.columns.readings.filter((one) => !one.json);
  return { ...plan, columns: { ...plan.columns, readings, fetched: [...plan.columns.fetched, ...json] } };
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
  found: Found,
): Promise<void> {
  // Numbers that stand close together in a wide range share a group: it is cut by keys, so that all its rows are read.
  const crowded = groups.filter(({ rows }) => rows > FEW);
  const small = groups.filter(({ rows }) => rows <= FEW);
  for (let at = 0; at < small.length; at += GROUPS_AT_ONCE) {
    if (found.rows.length >= most) {
      found.unread.push(spanOf(small.slice(at)));
      break;
    }
    await readRows(context, plan, small.slice(at, at + GROUPS_AT_ONCE), found);
  }
  for (const one of crowded) {
    if (found.rows.length >= most) found.unread.push(one);
    else await readPieces(context, plan, one, most, found);
  }
}

/** All of them as one range, and what lies between them. */
function spanOf(groups: readonly Suspected[]): Suspected {
  const rows = groups.reduce((total, one) => total + one.rows, 0);
  return { range: { from: groups[0]!.range.from, to: groups.at(-1)!.range.to }, rows };
}

/** Pieces that the source's keys bound, summed many at a time. */
async function readPieces(
  context: Context,
  plan: TablePlan,
  { range, rows }: Suspected,
  most: number,
  found: Found,
): Promise<void> {
  let start = range.from;
  let seen = 0;
  // As many as there can be, and as many again for rows that came meanwhile.
  let left = 2 * Math.ceil(rows / PIECE) + MORE_PIECES;
  for (let done = false; !done; ) {
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
      if (found.rows.length >= most) {
        found.unread.push({ range: { from: piece.range.from, to: range.to }, rows: Math.max(FEW + 1, rows - seen) });
        return;
      }
      seen += PIECE;
      if (!sameSum(sums[at]!)) await readRows(context, plan, [{ range: piece.range, rows: PIECE }], found);
    }
  }
}
