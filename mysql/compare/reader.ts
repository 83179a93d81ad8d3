import { showTable } from "../tableName";
import type { CompareContext } from "./context";
import type { Planned } from "./plan";
import { concludeTable } from "./result";
import type { Resume } from "./resume";
import type { CatchupWait } from "./settle";
import { readSmall, smallOnes, TABLES_PER_STATEMENT } from "./small";
import type { TableSeen } from "./suspects";
import { settleSuspects } from "./suspects";
import { readTable } from "./table";
import type { TablePlan } from "./tablePlan";
import { Throttle } from "./throttle";
import type { CompareProgress, TableResult } from "./types";

/** Reads planned tables, small ones in groups, and records the results. */
export class Reader {
  readonly tables: TableResult[] = [];
  private readonly open: { plan: TablePlan; seen: TableSeen }[] = [];
  private waiting: TablePlan[] = [];
  private readonly throttle: Throttle;
  private rows = 0;

  constructor(
    private readonly context: CompareContext,
    private readonly resume: Resume,
    private readonly planned: number,
  ) {
    this.throttle = new Throttle(context);
  }

  /** Takes the next table, which may be queued until there are others to read it with. */
  async take(one: Planned): Promise<void> {
    if ("absent" in one) {
      this.tables.push(one.absent);
      return;
    }
    const known = this.resume.done(one.plan);
    if (known) {
      this.tables.push(known);
      return;
    }
    this.waiting.push(one.plan);
    if (this.waiting.length >= TABLES_PER_STATEMENT) await this.flush();
  }

  /** Reads the queued tables. */
  async flush(): Promise<void> {
    const plans = this.waiting;
    this.waiting = [];
    if (plans.length === 0) return;
    const small = this.context.input.mode === "counts" ? new Set<TablePlan>() : await this.small(plans);
    const few = plans.filter((plan) => small.has(plan));
    if (few.length > 0) {
      await this.throttle.before((paused) => this.tell(few[0]!, 0, { paused }));
      for (const [at, seen] of (await readSmall(this.context, few)).entries()) this.seen(few[at]!, seen);
    }
    for (const plan of plans) if (!small.has(plan)) await this.readLarge(plan);
  }

  /** Excludes tables that a resume file has begun, and those with fetched JSON, which is read piece by piece. */
  private async small(plans: readonly TablePlan[]): Promise<Set<TablePlan>> {
    const fresh = plans.filter((plan) => this.resume.progress(plan) === undefined && plan.columns.fetched.length === 0);
    return fresh.length === 0 ? new Set() : smallOnes(this.context, fresh);
  }

  private async readLarge(plan: TablePlan): Promise<void> {
    const seen = await readTable({
      context: this.context,
      plan,
      throttle: this.throttle,
      resume: this.resume.progress(plan),
      chunkDone: (progress, share, more) => {
        this.rows += more;
        this.resume.note(plan, progress);
        this.tell(plan, share);
      },
      scanned: (rows) => {
        this.rows += rows;
        this.tell(plan, 1);
      },
      paused: (paused) => this.tell(plan, 0, { paused }),
    });
    this.seen(plan, seen, false);
  }

  private seen(plan: TablePlan, seen: TableSeen, countRows = true): void {
    if (countRows) this.rows += seen.result.rows.source;
    this.tables.push(seen.result);
    if (seen.suspects.length > 0) this.open.push({ plan, seen });
    else this.done(plan, seen.result);
    this.tell(plan, 1);
  }

  /** Rechecks everything that differed. */
  async settle(settling: CatchupWait): Promise<void> {
    // Rechecks wait a long time, so what has been read is saved first.
    this.resume.write();
    const suspects = this.open.flatMap(({ seen }) => seen.suspects);
    const first = this.open[0]?.seen.result;
    await settleSuspects(this.context, settling, suspects, Date.now(), {
      pause: () => this.throttle.before(() => {}),
      tell: (proven) => first && this.say(showTable(first), { share: 1, lookedAgain: { proven, of: suspects.length } }),
    });
    for (const { plan, seen } of this.open) this.done(plan, seen.result);
  }

  private done(plan: TablePlan, result: TableResult): void {
    concludeTable(result, this.context.input.mode);
    this.resume.tableDone(plan, result);
  }

  private tell(plan: TablePlan, share: number, more: Partial<CompareProgress> = {}): void {
    this.say(showTable({ database: plan.database, table: plan.table.source.name }), { share, ...more });
  }

  private say(table: string, more: Partial<CompareProgress> & { share: number }): void {
    const { tables, planned, rows } = this;
    this.context.input.progress?.({ table, tablesDone: tables.length, tables: planned, rows, ...more });
  }
}
