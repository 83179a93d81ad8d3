import type { CompareContext } from "./context";
import { type Division, differingGroups, differingWithin, divide } from "./groups";
import { holds } from "./neighbours";
import { type Piece, sameSum, sumPieces } from "./pieces";
import { anyOf } from "./ranges";
import { differingAmong, type RowDifference } from "./rowHashes";
import type { Suspected, TablePlan } from "./tablePlan";
import { keyAfter, stuck } from "./walk";

/** A range with so few rows is read directly. */
const FEW = 200;
/** Rows per piece where the key cannot be divided by arithmetic. */
const PIECE = 2_000;
/** Extra pieces allowed beyond the range's original size before the keys are assumed to go in a circle. */
const MORE_PIECES = 1_000;
/** Pieces per statement. */
const PIECES_AT_ONCE = 90;
const LARGE_AT_ONCE = 200;
const SMALL_AT_ONCE = 200;

/** Result of searching a range. */
export interface Found {
  rows: RowDifference[];
  /** Parts that were not read because enough rows had been found. */
  unread: Suspected[];
  /** Parts whose sums still differ after a recheck, although every row in them agreed. */
  unexplained: Suspected[];
}

/**
 * The rows that differ within a range: the server sums small groups, and only rows of differing groups are read.
 * Everything that is not in the result agreed, by the sum of its group or row by row.
 * @param most stop after this many rows
 */
export async function differingRows(
  context: CompareContext,
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
async function readRows(
  context: CompareContext,
  plan: TablePlan,
  parts: readonly Suspected[],
  found: Found,
): Promise<void> {
  const condition = anyOf(
    plan,
    parts.map(({ range }) => range),
  );
  const { differing, whole } = await differingAmong(context, plan, condition);
  found.rows.push(...differing);
  // Many rows were inserted meanwhile.
  if (!whole) found.unread.push(...parts.map((part) => ({ range: part.range, rows: Math.max(part.rows, PIECE) })));
  const silent = whole ? parts.filter(({ range }) => !differing.some(({ key }) => holds(plan.key!, range, key))) : [];
  found.unexplained.push(...(await stillDiffering(context, withCanonicalJson(plan), silent)));
}

/** The ranges whose sums still differ. */
export async function stillDiffering(
  context: CompareContext,
  plan: TablePlan,
  ranges: readonly Suspected[],
): Promise<Suspected[]> {
  const sums = await sumPieces(
    context,
    ranges.map(({ range }) => ({ plan, range })),
  );
  return ranges.filter((_, at) => !sameSum(sums[at]!));
}

/** The same plan, with JSON compared in canonical form as for rows; a server-side sum uses its text. */
function withCanonicalJson(plan: TablePlan): TablePlan {
  const json = plan.columns.readings.filter((one) => one.json);
  if (json.length === 0) return plan;
  const readings = plan.columns.readings.filter((one) => !one.json);
  return { ...plan, columns: { ...plan.columns, readings, fetched: [...plan.columns.fetched, ...json] } };
}

async function readGroups(
  context: CompareContext,
  plan: TablePlan,
  division: Division,
  most: number,
  found: Found,
): Promise<void> {
  const groups = await differingGroups(context, plan, division);
  // Numbers clustered within a sparse range end up in one group, which is divided by keys instead so that all of its
  // rows are read.
  const crowded = groups.filter(({ rows }) => rows > FEW);
  const small = groups.filter(({ rows }) => rows <= FEW);
  for (let at = 0; at < small.length; at += LARGE_AT_ONCE) {
    if (found.rows.length >= most) {
      found.unread.push(spanOf(small.slice(at)));
      break;
    }
    // If no part differs any more, the group agrees: its parts cover all of its rows.
    const parts = await differingWithin(context, plan, division, small.slice(at, at + LARGE_AT_ONCE));
    await readParts(context, plan, parts, most, found);
  }
  for (const one of crowded) {
    if (found.rows.length >= most) found.unread.push(one);
    else await readPieces(context, plan, one, most, found);
  }
}

async function readParts(
  context: CompareContext,
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

/** One range that spans all of them, including what lies between. */
function spanOf(groups: readonly Suspected[]): Suspected {
  const rows = groups.reduce((total, one) => total + one.rows, 0);
  return { range: { from: groups[0]!.range.from, to: groups.at(-1)!.range.to }, rows };
}

/** Divides a range by keys read from the source and sums many pieces at a time. */
async function readPieces(
  context: CompareContext,
  plan: TablePlan,
  { range, rows }: Suspected,
  most: number,
  found: Found,
): Promise<void> {
  let start = range.from;
  let seen = 0;
  // Twice the expected number, to allow for rows inserted meanwhile, and some more.
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
