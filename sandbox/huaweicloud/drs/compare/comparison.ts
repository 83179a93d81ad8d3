import { randomUUID } from "node:crypto";
import { openEnd } from "../../../inspection/end";
import type { HuaweicloudWorld } from "../../facts";
import type { Job } from "../job";
import { busy, unknownComparison, wrongStatus } from "../refusals";
import type { ComparisonRequest } from "./bodies";
import { compareTable, type TableContent, waitingTable } from "./tables";

export interface Comparison {
  id: string;
  request: ComparisonRequest;
  status: "WAITING_FOR_RUNNING" | "RUNNING" | "SUCCESSFUL" | "FAILED" | "CANCELLED";
  createdAt: number;
  endedAt?: number;
  tables: TableContent[];
  stop: AbortController;
}

const START_SECONDS = 10;
const UNFINISHED = ["WAITING_FOR_RUNNING", "RUNNING"];

/** The comparisons of values of the tasks, on the real servers. */
export class Comparisons {
  private readonly byJob = new Map<string, Comparison[]>();

  constructor(private readonly world: HuaweicloudWorld) {}

  of(job: Job): Comparison[] {
    return this.byJob.get(job.id) ?? [];
  }

  /** @throws Refusal */
  get(job: Job, id: string): Comparison {
    const found = this.of(job).find((one) => one.id === id);
    if (!found) throw unknownComparison();
    return found;
  }

  /** Only while the task replicates, and one at a time. @throws Refusal */
  add(job: Job, request: ComparisonRequest): Comparison {
    if (job.status !== "INCRE_TRANSFER_STARTED") throw wrongStatus();
    if (this.of(job).some(({ status }) => UNFINISHED.includes(status))) throw busy();
    const made: Comparison = {
      id: randomUUID(),
      request,
      status: "WAITING_FOR_RUNNING",
      createdAt: Date.now(),
      tables: request.compare_object.flatMap(({ db_name, table_name = [] }) =>
        table_name.map((table) => waitingTable(db_name, table)),
      ),
      stop: new AbortController(),
    };
    this.byJob.set(job.id, [...this.of(job), made]);
    this.world.clock
      .sleep(START_SECONDS, made.stop.signal)
      .then(() => this.run(job, made))
      .then(
        () => end(made, "SUCCESSFUL"),
        () => end(made, made.stop.signal.aborted ? "CANCELLED" : "FAILED"),
      );
    return made;
  }

  /** The task ends, and its comparison with it. */
  cancel(job: Job): void {
    for (const one of this.of(job)) if (UNFINISHED.includes(one.status)) one.stop.abort(new Error("the task ends"));
  }

  private async run(job: Job, comparison: Comparison): Promise<void> {
    comparison.status = "RUNNING";
    const { source, target } = job.sides!;
    const opened = await Promise.all([openEnd(this.world, source), openEnd(this.world, target)]);
    try {
      const [from, to] = opened;
      if (!("end" in from) || !("end" in to)) throw new Error("a server cannot be read");
      for (const [at, table] of comparison.tables.entries()) {
        comparison.tables[at] = await compareTable(from.end, to.end, table, comparison.request.options);
        comparison.stop.signal.throwIfAborted();
      }
    } finally {
      await Promise.all(opened.map((one) => ("end" in one ? one.close() : undefined)));
    }
  }
}

function end(comparison: Comparison, status: Comparison["status"]): void {
  Object.assign(comparison, { status, endedAt: Date.now() });
}
