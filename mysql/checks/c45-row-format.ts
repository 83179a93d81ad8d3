import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, pass, some, sqlLines, warn } from "../check";
import { indexFacts } from "../facts/indexes";
import { strictRowFormat } from "../facts/rowFormat";
import { global, isOn } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";
import { quoteTable } from "../sql";
import { showNames } from "../tableName";

/** Row formats and index lengths that the target supports. */
export const c45: Check = {
  id: "C45",
  title: "Row formats and index lengths",
  group: "Objects",
  side: "both",
  reads: "ROW_FORMAT and CREATE_OPTIONS of tables, lengths of index parts, innodb_large_prefix of the target",
  source: "Tencent DTS parameter check (row_format FIXED), Huawei DRS, MySQL Shell upgrade checker",
  must: true,
  async run({ source, target, selection }) {
    const needed = "no ROW_FORMAT=FIXED on InnoDB; index parts above 767 bytes only if the target accepts them";
    const tables = await baseTables(source, selection);
    const fixed = tables.filter((table) => table.engine === "InnoDB" && /row_format=fixed/i.test(table.createOptions));
    const { long } = await indexFacts(source, selection);
    const format = fixed.length > 0 ? await strictRowFormat(source) : "DYNAMIC";
    const change = sqlLines(
      fixed.map((table) => `ALTER TABLE ${quoteTable(table.database, table.name)} ROW_FORMAT=${format};`),
    );
    if (long.count > 0 && !(await takesLong(target))) {
      return fail(
        `${long} are longer than the target accepts (767 bytes)`,
        needed,
        `${await takeLong(target)}-- or choose a target of 5.7 or newer, or shorten the index parts`,
      );
    }
    const named = some(fixed.map((table) => showNames(table.database, table.name)));
    if (fixed.length > 0 && (await isOn(target, "innodb_strict_mode")))
      return fail(`ROW_FORMAT=FIXED on InnoDB: ${named}; the target's innodb_strict_mode refuses it`, needed, change);
    if (fixed.length > 0)
      return warn(`ROW_FORMAT=FIXED on InnoDB: ${named}; the target will change it silently`, needed, change);
    return pass(`${tables.length} tables, ${long.count} long index parts`, needed);
  },
};

/**
 * Long index prefixes need the newer file format and ROW_FORMAT=DYNAMIC, stated explicitly where it is not the default.
 */
async function takeLong(target: CheckedServer): Promise<string> {
  if ((await isOn(target, "innodb_large_prefix")) === undefined) return "";
  const format = await global(target, "innodb_file_format");
  return [
    ...(format !== undefined && format !== "Barracuda"
      ? [setVariable(target, "innodb_file_format", "Barracuda", { note: "on the target" })]
      : []),
    setVariable(target, "innodb_large_prefix", "ON", { note: "on the target" }),
    "",
  ].join("\n");
}

async function takesLong(target: CheckedServer): Promise<boolean> {
  if (mysqlAtLeast(target.server, 5, 7, 7) || mariadbAtLeast(target.server, 10, 2, 2))
    return (await isOn(target, "innodb_large_prefix")) !== false;
  return (await isOn(target, "innodb_large_prefix")) === true;
}
