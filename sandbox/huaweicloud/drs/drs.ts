import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { Answer, HuaweiCredentials } from "../service";
import type { CreateJob } from "./bodies";
import { Comparisons } from "./compare/comparison";
import { createJob } from "./creation";
import { configurationOf, fingerprint, type Job, type Precheck, type TaskMover } from "./job";
import { JobBook } from "./jobBook";
import { Lifecycle } from "./lifecycle";
import { type RunPrecheck, runPrecheck as realPrecheck } from "./precheck/run";
import { invalidRequest, wrongStatus } from "./refusals";

/** Shortest duration of a precheck, in vendor seconds. */
const PRECHECK_SECONDS = 30;

/** The replication service of one project: its tasks and their operations. Both API versions are views of it. */
export class Drs {
  readonly book = new JobBook();
  readonly comparisons: Comparisons;
  readonly lifecycle: Lifecycle;

  constructor(
    readonly world: HuaweicloudWorld,
    readonly credentials: HuaweiCredentials,
    private readonly createMover: (id: string) => TaskMover,
    private readonly runPrecheck: RunPrecheck = realPrecheck,
  ) {
    this.comparisons = new Comparisons(world);
    this.lifecycle = new Lifecycle(world, createMover, this.comparisons);
  }

  /** @throws Refusal */
  create(request: CreateJob, nodeIp?: string): Job {
    const job = createJob(this.world, this.book, this.credentials, this.createMover, request, nodeIp);
    this.lifecycle.create(job);
    return job;
  }

  /** The task with its current status. @throws Refusal */
  async find(id: string): Promise<Job> {
    const job = this.book.get(id);
    await this.lifecycle.refresh(job);
    return job;
  }

  /**
   * Begins a precheck. As with the vendor, both connection tests must have passed and a modification must have stored
   * the same endpoints.
   * @throws Refusal
   */
  async startPrecheck(id: string, mode: Precheck["mode"]): Promise<Job> {
    const job = await this.find(id);
    const retry = job.status === "FULL_TRANSFER_FAILED" || job.status === "INCRE_TRANSFER_FAILED";
    if (mode === "forRetryJob" ? !retry : job.status !== "CONFIGURATION") throw wrongStatus();
    if (!isTested(job)) {
      throw invalidRequest("invoke the test connection interface and ensure that the test connection is successful.");
    }
    const precheck: Precheck = { mode, configuration: configurationOf(job) };
    job.precheck = precheck;
    const items = this.runPrecheck(this.world, this.book, job);
    void Promise.all([items, this.world.clock.sleep(PRECHECK_SECONDS)]).then(
      ([items]) => {
        precheck.items = items;
      },
      (error: Error) => {
        const item = {
          item: "internalError",
          group: "db_params",
          result: "FAILED",
          raw_error_msg: error.message,
        } as const;
        precheck.items = [{ ...item, failed_reason: "INTERNAL_ERROR" }];
      },
    );
    return job;
  }

  /** Ends all movers and pending steps, for shutdown. */
  async close(): Promise<void> {
    await Promise.all(this.book.all().map((job) => this.lifecycle.dispose(job)));
  }
}

function isTested(job: Job): boolean {
  return job.stored && job.tested.so === fingerprint(job.source) && job.tested.ta === fingerprint(job.target);
}

/**
 * Runs one step per item. A refused item gets an entry with the refusal; when all are refused, the response has the
 * status of the first one.
 */
export async function eachItem<T>(
  items: T[],
  refusalOf: (item: T, refusal: Refusal) => object,
  okStatus: number,
  step: (item: T) => object | Promise<object>,
): Promise<Answer> {
  const results: object[] = [];
  const refusals: Refusal[] = [];
  for (const item of items) {
    try {
      results.push(await step(item));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
      results.push(refusalOf(item, error));
    }
  }
  const body = { results, count: results.length };
  const [first] = refusals;
  if (first === undefined || refusals.length < results.length) return { status: okStatus, body };
  return { status: first.status, body };
}
