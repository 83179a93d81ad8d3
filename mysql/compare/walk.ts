import { ProblemsError } from "../../model/problems";
import { quoteName } from "../sql";
import { showTable } from "../tableName";
import { both, type Context } from "./context";
import { chunkMsFor } from "./duty";
import { keyColumns, keyId, showKey } from "./keyValues";
import { from, LARGEST_SIGNED, notBefore, where } from "./ranges";
import type { KeyValues, Range, SideName, TablePlan } from "./tablePlan";

/** What a chunk taught about the next one. */
export interface ChunkSeen {
  rows: number;
  milliseconds: number;
}

const FIRST_ROWS = 5_000;
const LEAST_ROWS = 500;
const GROWTH = 8;
/** Ranges of numbers are cut blindly while at least this share of the numbers exists. */
const DENSE = 0.25;
/** Rows may be deleted behind a key that was just found, but not so many times in a row. */
const MOST_EMPTY = 50;

/**
 * Cuts a table into ranges of its key, each about as long as `chunkMs` takes. A single integer key is cut by arithmetic
 * where it is dense; elsewhere the source is asked for the key so many rows on.
 */
export class Walk {
  private rows: number;
  private position: KeyValues | undefined;
  private end: bigint | undefined;
  private density = 1;
  private started = false;
  private finished = false;

  constructor(
    private readonly context: Context,
    private readonly plan: TablePlan,
    /** Where an interrupted comparison stopped. */
    resumeFrom?: KeyValues,
  ) {
    this.position = resumeFrom;
    this.rows = Math.min(FIRST_ROWS, this.most);
  }

  /** Part of the key space before `next`, where that can be told; 1 without one. */
  share(next: KeyValues | undefined): number {
    if (next === undefined) return 1;
    if (this.first === undefined || this.end === undefined) return 0;
    return Number(((BigInt(String(next[0])) - this.first) * 1000n) / (this.end - this.first || 1n)) / 1000;
  }

  private first: bigint | undefined;
  /** The last range was bounded by a key that the source found. */
  private byKey = false;
  private steps = 0;
  private mark: string | undefined;
  private empty = 0;

  /** The next range; undefined when the table is done. `seen`: how the last one went. */
  async step(seen?: ChunkSeen): Promise<Range | undefined> {
    if (this.finished) return undefined;
    if (seen) {
      this.notEmpty(seen.rows);
      this.adapt(seen);
    }
    return this.plan.key!.integer ? this.integerStep(seen) : this.keyStep();
  }

  /** Between two keys that the source found so many rows apart there are rows, or they go backwards. */
  private notEmpty(rows: number): void {
    this.empty = rows === 0 && this.byKey ? this.empty + 1 : 0;
    if (this.empty >= MOST_EMPTY) throw stuck(this.plan, this.position!);
  }

  /** About how many rows the range holds that was given last. */
  get expected(): number {
    return this.rows;
  }

  private get most(): number {
    // What is fetched is held for a moment.
    return this.plan.columns.fetched.length > 0 ? FIRST_ROWS : (this.context.input.maxChunkRows ?? 200_000);
  }

  private adapt(seen: ChunkSeen): void {
    const { chunkMs = chunkMsFor(this.context.input.throttle?.duty ?? 1) } = this.context.input;
    const wanted = seen.rows > 0 ? (seen.rows / Math.max(1, seen.milliseconds)) * chunkMs : this.rows;
    this.rows = Math.max(1, Math.min(this.most, this.rows * GROWTH, Math.max(LEAST_ROWS, Math.ceil(wanted))));
  }

  private async integerStep(seen?: ChunkSeen): Promise<Range | undefined> {
    const column = quoteName(this.plan.key!.columns[0]!);
    if (!this.started) {
      this.started = true;
      const bounds = await this.bounds(`MIN(${column}) AS lo, MAX(${column}) AS hi`);
      if (!bounds) return this.finish({});
      this.first = bounds.lo;
      this.end = bounds.hi + 1n;
      if (this.position === undefined || BigInt(String(this.position[0])) < bounds.lo)
        this.position = [String(bounds.lo)];
    } else if (seen && seen.rows === 0) {
      const bounds = await this.bounds(`MIN(${column}) AS lo, MAX(${column}) AS hi`, this.position);
      if (!bounds) return this.finish(undefined);
      this.position = [String(bounds.lo)];
    }
    const start = BigInt(String(this.position![0]));
    const end = this.end!;
    // Rows that were added above the largest key since it was asked for.
    if (start >= end) return this.finish({ from: [String(start)] });
    const width = BigInt(Math.ceil(this.rows / Math.max(this.density, 1e-9)));
    if (this.density < DENSE) return this.keyStep();
    this.byKey = false;
    if (start + width < end) this.position = [String(start + width)];
    // A range with an end has the cheaper hash, but needs a look behind it: not worth it for a small table. One more than
    // the largest BIGINT is no BIGINT.
    else if (this.rows <= FIRST_ROWS || end > LARGEST_SIGNED) return this.finish({ from: [String(start)] });
    else this.position = [String(end)];
    return { from: [String(start)], to: this.position };
  }

  /** Told after each chunk how many of its numbers exist. */
  learnDensity(range: Range, rows: number): void {
    if (!this.plan.key!.integer || !range.from || !range.to) return;
    const width = Number(BigInt(String(range.to[0])) - BigInt(String(range.from[0])));
    if (width > 0) this.density = Math.min(1, Math.max(rows, 1) / width);
  }

  private async keyStep(): Promise<Range> {
    const start = this.position;
    this.byKey = true;
    const next = await keyAfter(this.context, this.plan, { from: start }, this.rows);
    if (!next) return this.finish(start ? { from: start } : {});
    this.advanced(next);
    this.position = next;
    return { from: start, to: next };
  }

  /** @throws ProblemsError when the keys go in a circle or backwards: the walk would never end */
  private advanced(next: KeyValues): void {
    this.steps += 1;
    if (this.mark !== undefined && keyId(next) === this.mark) throw stuck(this.plan, next);
    // A key that is kept at every power of two comes again in any circle.
    if ((this.steps & (this.steps - 1)) === 0) this.mark = keyId(next);
  }

  private async bounds(what: string, after?: KeyValues): Promise<{ lo: bigint; hi: bigint } | undefined> {
    const condition = after ? ` WHERE ${notBefore(this.plan.key!, after, true)}` : "";
    const ask = (side: SideName) =>
      this.context[side].query<{ lo: string | null; hi: string | null }>(
        `SELECT ${what} FROM ${from(this.plan, side)}${condition}`,
      );
    const [mine, theirs] = await both(this.context, ask("source"), ask("target"));
    const rows = [...mine, ...theirs].filter((row) => row.lo !== null);
    if (rows.length === 0) return undefined;
    const [los, his] = [rows.map((row) => BigInt(row.lo!)), rows.map((row) => BigInt(row.hi!))];
    return { lo: los.reduce((a, b) => (a < b ? a : b)), hi: his.reduce((a, b) => (a > b ? a : b)) };
  }

  private finish<T extends Range | undefined>(last: T): T {
    this.finished = true;
    return last;
  }
}

/**
 * The source's key that stands `rows` rows after the beginning of the range; undefined when the range ends before.
 * @throws ProblemsError when the server gives a key that does not come after the beginning: the walk would never end
 */
export async function keyAfter(
  context: Context,
  plan: TablePlan,
  range: Range,
  rows: number,
): Promise<KeyValues | undefined> {
  const key = plan.key!;
  const order = key.columns.map(quoteName).join(", ");
  const sql = `SELECT ${keyColumns(key).join(", ")} FROM ${from(plan, "source")} ${where(plan, range)} ORDER BY ${order} LIMIT ${rows},1`;
  let next: KeyValues | undefined;
  for await (const row of context.source.stream(sql, [], { doing: "finding the next chunk" })) next = row;
  if (next && range.from && keyId(next) === keyId(range.from)) throw stuck(plan, next);
  return next;
}

/** What is told when the keys do not go on. */
export function stuck(plan: TablePlan, key: KeyValues): ProblemsError {
  const name = showTable({ database: plan.table.source.database, table: plan.table.source.name });
  return new ProblemsError("the comparison cannot go on", [
    {
      path: name,
      seen: `the source finds the key ${JSON.stringify(showKey(plan, key))} behind itself`,
      needed: `an index ${plan.key!.index.source} that orders its own keys`,
      fix: `CHECK TABLE ${name}; an index that is damaged or sorted by an older collation is rebuilt with ALTER TABLE … FORCE`,
    },
  ]);
}
