import { type Check, fail, pass, some, sqlLines, warn } from "../check";
import { selectedSchemas } from "../facts/selection";
import { global } from "../facts/settings";
import { tables } from "../facts/tables";
import { quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";

/** No name that a server that folds case cannot address. */
export const c31: Check = {
  id: "C31",
  title: "Upper-case names under lower_case_table_names = 1",
  group: "Objects",
  side: "both",
  reads: "names of databases and tables, lower_case_table_names of both",
  source: "Huawei DRS solution to the failed check",
  must: true,
  async run({ source, target, selection }) {
    const needed = "names that both sides can reach";
    const [mine, theirs] = [
      await global(source, "lower_case_table_names"),
      await global(target, "lower_case_table_names"),
    ];
    const all = await tables(source, selection);
    const upper = all.filter(
      (table) => table.name !== table.name.toLowerCase() || table.database !== table.database.toLowerCase(),
    );
    const databases = (await selectedSchemas(source, selection))
      .map((one) => one.name)
      .filter((name) => name !== name.toLowerCase());
    const told = [...databases, ...upper.map((table) => showNames(table.database, table.name))];
    if (told.length === 0) return pass("all names in lower case", needed);
    const fix = sqlLines(
      upper.map(
        (table) =>
          `RENAME TABLE ${quoteTable(table.database, table.name)} TO ${quoteTable(table.database, table.name.toLowerCase())};`,
      ),
    );
    if (mine === "1")
      return fail(
        `${some(told)}: created before lower_case_table_names became 1, unreachable since`,
        needed,
        `-- with lower_case_table_names = 0 while renaming:\n${fix}`,
      );
    if (theirs !== "1") return pass(`${told.length} names with upper case, and the target keeps them`, needed);
    const folded = new Map<string, string>();
    for (const table of all) {
      const id = tableId(table.database, table.name).toLowerCase();
      const twin = folded.get(id);
      if (twin)
        return fail(
          `${twin} and ${showNames(table.database, table.name)} become one on the target`,
          needed,
          "rename one of them, or recreate the target with lower_case_table_names = 0",
        );
      folded.set(id, showNames(table.database, table.name));
    }
    return warn(
      `${some(told)} become lower case on the target`,
      needed,
      "check that the application's statements do not depend on it",
    );
  },
};
