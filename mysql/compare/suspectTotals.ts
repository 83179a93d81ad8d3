import { type Buckets, compareBuckets, differingInBucket, rowCounts } from "./buckets";
import type { TablePlan } from "./checksum";
import type { Context } from "./context";
import type { Settled } from "./settle";
import type { Suspect } from "./suspects";
import type { Difference, TableResult } from "./types";

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

/** A table without a usable key, some of whose buckets differed. */
export class SuspectBuckets implements Suspect {
  readonly held = 0;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    private readonly result: TableResult,
    private seen: Buckets,
  ) {}

  async look(settled: Settled): Promise<boolean> {
    this.seen = await compareBuckets(this.context, this.plan);
    return this.seen.differing.length === 0 || settled === "still";
  }

  async conclude(): Promise<void> {
    const { context, plan, result, seen } = this;
    const most = Math.max(1, context.input.maxDifferences ?? 20);
    const found: Difference[] = [];
    for (const bucket of seen.differing) {
      const differences = await differingInBucket(context, plan, bucket, seen.buckets);
      result.differing += Math.max(1, differences.length);
      if (found.length < most) found.push(...differences.slice(0, most - found.length));
    }
    result.rows = seen.rows;
    result.differences = found;
  }
}
