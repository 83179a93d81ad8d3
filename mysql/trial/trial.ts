import type { Db } from "../connect";
import type { Selection } from "../facts/selection";
import { globalVariables } from "../facts/settings";
import { StatementProblem } from "../problem";
import type { Side } from "../side";
import { quoteName, quoteText } from "../sql";
import { showNames, tableId } from "../tableName";
import { type Definition, type Kind, readDefinitions } from "./definitions";
import { tableOrder } from "./order";
import { Place } from "./place";
import { type Advice, advise } from "./remedies";
import { openScratch, type Scratch } from "./scratch";
import { inParallel, sessions } from "./sessions";
import { codeOf, referenced, withDatabases } from "./text";
import { likeTarget, unlike } from "./variables";

/** A definition that the target's version refuses. */
export interface Refusal {
  /** `table shop.orders`. */
  object: string;
  errno: number;
  code: string;
  /** The server's own words. */
  message: string;
  /** What would be accepted: tried. Absent: nothing that was tried is. */
  remedy?: string;
  /** What was tried to get around it, each with the server's answer. */
  triedInVain?: string[];
}

export interface TrialResult {
  /** Address and version of the server on which it was tried. */
  server: string;
  accepted: Map<Kind, number>;
  refused: Refusal[];
  /** What was not tried or not under the target's conditions, each with the reason. */
  notTried: string[];
}

export interface TrialInput {
  source: Side;
  target: Side;
  selection: Selection;
  scratch: Scratch;
  signal?: AbortSignal;
}

const SESSIONS = 3;
/** Refusals for which a way out is looked for. */
const ADVISED = 100;
/** Engines whose tables reach other servers or files: creating one is not only a definition. */
const REACHES_OUT = /\bENGINE=(FEDERATED|CONNECT|SPIDER|S3|OQGRAPH|SPHINX)\b/i;
/** What a view names is not there, or is no longer what it was. */
const MISSING = new Set([1146, 1356, 1305, 1054, 1051]);

/** Creates the schema of the selection, without data, on the scratch server, and removes it again. @throws NoScratch, ConnectProblem, StatementProblem */
export async function tryDefinitions(input: TrialInput): Promise<TrialResult> {
  const { source, target } = input;
  const scratch = { ...input.scratch, options: { ...input.scratch.options, signal: input.signal } };
  const holder = await openScratch(scratch, source, target);
  const place = new Place(scratch);
  try {
    const definitions = await readDefinitions(source, input.selection, input.signal);
    const wanted = await globalVariables(target);
    return await sessions({ ...scratch.options, statementTimeoutMs: 120_000 }, SESSIONS, async (all) => {
      const result: TrialResult = {
        server: `${holder.address} (${holder.server.text})`,
        accepted: new Map(),
        refused: [],
        notTried: [...definitions.unread, ...(await conditions(all, wanted, holder))],
      };
      await place.begin(holder);
      const trial = new Trial(all, place, result, target, input.signal);
      await trial.databases(definitions.databases);
      await trial.tables(definitions.all.filter((one) => one.kind === "table" || one.kind === "sequence"));
      await trial.programs(definitions.all);
      await trial.views(definitions.all.filter((one) => one.kind === "view"));
      await trial.attached(definitions.all);
      await trial.advice();
      return result;
    });
  } finally {
    // First what it made, then the lock that says whose it is.
    await place.remove(scratch.options).finally(() => holder.close());
  }
}

/** Sets the sessions up like the target's. @returns what could not be made alike */
async function conditions(all: readonly Db[], wanted: ReadonlyMap<string, string>, holder: Db): Promise<string[]> {
  const rows = await holder.query<{ Variable_name: string; Value: string }>("SHOW GLOBAL VARIABLES");
  const found = unlike(wanted, new Map(rows.map((row) => [row.Variable_name.toLowerCase(), row.Value])));
  const refused = new Set<string>();
  for (const db of all) {
    // On somebody's server nothing of this is to reach its replicas.
    await db.query("SET SESSION sql_log_bin = 0").catch((error) => {
      if (!(error instanceof StatementProblem)) throw error;
    });
    for (const one of await likeTarget(db, wanted)) refused.add(one);
  }
  return [...found, ...refused];
}

class Trial {
  private readonly failed: { definition: Definition; sql: string; refusal: Refusal }[] = [];
  private readonly missing = new Set<string>();
  private readonly modes = new Map<Db, string>();
  private targetMode: string | undefined;

  constructor(
    private readonly all: readonly Db[],
    private readonly place: Place,
    private readonly result: TrialResult,
    private readonly target: Side,
    private readonly signal: AbortSignal | undefined,
  ) {}

  private get first(): Db {
    return this.all[0]!;
  }

  async databases(all: readonly { name: string; options: string }[]): Promise<void> {
    for (const { name, options } of all) {
      const error = await attempt(() => this.place.create(this.first, name, options));
      if (!error) continue;
      this.refuse({ kind: "table", database: name, name, sql: "" }, error, `database ${showNames(name)}`);
      // Its objects are tried all the same, with the server's own character set.
      await attempt(() => this.place.create(this.first, name, ""));
    }
  }

  async tables(all: readonly Definition[]): Promise<void> {
    const { levels, circle, outside } = tableOrder(all);
    for (const level of levels) {
      await inParallel(this.all, level, (db, one) => this.table(db, one, outside));
    }
    if (circle.length === 0) return;
    // First all without a look at the keys, then each once more: now what it references is there.
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
    if (REACHES_OUT.test(codeOf(one.sql))) {
      this.result.notTried.push(`${object}: its storage engine reaches outside of the server`);
      this.missing.add(one.name);
      return;
    }
    if (/\s(?:DATA|INDEX) DIRECTORY\s*=\s*'/.test(one.sql))
      this.result.notTried.push(`${object}: whether the target may write to its DATA DIRECTORY`);
    const gone = referenced(one.sql).find(({ table }) => this.missing.has(table));
    const open = outside.has(tableId(one.database, one.name)) || gone !== undefined;
    if (open) this.result.notTried.push(`${object}: its foreign keys to tables that are not there`);
    if (open) await withoutKeyChecks(db, () => this.create(db, one));
    else await this.create(db, one);
  }

  /** Packages and routines: their bodies are resolved when they run, not here. */
  async programs(all: readonly Definition[]): Promise<void> {
    for (const kind of ["package", "package body", "function", "procedure"] as const) {
      const mine = all.filter((one) => one.kind === kind);
      await inParallel(this.all, mine, (db, one) => this.create(db, one));
    }
  }

  /** Views read views: what is refused because something is missing is tried again as long as others were accepted. */
  async views(all: readonly Definition[]): Promise<void> {
    let waiting = all;
    const said = new Map<Definition, StatementProblem>();
    for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
      before = waiting.length;
      const again: Definition[] = [];
      await inParallel(this.all, waiting, async (db, one) => {
        this.signal?.throwIfAborted();
        const error = await attempt(() => this.run(db, one, this.text(one).sql));
        if (!error) this.accept(one);
        else if (MISSING.has(error.errno)) {
          said.set(one, error);
          again.push(one);
        } else this.refused(one, error);
      });
      waiting = again;
    }
    for (const one of readLast(waiting)) this.refused(one, said.get(one)!);
    // A version that takes the definition still has to resolve it.
    const created = all.filter((one) => !this.failed.some(({ definition }) => definition === one));
    await inParallel(this.all, created, async (db, one) => {
      const name = `${quoteName(this.place.name(one.database)!)}.${quoteName(one.name)}`;
      const error = await attempt(() => db.query(`PREPARE dbferry_view FROM ${quoteText(`SELECT * FROM ${name}`)}`));
      if (error) this.refused(one, error);
      else await db.query("DEALLOCATE PREPARE dbferry_view");
    });
  }

  /** Triggers in their order, then events. */
  async attached(all: readonly Definition[]): Promise<void> {
    for (const one of all.filter(({ kind }) => kind === "trigger" || kind === "event"))
      await this.create(this.first, one);
  }

  /** Looks for a way out of each refusal, on the definition at hand. */
  async advice(): Promise<void> {
    const mode = (await globalVariables(this.target)).get("sql_mode") ?? "";
    for (const { definition, sql, refusal } of this.failed.slice(0, ADVISED)) {
      const answers: string[] = [];
      for (const advice of advise(definition, refusal.errno, this.target, mode)) {
        this.signal?.throwIfAborted();
        const error = advice.told ? undefined : await attempt(() => this.once(definition, sql, advice));
        if (!error) {
          refusal.remedy = advice.text;
          break;
        }
        answers.push(`${advice.text.split("\n")[0]}: ${this.words(error)}`);
      }
      if (refusal.remedy === undefined && answers.length > 0) refusal.triedInVain = answers;
    }
  }

  /** Creates it as the advice says, and removes it. */
  private async once(one: Definition, sql: string, advice: Advice): Promise<void> {
    const db = this.first;
    await this.use(db, one, advice.mode ?? one.sqlMode);
    const before: [string, string][] = [];
    try {
      for (const [name, value] of Object.entries(advice.set ?? {})) {
        const [row] = await db.query<{ v: string | number }>(`SELECT @@SESSION.${name} AS v`);
        before.push([name, String(row!.v)]);
        await db.query(`SET SESSION ${name} = ${literal(value)}`);
      }
      await db.query(advice.edit ? advice.edit(sql) : sql, [], { doing: "" });
      await withoutKeyChecks(db, () => db.query(`DROP ${one.kind.toUpperCase()} IF EXISTS ${quoteName(one.name)}`));
    } finally {
      for (const [name, value] of before) await db.query(`SET SESSION ${name} = ${literal(value)}`);
    }
  }

  private async create(db: Db, one: Definition): Promise<void> {
    this.signal?.throwIfAborted();
    const error = await attempt(() => this.run(db, one, this.text(one).sql));
    if (error) this.refused(one, error);
    else this.accept(one);
  }

  private text(one: Definition): { sql: string; unsure: boolean } {
    return withDatabases(one.sql, (database) => this.place.name(database));
  }

  private async run(db: Db, one: Definition, sql: string): Promise<void> {
    await this.use(db, one, one.sqlMode);
    await db.query(sql, [], { doing: "" });
  }

  private async use(db: Db, one: Definition, mode: string | undefined): Promise<void> {
    const database = this.place.name(one.database);
    if (database === undefined) throw new Error(`${one.database} is not among the databases`);
    await db.query(`USE ${quoteName(database)}`);
    await this.mode(db, mode);
  }

  /** The session's mode: a stored program's own, else the target's. */
  private async mode(db: Db, wanted: string | undefined): Promise<void> {
    this.targetMode ??= (await globalVariables(this.target)).get("sql_mode") ?? "";
    const mode = wanted ?? this.targetMode;
    if (this.modes.get(db) === mode) return;
    await db.query(`SET SESSION sql_mode = ${quoteText(mode)}`, [], { doing: "" });
    this.modes.set(db, mode);
  }

  /** The server's words with the names that the user knows. */
  private words(error: StatementProblem): string {
    return this.place.told(ownWords(error));
  }

  private accept(one: Definition): void {
    this.result.accepted.set(one.kind, (this.result.accepted.get(one.kind) ?? 0) + 1);
  }

  private refused(one: Definition, error: StatementProblem): void {
    const { unsure } = this.text(one);
    // What reads something that was refused follows from that refusal.
    const cause = [...this.missing].find((name) => MISSING.has(error.errno) && one.sql.includes(quoteName(name)));
    this.missing.add(one.name);
    if (unsure && this.place.name(one.database) !== one.database)
      this.result.notTried.push(
        `${showObject(one)}: a database of its has the name of an alias, so it needs a server of its own (--scratch sandbox)`,
      );
    else if (cause !== undefined) this.result.notTried.push(`${showObject(one)}: it reads ${cause}, which was refused`);
    else this.refuse(one, error, showObject(one));
  }

  private refuse(definition: Definition, error: StatementProblem, object: string): void {
    const refusal: Refusal = { object, errno: error.errno, code: error.code, message: this.words(error) };
    this.result.refused.push(refusal);
    this.failed.push({ definition, sql: this.text(definition).sql, refusal });
  }
}

/** What was done stands before a problem's own words, its code behind them. */
function ownWords(error: StatementProblem): string {
  return error.message.replace(/^[^:]*: /, "").replace(/ \([A-Z_0-9]+\)$/, "");
}

/** A view comes after the other views that it names, so that the first one refused is the cause of the rest. */
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

function showObject(one: Definition): string {
  return `${one.kind} ${showNames(one.database, one.name)}`;
}

/** The server's refusal; undefined when it was done. Anything else is thrown. */
async function attempt(work: () => Promise<unknown>): Promise<StatementProblem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof StatementProblem) return error;
    throw error;
  }
}

async function withoutKeyChecks<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.query("SET SESSION foreign_key_checks = 0");
  try {
    return await work();
  } finally {
    await db.query("SET SESSION foreign_key_checks = 1");
  }
}

function literal(value: string): string {
  return /^(\d+|ON|OFF)$/.test(value) ? value : quoteText(value);
}
