import { type Check, count, fail, pass, some, sqlLines, warn } from "../check";
import { picksDatabase, schemas } from "../facts/selection";
import { tables } from "../facts/tables";
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
  async run({ source, target, selection, databases }) {
    const needed = "no table or view in the databases that are migrated";
    // The source's databases decide; when all are selected, every database on the target is a conflict.
    const mine =
      databases === "all" ? new Set((await schemas(source)).map((schema) => schema.name.toLowerCase())) : undefined;
    const inTheWay = (await tables(target, selection)).filter(
      (table) => mine === undefined || mine.has(table.database.toLowerCase()),
    );
    if (inTheWay.length > 0) {
      const found = `${count(inTheWay.length, "object")} there already: ${some(inTheWay.map((table) => showNames(table.database, table.name)))}`;
      const names = [...new Set(inTheWay.map((table) => table.database))];
      const drops = names.map((name) => `DROP DATABASE ${quoteName(name)};`);
      return fail(
        found,
        needed,
        `-- map the database to another name, or choose another target\n-- or, on the target, where nobody needs anything in these databases, all of which is lost:\n${sqlLines(drops)}`,
      );
    }
    const others = (await schemas(target)).filter((schema) =>
      mine ? !mine.has(schema.name.toLowerCase()) : !picksDatabase(selection, schema.name),
    );
    if (others.length > 0) {
      const found = `no object of the same name; other databases: ${some(others.map((schema) => schema.name))}`;
      return warn(
        found,
        needed,
        "engines require a dedicated instance: make sure that nothing writes to these databases",
      );
    }
    return pass("empty", needed);
  },
};
