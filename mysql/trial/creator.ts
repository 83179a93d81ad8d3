import type { Db } from "../connect";
import { globalVariables } from "../facts/settings";
import type { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteName, quoteText } from "../sql";
import { ownWords } from "./attempt";
import type { Definition } from "./definitions";
import type { Place } from "./place";
import { withDatabases } from "./text";

/** Runs individual definitions in the trial's databases, each under the sql_mode that it would have on the target. */
export class Creator {
  private readonly modes = new Map<Db, string>();
  private targetMode: string | undefined;

  constructor(
    protected readonly all: readonly Db[],
    protected readonly place: Place,
    protected readonly target: CheckedServer,
  ) {}

  get first(): Db {
    return this.all[0]!;
  }

  text(one: Definition): { sql: string; unsure: boolean } {
    return withDatabases(one.sql, (database) => this.place.name(database));
  }

  async run(db: Db, one: Definition, sql: string): Promise<void> {
    await this.use(db, one, one.sqlMode);
    await db.query(sql, [], { doing: "" });
  }

  async use(db: Db, one: Definition, mode: string | undefined): Promise<void> {
    const database = this.place.name(one.database);
    if (database === undefined) throw new Error(`${one.database} is not among the databases`);
    await db.query(`USE ${quoteName(database)}`);
    await this.mode(db, mode);
  }

  /** Sets the session's sql_mode: a stored program's own, otherwise the target's. */
  protected async mode(db: Db, wanted: string | undefined): Promise<void> {
    this.targetMode ??= (await globalVariables(this.target)).get("sql_mode") ?? "";
    const mode = wanted ?? this.targetMode;
    if (this.modes.get(db) === mode) return;
    await db.query(`SET SESSION sql_mode = ${quoteText(mode)}`, [], { doing: "" });
    this.modes.set(db, mode);
  }

  /** The server's message with the database names that the user knows. */
  messageOf(error: StatementProblem): string {
    return this.place.withUserNames(ownWords(error));
  }
}
