import { type Check, type CheckContext, fail, type Outcome, pass, some, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { programs } from "../facts/programs";
import { tables } from "../facts/tables";
import { seen } from "../facts/visibility";
import { newlyReserved } from "../reserved";
import { showNames } from "../tableName";

/** Names that are reserved words on the target. */
export const c62: Check = {
  id: "C62",
  title: "Reserved words of the target",
  group: "Objects",
  side: "both",
  reads: "names of tables, columns, views and routines; bodies of stored programs",
  source: "MySQL manual, keywords and reserved words; MySQL Shell upgrade checker",
  async run(context) {
    const outcome = await judge(context);
    const [from, to] = [context.source.server.version, context.target.server.version];
    if (from.major === to.major && from.minor === to.minor) return outcome;
    return seen(context.source, context.selection, ["procedure", "function", "trigger", "event"], outcome);
  },
};

async function judge({ source, target, selection }: CheckContext): Promise<Outcome> {
  const needed = `no name that is reserved in ${target.server.text} but not in ${source.server.text}`;
  const isNew = (word: string) => newlyReserved(word, source.server, target.server);
  const words = new Map<string, string>();
  for (const table of await tables(source, selection))
    if (isNew(table.name)) words.set(table.name.toLowerCase(), showNames(table.database, table.name));
  for (const one of (await columnFacts(source, selection)).reserved)
    if (isNew(one.word)) words.set(one.word.toLowerCase(), one.where);
  const all = await programs(source, selection);
  for (const one of all)
    if (isNew(one.name)) words.set(one.name.toLowerCase(), `${one.kind} ${showNames(one.database, one.name)}`);
  if (words.size === 0) return pass("none", needed);
  const named = some([...words.values()]);
  // The server stores views with every name quoted; stored programs keep their text as written.
  const broken = all.filter(
    (one) => one.kind !== "view" && [...words.keys()].some((word) => usesBare(one.body ?? "", word)),
  );
  if (broken.length > 0) {
    return fail(
      `${named}; used without quotes in ${some(broken.map((one) => `${one.kind} ${showNames(one.database, one.name)}`))}`,
      needed,
      "quote the name with backticks there and create the program again, or rename",
    );
  }
  return warn(named, needed, "check that the application's statements quote these names with backticks, or rename");
}

function usesBare(body: string, word: string): boolean {
  const code = body.replace(/'(?:[^'\\]|\\.|'')*'|`[^`]*`|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  return new RegExp(`(?<![\\w$@])${word}(?![\\w$(])`, "i").test(code);
}
