import { collations } from "../collations";
import type { Db } from "../connect";
import { strictRowFormat } from "../facts/rowFormat";
import { globalVariables } from "../facts/settings";
import type { CheckedServer } from "../side";
import { quoteName } from "../sql";
import { tableId } from "../tableName";
import { attempt, withoutKeyChecks } from "./attempt";
import type { Failed } from "./creation";
import { Creator } from "./creator";
import type { Definition } from "./definitions";
import type { Place } from "./place";
import { type Advice, advise, type RemedyContext } from "./remedies";
import { MAX_ADVISED } from "./result";
import { printedStatements } from "./statements";
import { referenced, withDatabases } from "./text";
import { withVariables } from "./withVariables";

/** Tries remedies for refusals on the refused definitions, on the scratch server. */
export class Advising extends Creator {
  /** `tableId` of the tables that do not exist because they were refused. */
  private refused: ReadonlySet<string> = new Set();

  constructor(
    all: readonly Db[],
    place: Place,
    target: CheckedServer,
    private readonly source: CheckedServer,
  ) {
    super(all, place, target);
  }

  /** Looks for a remedy for each refusal. */
  async advise(failed: readonly Failed[], signal: AbortSignal | undefined): Promise<void> {
    for (const { refusal } of failed.slice(MAX_ADVISED)) refusal.unadvised = true;
    if (failed.length === 0) return;
    const tables = failed.map(({ definition }) => definition).filter(({ kind }) => kind === "table");
    this.refused = new Set(tables.map((one) => tableId(one.database, one.name)));
    const parents = new Set(tables.flatMap((one) => parentsOf(one)));
    const where: RemedyContext = {
      target: this.target,
      targetMode: (await globalVariables(this.target)).get("sql_mode") ?? "",
      sourceCollations: await collations(this.source),
      sourceRowFormat: await strictRowFormat(this.source),
      referenced: ({ database, name }) => parents.has(tableId(database, name)),
    };
    for (const { definition, sql, refusal } of failed.slice(0, MAX_ADVISED)) {
      const answers: string[] = [];
      for (const advice of advise(definition, refusal.errno, where)) {
        signal?.throwIfAborted();
        const error = advice.hintOnly ? undefined : await attempt(() => this.once(definition, sql, advice));
        if (!error) {
          refusal.remedy = advice.text;
          break;
        }
        answers.push(`${advice.text.split("\n")[0]}: ${this.messageOf(error)}`);
      }
      if (refusal.remedy === undefined && answers.length > 0) refusal.triedInVain = answers;
    }
  }

  /** Creates the definition as it would be after the remedy and removes it; then tries the printed statements on it. */
  private async once(one: Definition, sql: string, advice: Advice): Promise<void> {
    const db = this.first;
    if (advice.ofDatabase) {
      await db.query(advice.ofDatabase(quoteName(this.place.name(one.database)!)), [], { doing: "" });
      return;
    }
    await this.use(db, one, advice.mode ?? one.sqlMode);
    await withVariables(db, advice.set ?? {}, async () => {
      await this.create(one, advice.edit ? advice.edit(sql) : sql);
      await this.drop(one);
    });
    await this.asPrinted(one, advice.standIn ? advice.standIn(sql) : sql, advice.text);
  }

  /**
   * Creates the definition as it is, if a lenient session accepts it, runs the printed statements on it, and recreates
   * the result.
   */
  private async asPrinted(one: Definition, sql: string, text: string): Promise<void> {
    const statements = printedStatements(text).map((line) => withDatabases(line, (name) => this.place.name(name)).sql);
    if (one.kind !== "table" || statements.length === 0) return;
    const db = this.first;
    await this.use(db, one, "");
    const refused = await attempt(() => withVariables(db, LENIENT, () => db.query(sql), { lenient: true }));
    try {
      if (refused) return;
      await this.use(db, one, one.sqlMode);
      for (const statement of statements) await db.query(statement, [], { doing: "" });
      const [row] = await db.query<Record<string, string>>(`SHOW CREATE TABLE ${quoteName(one.name)}`);
      await this.drop(one);
      await this.create(one, row!["Create Table"]!);
    } finally {
      await this.drop(one);
    }
  }

  /** Foreign keys are checked unless they reference a table that was refused itself. */
  private async create(one: Definition, sql: string): Promise<void> {
    const db = this.first;
    const create = () => db.query(sql, [], { doing: "" });
    const own = tableId(one.database, one.name);
    const open = parentsOf(one).some((parent) => parent !== own && this.refused.has(parent));
    await (open ? withoutKeyChecks(db, create) : create());
  }

  private drop({ kind, name }: Definition): Promise<unknown> {
    const db = this.first;
    return withoutKeyChecks(db, () => db.query(`DROP ${kind.toUpperCase()} IF EXISTS ${quoteName(name)}`));
  }
}

/** `tableId` of the tables that its foreign keys reference. */
function parentsOf(one: Definition): string[] {
  return referenced(one.sql).map(({ database, table }) => tableId(database ?? one.database, table));
}

/** The most permissive settings. */
const LENIENT = {
  foreign_key_checks: "0",
  innodb_strict_mode: "OFF",
  sql_require_primary_key: "OFF",
  restrict_fk_on_non_standard_key: "OFF",
};
