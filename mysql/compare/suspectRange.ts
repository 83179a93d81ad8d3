import type { Range, TablePlan } from "./checksum";
import { chunk } from "./chunk";
import type { Context } from "./context";
import { describe, differingRows, keyId, keyRange, type RowDifference } from "./rows";
import type { Settled } from "./settle";
import type { Suspect } from "./suspects";
import type { TableResult } from "./types";

/** Keys that one look at a range names, unless more are to be listed; beyond that the range differs as a whole. */
const MOST_KEYS = 2_000;

/**
 * A range of keys. A row that is the same before and after the lag has passed is a difference; one that moved is looked at
 * again; one that differs only in a later look changed after this comparison.
 */
export class SuspectRange implements Suspect {
  private readonly confirmed: RowDifference[] = [];
  private open: Map<string, RowDifference> | undefined;
  /** There may be more than the last look named. */
  private cut = false;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    private readonly range: Range,
    private readonly result: TableResult,
  ) {}

  get held(): number {
    return this.confirmed.length + (this.open?.size ?? 0);
  }

  async look(settled: Settled): Promise<boolean> {
    const before = this.open;
    const most = Math.max(MOST_KEYS, this.context.input.maxDifferences ?? 0);
    const rows = await differingRows(this.context, this.plan, this.range, most);
    this.cut = rows.length >= most;
    this.open = new Map();
    for (const row of rows) {
      const was = before?.get(keyId(row.key));
      if (before && !was) continue;
      const same = was !== undefined && was.source === row.source && was.target === row.target;
      if (same || settled === "still") this.confirmed.push(row);
      else this.open.set(keyId(row.key), row);
    }
    return this.open.size === 0;
  }

  async conclude(): Promise<void> {
    const { context, plan, range, result } = this;
    const unsettled = [...(this.open?.values() ?? [])];
    const rows = [...this.confirmed, ...unsettled];
    if (rows.length === 0) return;
    const most = context.input.maxDifferences ?? 20;
    result.differing += rows.length;
    if (this.cut) result.differingMore = true;
    if (result.ranges.length < most) {
      const [mine, theirs] = await chunk(context, plan, range);
      result.ranges.push(keyRange(range, mine.rows, theirs.rows));
    }
    for (const row of rows.slice(0, Math.max(0, most - result.differences.length))) {
      result.differences.push(await describe(context, plan, row, unsettled.includes(row)));
    }
    // What is told need not be held.
    this.confirmed.length = 0;
    this.open = undefined;
  }
}
