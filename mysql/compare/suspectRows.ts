import { count } from "../check";
import type { CompareContext } from "./context";
import { describeRows, keyRange } from "./describe";
import { keyId } from "./keyValues";
import { holds, type Joined, joinNeighbours } from "./neighbours";
import { countPieces } from "./pieces";
import { differingOf, type RowDifference } from "./rowHashes";
import { differingRows, stillDiffering } from "./search";
import type { Catchup } from "./settle";
import type { Suspect } from "./suspects";
import type { Suspected, TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/**
 * Rows that are reported individually, unless more are to be listed; beyond this, the number of differing rows is a
 * lower bound.
 */
const MOST_ROWS = 2_000;

/** Rows in adjacent ranges that are searched in one statement. */
const MOST_JOINED = 200_000;

/**
 * Ranges of one table that differed. A row that differs in the same way before and after the lag has passed is a
 * difference. A row that changed in between is rechecked by its key alone. A row that differs only in a later recheck
 * changed after this comparison.
 */
export class SuspectRows implements Suspect {
  /** By key, so that a row found in two searches is reported once. */
  private readonly confirmed = new Map<string, RowDifference>();
  private open = new Map<string, RowDifference>();
  /** Ranges that still differed at the last recheck, with no row reported yet. */
  private readonly waiting: Suspected[];
  /** Ranges in which a differing row was found. */
  private readonly guilty: Suspected[] = [];
  private unexplained = 0;

  constructor(
    private readonly context: CompareContext,
    private readonly plan: TablePlan,
    ranges: readonly Suspected[],
    private readonly result: TableResult,
  ) {
    this.waiting = [...ranges];
  }

  get held(): number {
    return this.confirmed.size + this.open.size;
  }

  async recheck(settled: Catchup): Promise<boolean> {
    if (this.open.size > 0) await this.again(settled);
    if (this.waiting.length > 0 && this.held < this.most) await this.search(settled);
    return this.open.size === 0 && (this.waiting.length === 0 || this.confirmed.size >= this.most);
  }

  private get most(): number {
    return Math.max(MOST_ROWS, this.context.input.maxDifferences ?? 0);
  }

  /** Searches the differing ranges for rows; those that are unread or unexplained are searched again. */
  private async search(settled: Catchup): Promise<void> {
    for (const { whole, parts } of await this.toSearch()) {
      const room = this.most - this.held;
      if (room <= 0) {
        this.waiting.push(...parts);
        continue;
      }
      const { rows, unread, unexplained } = await differingRows(this.context, this.plan, whole, room);
      const key = this.plan.key!;
      this.guilty.push(...parts.filter((part) => rows.some((row) => holds(key, part.range, row.key))));
      this.waiting.push(...unread);
      // Nothing is changing, so another search would give the same result.
      if (settled === "still") this.unexplained += unexplained.length;
      else this.waiting.push(...unexplained);
      for (const row of rows) {
        const id = keyId(row.key);
        if (settled === "still") this.confirmed.set(id, row);
        else if (!this.confirmed.has(id)) this.open.set(id, row);
      }
    }
  }

  /** The waiting ranges that still need a search. */
  private async toSearch(): Promise<Joined[]> {
    const ranges = this.waiting.splice(0);
    // These ranges are summed in groups, which also shows whether they still differ.
    if (this.plan.key!.integer && ranges.every(({ range }) => range.from && range.to))
      return joinNeighbours(ranges, this.context.duty.share < 1 ? 0 : MOST_JOINED);
    const differing = await stillDiffering(this.context, this.plan, ranges);
    return differing.map((one) => ({ whole: one, parts: [one] }));
  }

  private async again(settled: Catchup): Promise<void> {
    const before = this.open;
    const rows = await differingOf(
      this.context,
      this.plan,
      [...before.values()].map((row) => row.key),
    );
    this.open = new Map();
    for (const row of rows) {
      const id = keyId(row.key);
      const was = before.get(id);
      const same = was?.source === row.source && was?.target === row.target;
      if ((same && settled !== "behind") || settled === "still") this.confirmed.set(id, row);
      else this.open.set(id, row);
    }
  }

  async conclude(): Promise<void> {
    const { context, plan, result } = this;
    const unsettled = new Set(this.open.values());
    const rows = [...this.confirmed.values(), ...unsettled];
    const most = context.input.maxDifferences ?? 20;
    result.differing += rows.length;
    // A range that differed without a differing row found in it is not proven to be the same.
    if (this.waiting.length > 0 && rows.length > 0) result.differingMore = true;
    else if (this.waiting.length > 0)
      result.notProven.push(`${count(this.waiting.length, "range")} still differed at the last check`);
    if (this.unexplained > 0)
      result.notProven.push(
        `the sums of ${count(this.unexplained, "range")} differ although no differing row was found`,
      );
    const listedRanges = this.guilty.slice(0, Math.max(0, most - result.ranges.length));
    const counts = await countPieces(
      context,
      listedRanges.map(({ range }) => ({ plan, range })),
    );
    listedRanges.forEach(({ range }, at) => {
      result.ranges.push(keyRange(plan, range, counts[at]!));
    });
    const listed = rows.slice(0, Math.max(0, most - result.differences.length));
    result.differences.push(...(await describeRows(context, plan, listed, unsettled)));
    // Frees the memory of what has been reported.
    this.confirmed.clear();
    this.guilty.length = 0;
    this.open.clear();
    this.waiting.length = 0;
  }
}
