import { type Check, count, fail, pass, some, sqlLines, warn } from "../check";
import { PROFILES } from "../engines";
import { picksDatabase, schemas } from "../facts/selection";
import { tables } from "../facts/tables";
import { type MigrationFacts, mayHaveCopied } from "../migrationFacts";
import { quoteName } from "../sql";
import { showNames } from "../tableName";

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
      : "no table or view in the databases that are migrated";
    // The source's databases decide; when all are selected, every database on the target is a conflict.
    const mine =
      databases === "all" ? new Set((await schemas(source)).map((schema) => schema.name.toLowerCase())) : undefined;
    const inTheWay = (await tables(target, selection)).filter(
      (table) => mine === undefined || mine.has(table.database.toLowerCase()),
    );
    if (inTheWay.length > 0) {
      const found = `${count(inTheWay.length, "object")} there already: ${some(inTheWay.map((table) => showNames(table.database, table.name)))}`;
      const names = [...new Set(inTheWay.map((table) => table.database))];
      return fail(found, needed, wayOut(names, migration));
    }
    const others = (await schemas(target)).filter((schema) =>
      mine ? !mine.has(schema.name.toLowerCase()) : !picksDatabase(selection, schema.name),
    );
    if (others.length > 0) {
      const found = `no object of the same name; other databases: ${some(others.map((schema) => schema.name))}`;
      if (mustBeEmpty)
        return fail(found, needed, "-- choose an instance that holds nothing, or leave out tencentDts.profile");
      return warn(
        found,
        needed,
        "engines require a dedicated instance: make sure that nothing writes to these databases",
      );
    }
    return pass("empty", needed);
  },
};

function wayOut(names: readonly string[], migration: MigrationFacts | undefined): string {
  if (migration?.cutOver)
    return [
      "-- remove nothing there: the migration is over, and the target may be the live database",
      "-- for another migration choose another target, in a stack of its own: pulumi stack init",
    ].join("\n");
  if (mayHaveCopied(migration))
    return [
      "-- remove nothing there by hand: it may be what this migration copied, and its task may still write to it",
      "-- put back what was changed in the migration (source.databases, engine, mode, path)",
      "-- for further databases begin a migration of their own: pulumi stack init",
      "-- to begin again with an empty target: dbferry cancel --empty-target, which shows first what it removes, and removes only copies",
    ].join("\n");
  const instead = migration
    ? "-- leave the database out (source.databases), or choose another target"
    : "-- map the database to another name, or choose another target";
  const drops = names.map((name) => `DROP DATABASE ${quoteName(name)};`);
  return [
    instead,
    "-- or, on the target, where nobody needs anything in these databases, all of which is lost:",
    sqlLines(drops),
  ].join("\n");
}
