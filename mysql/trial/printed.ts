import { attempt } from "./attempt";
import { Creator } from "./creator";
import { withDatabases } from "./text";

/** A statement that a remedy prints, and the server's answer where it refused it. */
export type RefusedStatements = ReadonlyMap<string, string>;

const ALTER_TABLE = /^ALTER TABLE (?=`)(?:`(?:[^`]|``)*`|'(?:[^']|'')*'|[^`';])*/;
const DATABASE = /^ALTER TABLE `((?:[^`]|``)*)`\.`/;
const NO_SUCH_TABLE = 1146;

/** The statements of a remedy that change a table's definition, as they are printed, without what is still to be filled in. Pure. */
export function printedStatements(remedy: string | undefined): string[] {
  return (remedy ?? "").split("\n").flatMap((line) => {
    const [statement] = ALTER_TABLE.exec(line) ?? [];
    return statement === undefined || /<[a-z ]+>/.test(statement) ? [] : [statement];
  });
}

/** The remedy with the statements that were refused as remarks, each with the answer. Pure. */
export function withoutRefused(remedy: string, refused: RefusedStatements, server: string): string {
  return remedy
    .split("\n")
    .map((line) => {
      const [statement] = printedStatements(line);
      const answer = statement === undefined ? undefined : refused.get(statement);
      return answer === undefined ? line : `-- tried on ${server}, which refuses it (${answer}): ${line}`;
    })
    .join("\n");
}

/** Runs statements that checks are about to print on the tables of the trial, which hold no rows. */
export class PrintedStatements extends Creator {
  /** @returns those that were refused; what names a table that is not in the trial is not tried */
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
      if (error && error.errno !== NO_SUCH_TABLE) refused.set(statement, `${error.errno} ${this.words(error)}`);
    }
    return refused;
  }
}
