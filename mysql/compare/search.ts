import type { Context } from "./context";
import { type Division, differingGroups, differingWithin, divide } from "./groups";
import { holds } from "./neighbours";
import { type Piece, sameSum, sumPieces } from "./pieces";
import { anyOf } from "./ranges";
import { differingAmong, type RowDifference } from "./rowHashes";
import type { Suspected, TablePlan } from "./tablePlan";
import { keyAfter, stuck } from "./walk";

/** A range of so few rows is read at once. */
const FEW = 200;
/** Rows of a piece, where groups cannot be had by arithmetic. */
const PIECE = 2_000;
/** Pieces beyond what a range held when it was read, before the keys are taken to go in a circle. */
const MORE_PIECES = 1_000;
/** Pieces, or groups, of one statement. */
const PIECES_AT_ONCE = 90;
const LARGE_AT_ONCE = 200;
const SMALL_AT_ONCE = 200;

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
  const found: Found = { rows: [], unread: [], unexplained: [] };
  const few = suspected.rows <= FEW;
  const division = few ? undefined : divide(plan, suspected);
  if (few) await readRows(context, plan, [suspected], found);
  else if (division) await readGroups(context, plan, division, most, found);
  else await readPieces(context, plan, suspected, most, found);
  return found;
}

/** Reads every row of these parts. */
async function readRows(context: Context, plan: TablePlan, parts: readonly Suspected[], found: Found): Promise<void> {
  const condition = anyOf(
    plan,
    parts.map(({ range }) => range),
  );
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

async function readGroups(
  context: Context,
  plan: TablePlan,
  division: Division,
  most: number,
  found: Found,
): Promise<void> {
  const groups = await differingGroups(context, plan, division);
  // Numbers that stand close together in a wide range share a group: it is cut by keys, so that all its rows are read.
  const crowded = groups.filter(({ rows }) => rows > FEW);
  const small = groups.filter(({ rows }) => rows <= FEW);
  for (let at = 0; at < small.length; at += LARGE_AT_ONCE) {
    if (found.rows.length >= most) {
      found.unread.push(spanOf(small.slice(at)));
      break;
    }
    // A group whose parts agree by now agrees: each of its rows is in one of them.
    const parts = await differingWithin(context, plan, division, small.slice(at, at + LARGE_AT_ONCE));
    await readParts(context, plan, parts, most, found);
  }
  for (const one of crowded) {
    if (found.rows.length >= most) found.unread.push(one);
    else await readPieces(context, plan, one, most, found);
  }
}

async function readParts(
  context: Context,
  plan: TablePlan,
  parts: readonly Suspected[],
  most: number,
  found: Found,
): Promise<void> {
  for (let at = 0; at < parts.length; at += SMALL_AT_ONCE) {
    if (found.rows.length >= most) {
      found.unread.push(spanOf(parts.slice(at)));
      return;
    }
    await readRows(context, plan, parts.slice(at, at + SMALL_AT_ONCE), found);
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
    while (!done && pieces.length < PIECES_AT_ONCE) {
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
