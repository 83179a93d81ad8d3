import { PROFILES } from "../../model/engines/profiles";
import { type Check, count, fail, pass, some, sqlLines, warn } from "../check";
import { type Selection, schemas } from "../facts/selection";
import { global } from "../facts/settings";
import { type Table, tables } from "../facts/tables";
import { mustSeeTables } from "../facts/visibility";
import { type MigrationFacts, mayHaveCopied } from "../migrationFacts";
import type { CheckedServer } from "../side";
import { quoteName, quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";

/** Nothing on the target has the name of an object that will be created. */
export const c57: Check = {
  id: "C57",
  title: "Target empty",
  group: "Target",
  side: "target",
  reads: "information_schema.SCHEMATA and TABLES of the target",
  source: "Tencent DTS, Huawei DRS (no objects of the same name), Alibaba DTS CHECK_SAME_OBJ, Google DMS EXISTING_DATA",
  must: true,
  async run({ source, target, selection, databases, migration, engine }) {
    const mustBeEmpty = PROFILES[engine].targetHolds.value === "nothing";
    const needed = mustBeEmpty
      ? `no database at all (${engine})`
      : selection.tables
        ? "no table or view with the name of a selected table"
        : "no table or view in the databases to migrate";
    // Other databases are not listed for an account that may not read them.
    if (mustBeEmpty) await mustSeeTables(target, { databases: "all" });
    // The source's databases decide; when all are selected, every database on the target is a conflict.
    const mine =
      databases === "all" ? new Set((await schemas(source)).map((schema) => schema.name.toLowerCase())) : undefined;
    const inTheWay = (await namesakes(target, selection)).filter(
      (table) => mine === undefined || mine.has(table.database.toLowerCase()),
    );
    if (inTheWay.length > 0) {
      const found = `${count(inTheWay.length, "object")} already there: ${some(inTheWay.map((table) => showNames(table.database, table.name)))}`;
      return fail(found, needed, wayOut(inTheWay, selection, migration));
    }
    const all = await schemas(target);
    if (mustBeEmpty && all.length > 0)
      return fail(
        `no object of the same name; databases: ${some(all.map((schema) => schema.name))}`,
        needed,
        "-- choose an instance that holds nothing, or leave out tencentDts.profile",
      );
    const folds = (await global(target, "lower_case_table_names")) !== "0";
    const same = (name: string) => (folds ? name.toLowerCase() : name);
    const own = new Set(selection.databases === "all" ? [] : selection.databases.map(same));
    const others = all.filter(({ name }) => (mine ? !mine.has(name.toLowerCase()) : !own.has(same(name))));
    if (others.length > 0) {
      return warn(
        `no object of the same name; other databases: ${some(others.map((schema) => schema.name))}`,
        needed,
        "engines require a dedicated instance: make sure that nothing writes to these databases",
      );
    }
    return pass("empty", needed);
  },
};

/** The target's tables and views under the names that the selection will have there. */
async function namesakes(target: CheckedServer, { databases, tables: chosen }: Selection): Promise<Table[]> {
  const all = await tables(target, { databases });
  if (!chosen) return all;
  const isExact = (await global(target, "lower_case_table_names")) === "0";
  const idOf = (database: string, table: string) =>
    isExact ? tableId(database, table) : tableId(database.toLowerCase(), table.toLowerCase());
  const wanted = new Set(chosen.map(({ database, table }) => idOf(database, table)));
  return all.filter(({ database, name }) => wanted.has(idOf(database, name)));
}

function wayOut(
  inTheWay: readonly Table[],
  { tables: chosen }: Selection,
  migration: MigrationFacts | undefined,
): string {
  if (migration?.cutOver)
    return [
      "-- remove nothing there: the migration is over, and the target may be the live database",
      "-- for another migration choose another target, in a stack of its own: pulumi stack init",
    ].join("\n");
  if (mayHaveCopied(migration))
    return [
      "-- remove nothing there manually: it may have been copied by this migration, whose task may still write to it",
      "-- put back what was changed in the migration (source.databases, source.tables, engine, mode, path)",
      "-- for more databases begin a separate migration: pulumi stack init",
      "-- to begin again with an empty target: dbferry cancel --empty-target, which shows first what it removes, and removes only copies",
    ].join("\n");
  // Beside named tables, the rest of their databases may belong to somebody else.
  if (chosen)
    return [
      `-- leave the table out (${migration ? "source.tables" : "--tables"}), or choose another target`,
      "-- or, on the target, where nobody needs these tables and views, which are lost:",
      sqlLines(inTheWay.map(({ kind, database, name }) => `DROP ${kind.toUpperCase()} ${quoteTable(database, name)};`)),
    ].join("\n");
  const instead = migration
    ? "-- leave the database out (source.databases), or choose another target"
    : "-- map the database to another name, or choose another target";
  const names = [...new Set(inTheWay.map((table) => table.database))];
  const drops = names.map((name) => `DROP DATABASE ${quoteName(name)};`);
  return [
    instead,
    "-- or, on the target, where nobody needs anything in these databases, all of which is lost:",
    sqlLines(drops),
  ].join("\n");
}
