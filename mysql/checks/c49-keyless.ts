import { type Check, fail, failIf, pass, some, sqlLines } from "../check";
import { indexFacts } from "../facts/indexes";
import { isOn } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { setVariable } from "../remedy";
import { showNames, tableId } from "../tableName";
import { addKey } from "./keys";

/** Every row of every table can be found by a key. */
export const c49: Check = {
  id: "C49",
  title: "Primary or unique key",
  group: "Objects",
  side: "both",
  reads: "information_schema.STATISTICS; sql_require_primary_key of the target",
  source:
    "Tencent DTS (skipped by its consistency check), Huawei DRS (locked for some seconds), Alibaba DTS, AWS DMS, TiDB DM",
  must: true,
  async run({ source, target, selection, compareWanted }) {
    const needed = "a primary key, or a unique key of NOT NULL columns, on every table";
    const { keyed, primary } = await indexFacts(source, selection);
    const all = await baseTables(source, selection);
    const lacking = (keys: ReadonlySet<string>) =>
      all.filter((table) => !keys.has(tableId(table.database, table.name)));
    const named = (list: typeof all) => some(list.map((table) => showNames(table.database, table.name)));
    const fix = async (list: typeof all) =>
      sqlLines(await Promise.all(list.slice(0, 100).map((table) => addKey(source, selection, table))));
    // The server then requires a primary key: a unique key is not enough.
    const refused = (await isOn(target, "sql_require_primary_key")) ? lacking(primary) : [];
    if (refused.length > 0)
      return fail(
        `sql_require_primary_key = ON on the target, which refuses (3750) ${refused.length} tables: ${named(refused)}`,
        "a primary key on every table",
        `${await fix(refused)}\n-- or ${setVariable(target, "sql_require_primary_key", "OFF", { note: "on the target, for the time of the load" })}`,
      );
    const keyless = lacking(keyed);
    if (keyless.length === 0) return pass(`${keyed.size} tables, all with a key`, needed);
    return failIf(compareWanted === true)(`${keyless.length} without: ${named(keyless)}`, needed, await fix(keyless));
  },
};
