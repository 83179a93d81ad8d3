import { compareBuckets, type OddRow, oddRows, rowCounts } from "./buckets";
import type { CompareContext } from "./context";
import { pairOddRows } from "./pairing";
import type { Catchup } from "./settle";
import type { Suspect } from "./suspects";
import type { Buckets, TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/** A table whose row counts differed. */
export class SuspectCount implements Suspect {
  readonly held = 0;

  constructor(
    private readonly context: CompareContext,
    private readonly plan: TablePlan,
    private readonly result: TableResult,
  ) {}

  async recheck(settled: Catchup): Promise<boolean> {
    const { source, target } = await rowCounts(this.context, this.plan);
    this.result.rows = { source, target };
    return source === target || settled === "still";
  }

  async conclude(): Promise<void> {}
}

/** Odd rows kept for pairing; beyond this they are counted individually. */
const MOST_PAIRED = 2_000;

/** A table without a usable key in which some buckets differed. */
export class SuspectBuckets implements Suspect {
  readonly held = 0;

  constructor(
    private readonly context: CompareContext,
    private readonly plan: TablePlan,
    private readonly result: TableResult,
    private seen?: Buckets,
  ) {}

  async recheck(settled: Catchup): Promise<boolean> {
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
      const { odd, rewritten } = await oddRows(context, plan, bucket, seen.buckets);
      // The sums differ but no row does: JSON that is written in two ways, or a row that has left this bucket meanwhile.
      if (odd.length === 0 && !rewritten) unexplained += 1;
      const room = MOST_PAIRED - kept.length;
      kept.push(...odd.slice(0, room));
      more += Math.max(0, odd.length - room);
    }
    const paired = pairOddRows(context, plan, kept);
    result.differing += paired.length + more;
    result.differences = paired.slice(0, Math.max(1, context.input.maxDifferences ?? 20));
    if (unexplained > 0)
      result.notProven.push(`the sums of ${unexplained} parts differ although no differing row was found`);
  }
}
