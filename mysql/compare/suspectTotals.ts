import { compareBuckets, type OddRow, oddRows, rowCounts } from "./buckets";
import type { Context } from "./context";
import { pairOddRows } from "./pairing";
import type { Settled } from "./settle";
import type { Suspect } from "./suspects";
import type { Buckets, TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/** Numbers of rows that differed. */
export class SuspectCount implements Suspect {
  readonly held = 0;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    private readonly result: TableResult,
  ) {}

  async look(settled: Settled): Promise<boolean> {
    const { source, target } = await rowCounts(this.context, this.plan);
    this.result.rows = { source, target };
    return source === target || settled === "still";
  }

  async conclude(): Promise<void> {}
}

/** Odd rows that are held to be paired; beyond that they are counted one by one. */
const MOST_PAIRED = 2_000;

/** A table without a usable key, some of whose buckets differed. */
export class SuspectBuckets implements Suspect {
  readonly held = 0;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    private readonly result: TableResult,
    private seen?: Buckets,
  ) {}

  async look(settled: Settled): Promise<boolean> {
    this.seen = await compareBuckets(this.context, this.plan);
    return this.seen.differing.length === 0 || settled === "still";
  }

  async conclude(): Promise<void> {
    const { context, plan, result } = this;
    const seen = this.seen ?? (await compareBuckets(context, plan));
    result.rows = seen.rows;
    const kept: OddRow[] = [];
    let more = 0;
    let unexplained = 0;
    for (const bucket of seen.differing) {
      const odd = await oddRows(context, plan, bucket, seen.buckets);
      // Its sum differs: JSON that is written in two ways, or a change that came and went.
      if (odd.length === 0 && !plan.columns.readings.some((one) => one.json)) unexplained += 1;
      const room = MOST_PAIRED - kept.length;
      kept.push(...odd.slice(0, room));
      more += Math.max(0, odd.length - room);
    }
    const paired = pairOddRows(context, plan, kept);
    result.differing += paired.length + more;
    result.differences = paired.slice(0, Math.max(1, context.input.maxDifferences ?? 20));
    if (unexplained > 0)
      result.notProven.push(`the sums of ${unexplained} parts differ although no row in them was seen to`);
  }
}
