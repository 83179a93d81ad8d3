import { type Check, count, fail, failIf, pass, some, sqlLines } from "../check";
import { clusterRules } from "../facts/cluster";
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
  reads:
    "information_schema.STATISTICS; sql_require_primary_key of the target, or innodb_force_primary_key of MariaDB; whether it is a member of a cluster, and its pxc_strict_mode or wsrep_mode",
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
    const keyless = lacking(keyed);
    // MySQL's variable requires a primary key; MariaDB's accepts a unique key.
    for (const [variable, code, refused] of [
      ["sql_require_primary_key", 3750, lacking(primary)],
      ["innodb_force_primary_key", 1173, keyless],
    ] as const) {
      if (refused.length === 0 || !(await isOn(target, variable))) continue;
      return fail(
        `${variable} = ON on the target, which refuses (${code}) ${refused.length} tables: ${named(refused)}`,
        "a primary key on every table",
        `${await fix(refused)}\n-- or ${setVariable(target, variable, "OFF", { note: "on the target, during the load" })}`,
      );
    }
    for (const rule of await clusterRules(target)) {
      const refused = rule.key === "primary" ? lacking(primary) : rule.key === "unique" ? keyless : [];
      if (refused.length === 0) continue;
      const { variable } = rule;
      const lenient =
        variable &&
        `\n-- or ${setVariable(target, variable.name, variable.lenient, { note: "on the target, during the load" })}`;
      return fail(
        `${rule.what}, which creates ${count(refused.length, "such table")} but refuses (${rule.code}) each of their rows: ${named(refused)}`,
        rule.key === "primary" ? "a primary key on every table" : needed,
        `${await fix(refused)}${lenient ?? ""}`,
      );
    }
    if (keyless.length === 0) return pass(`${keyed.size} tables, all with a key`, needed);
    return failIf(compareWanted === true)(`${keyless.length} without: ${named(keyless)}`, needed, await fix(keyless));
  },
};
