import type { Range, TablePlan } from "./checksum";
import { chunk } from "./chunk";
import type { Context } from "./context";
import { describe, differingRows, keyId, keyRange, type RowDifference } from "./rows";
import type { Settled } from "./settle";
import type { Suspect } from "./suspects";
import type { TableResult } from "./types";

/** Keys that one look at a range may name; beyond that the range differs as a whole. */
const MOST_KEYS = 10_000;

/**
 * A range of keys. A row that is the same before and after the lag has passed is a difference; one that moved is looked at
 * again; one that differs only in a later look changed after this comparison.
 */
export class SuspectRange implements Suspect {
  private readonly confirmed: RowDifference[] = [];
  private open: Map<string, RowDifference> | undefined;

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
    const rows = await differingRows(this.context, this.plan, this.range, MOST_KEYS);
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
    const [mine, theirs] = await chunk(context, plan, range);
    result.differing += rows.length;
    if (result.ranges.length < most) result.ranges.push(keyRange(range, mine.rows, theirs.rows));
    for (const row of rows.slice(0, Math.max(0, most - result.differences.length))) {
      result.differences.push(await describe(context, plan, row, unsettled.includes(row)));
    }
    // What is told need not be held.
    this.confirmed.length = 0;
    this.open = undefined;
  }
}
