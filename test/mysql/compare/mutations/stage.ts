import { type CompareInput, type CompareResult, compare, type TableResult } from "../../../../mysql/compare/compare";
import { isClassic, isModern, type MutationCase, type Product } from "./case";
import type { ProofServer } from "./servers";
import type { Settings } from "./settings";

/** The result of one case on one pair of servers under one set of defaults. */
export interface Judged {
  case: MutationCase;
  /** Such as `5.6 to 9, time zones apart`. */
  where: string;
  /** The unchanged data was reported as the same. */
  sameBefore: boolean;
  found: boolean;
  /** What was reported instead, where either is false. */
  said?: string;
}

/** Tables for the cases on a pair of servers, created on first use, and again after a change. */
export class Stage {
  private readonly made = new Map<MutationCase, string>();
  private readonly changed = new Set<MutationCase>();

  private constructor(
    readonly source: ProofServer,
    readonly target: ProofServer,
    private readonly database: string,
  ) {}

  static async open(source: ProofServer, target: ProofServer): Promise<Stage> {
    const database = `from ${source.name} to ${target.name}`.replaceAll(/[^a-z0-9]+/gi, "_").toLowerCase();
    for (const { run } of [source, target]) await run(`CREATE DATABASE \`${database}\` CHARACTER SET utf8`);
    return new Stage(source, target, database);
  }

  get name(): string {
    return `${this.source.name} to ${this.target.name}`;
  }

  /**
   * Checks that these tables are reported as the same, and after each has been changed on the target, as differing
   * exactly there.
   */
  async judge(cases: readonly MutationCase[], settings: Settings, over: Partial<CompareInput> = {}): Promise<Judged[]> {
    const where = `${this.name}, ${settings.name}`;
    // A case that cannot be set up as written proves nothing and counts as not found.
    const impossible = new Map<MutationCase, string>();
    const each = async (work: (one: MutationCase) => Promise<void>) => {
      for (const one of cases)
        if (!impossible.has(one)) await work(one).catch((error: Error) => impossible.set(one, error.message));
    };
    await each((one) => this.make(one));
    const restore = await this.apply(settings);
    try {
      const before = await this.compare(cases, over);
      await each((one) => this.change(one));
      const after = await this.compare(cases, over);
      return cases.map((one) => {
        const why = impossible.get(one);
        if (why !== undefined) return { case: one, where, sameBefore: true, found: false, said: `not planted: ${why}` };
        return judged(one, where, before(one), after(one));
      });
    } finally {
      await restore();
    }
  }

  /** Creates the table with its rows on both sides, replacing what an earlier change left. */
  private async make(one: MutationCase): Promise<void> {
    const known = this.made.get(one);
    if (!known) this.made.set(one, `t${String(this.made.size).padStart(4, "0")}`);
    else if (!this.changed.delete(one)) return;
    else await this.target.run(`DROP TABLE ${this.table(one)}`);
    const pair = { source: this.source.product, target: this.target.product };
    for (const side of known ? (["target"] as const) : (["source", "target"] as const)) {
      const { run, product } = this[side];
      await run(`CREATE TABLE ${this.table(one)} (${one.columns(product, side, pair)}) ${one.options ?? ""}`);
      if (one.rows.length > 0)
        await run(`INSERT INTO ${this.table(one)} ${this.list(one, side)} VALUES ${one.rows.join(", ")}`);
    }
  }

  /** Invisible columns are only included if they are named. */
  private list(one: MutationCase, side: "source" | "target"): string {
    const pair = { source: this.source.product, target: this.target.product };
    const columns = one.columns(this[side].product, side, pair)!;
    return columns.includes("INVISIBLE") ? "(id, v, h)" : "";
  }

  private async change(one: MutationCase): Promise<void> {
    this.changed.add(one);
    for (const statement of one.change) {
      const rows = await this.target.run(statement.replaceAll("{t}", this.table(one)));
      if (rows < 1) throw new Error(`${one.name} on ${this.target.name}: changed no row: ${statement}`);
    }
  }

  private table(one: MutationCase): string {
    return `\`${this.database}\`.${this.made.get(one)}`;
  }

  private async compare(
    cases: readonly MutationCase[],
    over: Partial<CompareInput>,
  ): Promise<(one: MutationCase) => TableResult | string> {
    const compared = await compare({
      source: this.source.account,
      target: this.target.account,
      databases: [this.database],
      tables: cases.map((one) => ({ database: this.database, table: this.made.get(one)! })),
      mode: "full",
      recheck: { rounds: 0 },
      ...over,
    }).catch((error: Error) => error);
    // A failed comparison has no result for any table.
    if (compared instanceof Error) return () => compared.message;
    const tables = new Map(compared.tables.map((table) => [table.table, table]));
    for (const table of await this.cryptographic(cases, over)) tables.set(table.table, table);
    return (one) => tables.get(this.made.get(one)!) ?? "not compared";
  }

  /**
   * Values constructed to collide under both checksums are compared with the cryptographic hash, which exists for that
   * purpose.
   */
  private async cryptographic(cases: readonly MutationCase[], over: Partial<CompareInput>): Promise<TableResult[]> {
    const made = cases.filter((one) => one.name.includes("of one CRC32, forwards and backwards"));
    if (made.length === 0) return [];
    const compared = await compare({
      source: this.source.account,
      target: this.target.account,
      databases: [this.database],
      tables: made.map((one) => ({ database: this.database, table: this.made.get(one)! })),
      mode: "full",
      recheck: { rounds: 0 },
      ...over,
      hash: "sha2",
    });
    return compared.tables;
  }

  /** Sets the defaults on both servers; returns a function that restores them. */
  private async apply(settings: Settings): Promise<() => Promise<void>> {
    const undo: (() => Promise<unknown>)[] = [];
    const restore = async () => {
      for (const one of undo.reverse()) await one();
    };
    try {
      for (const side of ["source", "target"] as const) {
        const { admin, product, run } = this[side];
        for (const [name, value] of Object.entries(settings.globals(product, side) ?? {})) {
          if (value === undefined) continue;
          const [[was]] = (await admin.query(`SELECT @@GLOBAL.${name} AS v`)) as unknown as [
            [{ v: string | number | null }],
          ];
          await run(`SET GLOBAL ${name} = ${value}`);
          undo.push(() => run(`SET GLOBAL ${name} = ${literal(was.v, product)}`));
        }
      }
    } catch (error) {
      await restore();
      throw new Error(`${settings.name}: ${(error as Error).message}`);
    }
    return restore;
  }
}

function literal(value: string | number | null, product: Product): string {
  if (value === "DEFAULT") return value;
  if (value === null) return isModern(product) || isClassic(product) ? "NULL" : "DEFAULT";
  return typeof value === "number" || /^\d+(\.\d+)?$/.test(value) ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function judged(one: MutationCase, where: string, before: TableResult | string, after: TableResult | string): Judged {
  const [least, most] = one.differing;
  const sameBefore = typeof before !== "string" && verdictOf(before) === "same";
  const differs = typeof after !== "string" && verdictOf(after) === "differs";
  const found = differs && after.differing >= least && after.differing <= most;
  if (sameBefore && found) return { case: one, where, sameBefore, found };
  const said = sameBefore ? `after the change: ${tell(after)}` : `equal data: ${tell(before)}`;
  return { case: one, where, sameBefore, found, said };
}

export function verdictOf(table: TableResult | CompareResult): string {
  return table.verdict;
}

function tell(table: TableResult | string): string {
  if (typeof table === "string") return table;
  const { differing, method, rows, structure, notProven } = table;
  return JSON.stringify({ verdict: verdictOf(table), differing, method, rows, structure, notProven });
}
