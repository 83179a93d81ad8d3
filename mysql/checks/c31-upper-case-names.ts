import { type Check, fail, type Outcome, pass, some, sqlLines, warn } from "../check";
import { showTables, withCapitals } from "../facts/folded";
import { picks, type Selection, selectedSchemas } from "../facts/selection";
import { global } from "../facts/settings";
import { tables } from "../facts/tables";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";
import { quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";

/** No name that a server that folds case cannot address. */
export const c31: Check = {
  id: "C31",
  title: "Upper-case names under lower_case_table_names = 1",
  group: "Objects",
  side: "both",
  reads: "names of databases and tables, SHOW TABLES of a source that folds names, lower_case_table_names of both",
  source: "Huawei DRS solution to the failed check",
  must: true,
  async run({ source, target, selection }) {
    const needed = "names that both sides can open";
    const [mine, theirs] = [
      await global(source, "lower_case_table_names"),
      await global(target, "lower_case_table_names"),
    ];
    const all = await tables(source, selection);
    // Names that a case-folding server can no longer reach are not in information_schema; only SHOW TABLES lists them.
    const unreached = mine === "1" ? await upperCaseFiles(source, selection) : [];
    const upper = [...all, ...unreached].filter(
      (table) => table.name !== table.name.toLowerCase() || table.database !== table.database.toLowerCase(),
    );
    const databases = (await selectedSchemas(source, selection))
      .map((one) => one.name)
      .filter((name) => name !== name.toLowerCase());
    const names = [...databases, ...upper.map((table) => showNames(table.database, table.name))];
    if (names.length === 0) return pass("all names in lower case", needed);
    const fix = sqlLines(
      upper.map(
        (table) =>
          `RENAME TABLE ${quoteTable(table.database, table.name)} TO ${quoteTable(table.database, table.name.toLowerCase())};`,
      ),
    );
    if (mine === "1")
      return fail(
        `${some(names)}: created before lower_case_table_names became 1, and inaccessible since then`,
        needed,
        renaming(source, fix, upper.length > 0 ? databases : names),
      );
    if (theirs !== "1") return pass(`${names.length} names with upper-case letters, which the target keeps`, needed);
    const folded = new Map<string, string>();
    for (const { name } of await selectedSchemas(source, selection)) {
      const twin = folded.get(name.toLowerCase());
      if (twin)
        return merged(
          twin,
          showNames(name),
          needed,
          "move the tables of one of them into a database with another name (RENAME TABLE)",
        );
      folded.set(name.toLowerCase(), showNames(name));
    }
    for (const table of all) {
      const id = tableId(table.database, table.name).toLowerCase();
      const twin = folded.get(id);
      if (twin) return merged(twin, showNames(table.database, table.name), needed, "rename one of them");
      folded.set(id, showNames(table.database, table.name));
    }
    return warn(
      `${some(names)} become lower case on the target`,
      needed,
      "check that the application's statements do not depend on it",
    );
  },
};

function merged(one: string, other: string, needed: string, fix: string): Outcome {
  return fail(
    `${one} and ${other} become one on the target`,
    needed,
    `${fix}, or recreate the target with lower_case_table_names = 0`,
  );
}

/** Only a case-sensitive server can reach the tables. */
function renaming(source: CheckedServer, statements: string, databases: readonly string[]): string {
  const set = (value: string, note: string) => setVariable(source, "lower_case_table_names", value, { note });
  return [
    set("0", "on the source, while renaming"),
    "-- then, on the source:",
    statements,
    ...(databases.length > 0
      ? ["-- a database cannot be renamed: create one in lower case, and RENAME TABLE each table into it"]
      : []),
    set("1", "on the source, after that"),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

async function upperCaseFiles(
  source: CheckedServer,
  selection: Selection,
): Promise<{ database: string; name: string }[]> {
  const found: { database: string; name: string }[] = [];
  for (const { name: database } of await selectedSchemas(source, selection)) {
    const rows = await source.query<object>(showTables(database), { doing: "listing the tables" });
    for (const name of withCapitals(rows)) if (picks(selection, database, name)) found.push({ database, name });
  }
  return found;
}
