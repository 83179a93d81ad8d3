import type { Db } from "../connect";
import type { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteName, quoteText } from "../sql";
import { showNames, tableId } from "../tableName";
import { attempt, MISSING, showObject, withoutKeyChecks } from "./attempt";
import { Creator } from "./creator";
import type { Definition } from "./definitions";
import { tableOrder } from "./order";
import type { Place } from "./place";
import type { Refusal, TrialResult } from "./result";
import { inParallel } from "./sessions";
import { codeOf, referenced } from "./text";

/** Engines whose tables reach other servers or files: creating one is not only a definition. */
export const REMOTE_STORAGE = /\bENGINE=(FEDERATED|CONNECT|SPIDER|S3|OQGRAPH|SPHINX)\b/i;

/** A refused definition, with the statement that was refused. */
export interface Failed {
  definition: Definition;
  sql: string;
  refusal: Refusal;
}

/** Creates definitions on the scratch server in order of their dependencies, and records what is refused. */
export class Creation extends Creator {
  readonly failed: Failed[] = [];
  private readonly missing = new Set<string>();
  /** Definitions that were refused or could not be tried. */
  private readonly out = new Set<Definition>();

  constructor(
    all: readonly Db[],
    place: Place,
    private readonly result: TrialResult,
    target: CheckedServer,
    private readonly signal: AbortSignal | undefined,
  ) {
    super(all, place, target);
  }

  async databases(all: readonly { name: string; options: string }[]): Promise<void> {
    for (const { name, options } of all) {
      const error = await attempt(() => this.place.create(this.first, name, options));
      if (!error) continue;
      this.refuse({ kind: "table", database: name, name, sql: "" }, error, `database ${showNames(name)}`);
      // Its objects are still tried, with the server's default character set.
      await attempt(() => this.place.create(this.first, name, ""));
    }
  }

  async tables(all: readonly Definition[]): Promise<void> {
    const { levels, circle, outside } = tableOrder(all);
    for (const level of levels) {
      await inParallel(this.all, level, (db, one) => this.table(db, one, outside));
    }
    if (circle.length === 0) return;
    // First all tables without foreign key checks, then each one again now that the tables it references exist.
    const [db] = [this.first];
    await withoutKeyChecks(db, async () => {
      for (const one of circle) await attempt(() => this.run(db, one, this.text(one).sql));
    });
    for (const one of circle) {
      const name = `${quoteName(this.place.name(one.database)!)}.${quoteName(one.name)}`;
      await withoutKeyChecks(db, () => attempt(() => db.query(`DROP TABLE IF EXISTS ${name}`)));
      await this.table(db, one, outside);
    }
  }

  private async table(db: Db, one: Definition, outside: ReadonlySet<string>): Promise<void> {
    const object = showObject(one);
    if (REMOTE_STORAGE.test(codeOf(one.sql))) {
      this.result.notTried.push(`${object}: its storage engine accesses data outside the server`);
      this.missing.add(one.name);
      return;
    }
    if (/\s(?:DATA|INDEX) DIRECTORY\s*=\s*'/.test(one.sql))
      this.result.notTried.push(`${object}: whether the target may write to its DATA DIRECTORY`);
    const gone = referenced(one.sql).find(({ table }) => this.missing.has(table));
    const open = outside.has(tableId(one.database, one.name)) || gone !== undefined;
    if (open) this.result.notTried.push(`${object}: its foreign keys to missing tables`);
    if (open) await withoutKeyChecks(db, () => this.create(db, one));
    else await this.create(db, one);
  }

  /** Libraries, packages and routines: their bodies are resolved when they run, not here. */
  async programs(all: readonly Definition[]): Promise<void> {
    for (const kind of ["library", "package", "package body", "function", "procedure"] as const) {
      const mine = all.filter((one) => one.kind === kind);
      await inParallel(this.all, mine, (db, one) => this.create(db, one));
    }
  }

  /**
   * Views may read other views: those refused because something is missing are retried as long as others are accepted.
   */
  async views(all: readonly Definition[]): Promise<void> {
    let waiting = all;
    const refusals = new Map<Definition, StatementProblem>();
    for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
      before = waiting.length;
      const again: Definition[] = [];
      await inParallel(this.all, waiting, async (db, one) => {
        this.signal?.throwIfAborted();
        const error = await attempt(() => this.run(db, one, this.text(one).sql));
        if (!error) return;
        if (MISSING.has(error.errno)) {
          refusals.set(one, error);
          again.push(one);
        } else this.refused(one, error);
      });
      waiting = again;
    }
    for (const one of readLast(waiting)) this.refused(one, refusals.get(one)!);
    // A server may accept a definition and still be unable to resolve it.
    const created = all.filter((one) => !this.out.has(one));
    await inParallel(this.all, created, async (db, one) => {
      const name = `${quoteName(this.place.name(one.database)!)}.${quoteName(one.name)}`;
      const error = await attempt(() => db.query(`PREPARE dbferry_view FROM ${quoteText(`SELECT * FROM ${name}`)}`));
      if (error) return this.refused(one, error);
      this.accept(one);
      await db.query("DEALLOCATE PREPARE dbferry_view");
    });
  }

  /** Triggers in their order, then events. */
  async attached(all: readonly Definition[]): Promise<void> {
    for (const one of all.filter(({ kind }) => kind === "trigger" || kind === "event"))
      await this.create(this.first, one);
  }

  private async create(db: Db, one: Definition): Promise<void> {
    this.signal?.throwIfAborted();
    const error = await attempt(() => this.run(db, one, this.text(one).sql));
    if (error) this.refused(one, error);
    else this.accept(one);
  }

  private accept(one: Definition): void {
    this.result.accepted.set(one.kind, (this.result.accepted.get(one.kind) ?? 0) + 1);
  }

  private refused(one: Definition, error: StatementProblem): void {
    const { unsure } = this.text(one);
    this.out.add(one);
    // An object that reads something refused fails for that reason.
    const cause = [...this.missing].find((name) => MISSING.has(error.errno) && one.sql.includes(quoteName(name)));
    this.missing.add(one.name);
    if (unsure && this.place.name(one.database) !== one.database)
      this.result.notTried.push(
        `${showObject(one)}: one of its databases has the name of an alias, so it needs a separate scratch server (--scratch sandbox)`,
      );
    else if (cause !== undefined) this.result.notTried.push(`${showObject(one)}: it reads ${cause}, which was refused`);
    else this.refuse(one, error, showObject(one));
  }

  private refuse(definition: Definition, error: StatementProblem, object: string): void {
    const refusal: Refusal = { object, errno: error.errno, code: error.code, message: this.messageOf(error) };
    this.result.refused.push(refusal);
    this.failed.push({ definition, sql: this.text(definition).sql, refusal });
  }
}

/** A view comes after the other views that it names, so that the first refusal is the cause of the rest. */
function readLast(views: readonly Definition[]): Definition[] {
  const sorted: Definition[] = [];
  let left = [...views].sort((a, b) => (showObject(a) < showObject(b) ? -1 : 1));
  while (left.length > 0) {
    const free = left.filter((one) => !left.some((other) => other !== one && one.sql.includes(quoteName(other.name))));
    const next = free.length > 0 ? free : left.slice(0, 1);
    sorted.push(...next);
    left = left.filter((one) => !next.includes(one));
  }
  return sorted;
}
