/** A statement that a remedy prints, and the server's answer where it refused it. */
export type RefusedStatements = ReadonlyMap<string, string>;

const ALTER_TABLE = /^ALTER TABLE (?=`)(?:`(?:[^`]|``)*`|'(?:[^']|'')*'|[^`';])*/;

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
