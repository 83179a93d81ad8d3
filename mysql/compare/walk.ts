import { ProblemsError } from "../../model/problems";
import { quoteName } from "../sql";
import { showTable } from "../tableName";
import { both, type CompareContext } from "./context";
import { chunkMsFor } from "./duty";
import { keyColumns, keyId, showKey } from "./keyValues";
import { from, LARGEST_SIGNED, notBefore, where } from "./ranges";
import type { KeyValues, Range, SideName, TablePlan } from "./tablePlan";

/** Measurements of a chunk, used to size the next one. */
export interface ChunkSeen {
  rows: number;
  milliseconds: number;
}

const FIRST_ROWS = 5_000;
const LEAST_ROWS = 500;
const GROWTH = 8;
/** Number ranges are computed without reading while at least this share of the numbers exists. */
const DENSE = 0.25;
/** A key that was just found may be deleted before its range is read, but not this many times in a row. */
const MOST_EMPTY = 50;

/**
 * Divides a table into ranges of its key that each take about `chunkMs`. A single integer key is divided by arithmetic
 * where it is dense; otherwise the source is queried for the key a given number of rows ahead.
 */
export class Walk {
  private rows: number;
  private position: KeyValues | undefined;
  private end: bigint | undefined;
  private density = 1;
  private started = false;
  private finished = false;

  constructor(
    private readonly context: CompareContext,
    private readonly plan: TablePlan,
    /** Where an interrupted comparison stopped. */
    resumeFrom?: KeyValues,
  ) {
    this.position = resumeFrom;
    this.rows = Math.min(FIRST_ROWS, this.most);
  }

  /** Share of the key space before `next`, if it can be determined; 1 without `next`. */
  share(next: KeyValues | undefined): number {
    if (next === undefined) return 1;
    if (this.first === undefined || this.end === undefined) return 0;
    return Number(((BigInt(String(next[0])) - this.first) * 1000n) / (this.end - this.first || 1n)) / 1000;
  }

  private first: bigint | undefined;
  /** The last range was bounded by a key read from the source. */
  private byKey = false;
  private steps = 0;
  private mark: string | undefined;
  private empty = 0;

  /** The next range; undefined when the table is done. `seen`: measurements of the last one. */
  async step(seen?: ChunkSeen): Promise<Range | undefined> {
    if (this.finished) return undefined;
    if (seen) {
      this.notEmpty(seen.rows);
      this.adapt(seen);
    }
    return this.plan.key!.integer ? this.integerStep(seen) : this.keyStep();
  }

  /**
   * A range that the source bounded by keys some rows apart is not empty, unless rows were deleted or the keys go
   * backwards.
   */
  private notEmpty(rows: number): void {
    this.empty = rows === 0 && this.byKey ? this.empty + 1 : 0;
    if (this.empty >= MOST_EMPTY) throw stuck(this.plan, this.position!);
  }

  /** Expected number of rows in the last range. */
  get expected(): number {
    return this.rows;
  }

  private get most(): number {
    // Fetched columns are held in memory.
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
    // Rows inserted above the largest key after it was read.
    if (start >= end) return this.finish({ from: [String(start)] });
    const width = BigInt(Math.ceil(this.rows / Math.max(this.density, 1e-9)));
    if (this.density < DENSE) return this.keyStep();
    this.byKey = false;
    if (start + width < end) this.position = [String(start + width)];
    // A bounded range has the cheaper hash but requires one more read after it, which is not worth it for a small
    // table. The largest BIGINT has no successor.
    else if (this.rows <= FIRST_ROWS || end > LARGEST_SIGNED) return this.finish({ from: [String(start)] });
    else this.position = [String(end)];
    return { from: [String(start)], to: this.position };
  }

  /** Called after each chunk with the number of rows in its range. */
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

  /** @throws ProblemsError when the keys go in a circle or backwards, so that the walk would never end */
  private advanced(next: KeyValues): void {
    this.steps += 1;
    if (this.mark !== undefined && keyId(next) === this.mark) throw stuck(this.plan, next);
    // Cycle detection: a key that is kept at every power of two reappears in any circle.
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
 * The source's key `rows` rows after the start of the range; undefined when the range ends before that.
 * @throws ProblemsError when the server returns a key that does not follow the start, so that the walk would never end
 */
export async function keyAfter(
  context: CompareContext,
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

/** The error for keys that do not advance. */
export function stuck(plan: TablePlan, key: KeyValues): ProblemsError {
  const name = showTable({ database: plan.table.source.database, table: plan.table.source.name });
  return new ProblemsError("the comparison cannot continue", [
    {
      path: name,
      seen: `the source finds the key ${JSON.stringify(showKey(plan, key))} again`,
      needed: `an index ${plan.key!.index.source} that sorts its keys consistently`,
      fix: `CHECK TABLE ${name}; an index that is damaged or sorted by an older collation is rebuilt with ALTER TABLE … FORCE`,
    },
  ]);
}
