import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, pass, some, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { selectedSchemas } from "../facts/selection";
import { tables } from "../facts/tables";
import { showNames } from "../tableName";

/** Characters that no engine supports in the name of a table or column. */
const BAD = /[^\x20-\x7e]|['<>`/\\"]/;
/** Legal, but awkward for tools. */
const ODD = /[^A-Za-z0-9_$-]/;

/** Names that the engine supports. */
export const c55: Check = {
  id: "C55",
  title: "Object names",
  group: "Objects",
  side: "source",
  reads: "names of databases, tables and columns",
  source: "Huawei DRS solution to the failed check, Alibaba DTS (databases it creates itself)",
  must: true,
  async run({ source, engine, selection }) {
    const needed = "letters, digits, _ and -; none of '<>`/\\\" and ASCII only";
    const rules = PROFILES[engine].names.value;
    const databases = (await selectedSchemas(source, selection)).map((schema) => schema.name);
    const all = await tables(source, selection);
    const { oddNames } = await columnFacts(source, selection);
    const bad = [
      ...databases.filter((name) => !rules.database.test(name)),
      ...all.filter((table) => BAD.test(table.name)).map((table) => showNames(table.database, table.name)),
    ];
    const fix = "rename them, or create them on the target by hand and map them";
    if (oddNames.count > 0) bad.push(...oddNames.examples);
    if (bad.length > 0) return failIf(rules.otherwise === "fail")(some(bad), needed, fix);
    const odd = all.filter((table) => ODD.test(table.name)).map((table) => showNames(table.database, table.name));
    if (odd.length > 0) return warn(`${some(odd)}: blanks or dots in names`, needed, fix);
    return pass(`${databases.length} databases, ${all.length} tables and views`, needed);
  },
};
