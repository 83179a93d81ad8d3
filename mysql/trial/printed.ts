import { attempt } from "./attempt";
import { Creator } from "./creator";
import type { RefusedStatements } from "./statements";
import { withDatabases } from "./text";

const DATABASE = /^ALTER TABLE `((?:[^`]|``)*)`\.`/;
const NO_SUCH_TABLE = 1146;

/** Runs the statements that checks are about to print on the trial's tables, which contain no rows. */
export class PrintedStatements extends Creator {
  /** @returns the refused statements; those on a table that is not in the trial are not tried */
  async refused(statements: readonly string[], signal: AbortSignal | undefined): Promise<RefusedStatements> {
    const refused = new Map<string, string>();
    for (const statement of new Set(statements)) {
      signal?.throwIfAborted();
      const database = DATABASE.exec(statement)?.[1]?.replaceAll("``", "`");
      const copy = database === undefined ? undefined : this.place.name(database);
      const { sql, unsure } = withDatabases(statement, (name) => this.place.name(name));
      if (copy === undefined || (unsure && copy !== database)) continue;
      const error = await attempt(async () => {
        await this.mode(this.first, undefined);
        await this.first.query(sql, [], { doing: "" });
      });
      if (error && error.errno !== NO_SUCH_TABLE) refused.set(statement, `${error.errno} ${this.messageOf(error)}`);
    }
    return refused;
  }
}
