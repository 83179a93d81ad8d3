import { visible } from "../../model/printing/visible";
import { type Check, fail, pass, some, warn } from "../check";
import { allSchemas, lookalikes, selectedSchemas } from "../facts/selection";
import { tables } from "../facts/tables";
import { showNames, showTable } from "../tableName";

/** The selection exists. */
export const c68: Check = {
  id: "C68",
  title: "Selected objects exist",
  group: "Objects",
  side: "source",
  reads: "information_schema.SCHEMATA and TABLES against the selection",
  source: "AWS DMS, Huawei DRS",
  must: true,
  async run({ source, selection }) {
    const needed = "every selected database and table exists and is not empty";
    const there = (await selectedSchemas(source, selection)).map((schema) => schema.name);
    const lost = selection.databases === "all" ? [] : selection.databases.filter((name) => !there.includes(name));
    // An invisible database is reported first; its tables could not be read anyway.
    const all = lost.length > 0 ? [] : await tables(source, selection);
    const missing = [
      ...lost,
      ...(selection.tables ?? [])
        .filter((one) => !all.some((table) => table.database === one.database && table.name === one.table))
        .map(showTable),
    ];
    if (missing.length > 0) {
      const seen = (await selectedSchemas(source, { databases: "all" })).map(({ name }) => visible(showNames(name)));
      return fail(
        `missing (or not visible to the account): ${some(missing)}`,
        needed,
        `correct the list; databases that the account sees: ${some(seen, 30) || "none"}`,
      );
    }
    const views = all.filter(({ kind }) => kind === "view").map(({ database, name }) => ({ database, table: name }));
    if (selection.tables && views.length > 0)
      return fail(
        `views, not tables: ${some(views.map(showTable))}`,
        "tables: beside single tables no view moves",
        "take them out of the list, and create them on the target before the cutover; or select the whole database",
      );
    if (there.length === 0) return fail("no user database", needed, "name the databases to migrate");
    const own = (await allSchemas(source)).map(({ name }) => name);
    const left = selection.databases === "all" ? lookalikes(source.server, own) : [];
    if (left.length > 0)
      return warn(
        `not included in all databases, because they have names of system databases: ${some(left.map((name) => showNames(name)))}`,
        needed,
        "name the databases one by one (--databases), or move the tables into a database with another name",
      );
    const empty = there.filter((name) => !all.some((table) => table.database === name));
    if (empty.length > 0)
      return warn(`without a table: ${some(empty)}`, needed, "leave them out, or find out why they are empty");
    return pass(`${there.length} databases, ${all.length} tables and views`, needed);
  },
};
