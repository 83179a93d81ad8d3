/** Refused statements of remedies, each with the server's answer. */
export type RefusedStatements = ReadonlyMap<string, string>;

const ALTER_TABLE = /^ALTER TABLE (?=`)(?:`(?:[^`]|``)*`|'(?:[^']|'')*'|[^`';])*/;

/** A remedy's statements that change a table's definition, as printed, except those with placeholders. Pure. */
export function printedStatements(remedy: string | undefined): string[] {
  return (remedy ?? "").split("\n").flatMap((line) => {
    const [statement] = ALTER_TABLE.exec(line) ?? [];
    return statement === undefined || /<[a-z ]+>/.test(statement) ? [] : [statement];
  });
}

/** The remedy with refused statements turned into comments, each with the server's answer. Pure. */
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
