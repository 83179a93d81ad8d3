import { type Check, failIf, pass, some, sqlLines } from "../check";
import { indexFacts } from "../facts/indexes";
import { baseTables } from "../facts/tables";
import { mysqlAtLeast } from "../server";
import { quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";

/** Every row of every table can be found by a key. */
export const c49: Check = {
  id: "C49",
  title: "Primary or unique key",
  group: "Objects",
  side: "source",
  reads: "information_schema.STATISTICS",
  source:
    "Tencent DTS (skipped by its consistency check), Huawei DRS (locked for some seconds), Alibaba DTS, AWS DMS, TiDB DM",
  must: true,
  async run({ source, selection, compareWanted }) {
    const needed = "a primary key, or a unique key of NOT NULL columns, on every table";
    const { keyed } = await indexFacts(source, selection);
    const keyless = (await baseTables(source, selection)).filter(
      (table) => !keyed.has(tableId(table.database, table.name)),
    );
    if (keyless.length === 0) return pass(`${keyed.size} tables, all with a key`, needed);
    const found = `${keyless.length} without: ${some(keyless.map((table) => showNames(table.database, table.name)))}`;
    const invisible = mysqlAtLeast(source.server, 8, 0, 23) ? " INVISIBLE" : "";
    const fix = sqlLines(
      keyless.map(
        (table) =>
          `ALTER TABLE ${quoteTable(table.database, table.name)} ADD COLUMN row_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT${invisible} PRIMARY KEY;`,
      ),
    );
    return failIf(compareWanted === true)(found, needed, fix);
  },
};
