import type { Context } from "./context";
import { describeRows, keyRange } from "./describe";
import { holds, type Joined, joinNeighbours } from "./neighbours";
import { sameSum, sumPieces } from "./pieces";
import { keyId } from "./ranges";
import { differingOf, type RowDifference } from "./rowHashes";
import { differingRows, type Suspected } from "./search";
import type { Settled } from "./settle";
import type { Suspect } from "./suspects";
import type { TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/** Rows that are told one by one, unless more are to be listed; beyond that the number is a lower bound. */
const MOST_ROWS = 2_000;

/** Rows of ranges that are searched in one statement. */
const MOST_JOINED = 200_000;

/**
 * Ranges of one table that differed. A row that is the same before and after the lag has passed is a difference; one that
 * moved is looked at again, by its key alone; one that differs only in a later look changed after this comparison.
 */
export class SuspectRows implements Suspect {
  private readonly confirmed: RowDifference[] = [];
  private open: Map<string, RowDifference> | undefined;
  /** Ranges that are not searched yet. */
  private readonly waiting: Suspected[];
  /** Ranges in which a row is found. */
  private readonly guilty: Suspected[] = [];
  /** There may be more than are told. */
  private cut = false;
  private unexplained = 0;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    ranges: readonly Suspected[],
    private readonly result: TableResult,
  ) {
    this.waiting = [...ranges];
  }

  get held(): number {
    return this.confirmed.length + (this.open?.size ?? 0);
  }

  async look(settled: Settled): Promise<boolean> {
    if (this.open === undefined || this.open.size === 0) await this.search(settled);
    else await this.again(settled);
    return this.open!.size === 0 && (this.waiting.length === 0 || this.confirmed.length >= this.most);
  }

  private get most(): number {
    return Math.max(MOST_ROWS, this.context.input.maxDifferences ?? 0);
  }

  /** The first look at each range. */
  private async search(settled: Settled): Promise<void> {
    this.open = new Map();
    for (const { whole, parts } of await this.toSearch()) {
      const room = this.most - this.held;
      if (room <= 0) {
        this.waiting.push(...parts);
        continue;
      }
      const rows = await differingRows(this.context, this.plan, whole, room);
      if (rows.length > 0) this.guilty.push(...parts.filter((part) => rows.some((row) => holds(part.range, row.key))));
      else if (settled === "still") await this.explain(whole);
      if (rows.length >= room) this.cut = true;
      for (const row of rows) {
        if (settled === "still") this.confirmed.push(row);
        else this.open.set(keyId(row.key), row);
      }
    }
    if (this.waiting.length > 0 && this.confirmed.length > 0) this.cut = true;
  }

  /** What to search now, of what was waiting. */
  private async toSearch(): Promise<Joined[]> {
    const ranges = this.waiting.splice(0);
    // Such ranges are summed in groups, which tells as well whether they still differ.
    if (this.plan.key!.integer && ranges.every(({ range }) => range.from && range.to))
      return joinNeighbours(ranges, this.context.duty.share < 1 ? 0 : MOST_JOINED);
    return (await this.stillDiffering(ranges)).map((one) => ({ whole: one, parts: [one] }));
  }

  /** Sums of all these ranges together: most of what was lag is gone by now. */
  private async stillDiffering(ranges: readonly Suspected[]): Promise<Suspected[]> {
    const sums = await sumPieces(
      this.context,
      ranges.map(({ range }) => ({ plan: this.plan, range })),
    );
    return ranges.filter((_, at) => !sameSum(sums[at]!));
  }

  /** Sums that differ although no row does, and nothing changes: something is not understood. */
  private async explain(one: Suspected): Promise<void> {
    const { readings, fetched } = this.plan.columns;
    // JSON enters a sum as the server writes it, and a row by what it says.
    if (fetched.length > 0 || readings.some((reading) => reading.json)) return;
    const [sums] = await sumPieces(this.context, [{ plan: this.plan, range: one.range }]);
    if (!sameSum(sums!)) this.unexplained += 1;
  }

  private async again(settled: Settled): Promise<void> {
    const before = this.open!;
    const rows = await differingOf(
      this.context,
      this.plan,
      [...before.values()].map((row) => row.key),
    );
    this.open = new Map();
    for (const row of rows) {
      const was = before.get(keyId(row.key))!;
      const same = was.source === row.source && was.target === row.target;
      if (same || settled === "still") this.confirmed.push(row);
      else this.open.set(keyId(row.key), row);
    }
    if (this.waiting.length > 0 && this.confirmed.length > 0) this.cut = true;
  }

  async conclude(): Promise<void> {
    const { context, plan, result } = this;
    const unsettled = new Set(this.open?.values() ?? []);
    const rows = [...this.confirmed, ...unsettled];
    const most = context.input.maxDifferences ?? 20;
    result.differing += rows.length;
    // What was never searched is not known to be the same.
    if (this.cut || this.waiting.length > 0) result.differingMore = true;
    if (rows.length === 0 && this.waiting.length > 0) {
      result.notProven.push(`${this.waiting.length} ranges differed and could not be looked at again`);
    }
    if (this.unexplained > 0)
      result.notProven.push(`the sums of ${this.unexplained} ranges differ although no row in them was seen to`);
    const told = this.guilty.slice(0, Math.max(0, most - result.ranges.length));
    const sums = await sumPieces(
      context,
      told.map(({ range }) => ({ plan, range })),
    );
    told.forEach(({ range }, at) => {
      result.ranges.push(keyRange(range, { source: sums[at]!.source.rows, target: sums[at]!.target.rows }));
    });
    const listed = rows.slice(0, Math.max(0, most - result.differences.length));
    result.differences.push(...(await describeRows(context, plan, listed, unsettled)));
    // What is told need not be held.
    this.confirmed.length = 0;
    this.guilty.length = 0;
    this.open = undefined;
  }
}
