import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, pass, some, sqlLines, warn } from "../check";
import { inSelection } from "../facts/selection";
import { baseTables } from "../facts/tables";
import { quoteTable } from "../sql";
import { showNames } from "../tableName";
import { toInnodb } from "./keys";

/** Partitioning that the target's version supports. */
export const c56: Check = {
  id: "C56",
  title: "Partitioned tables",
  group: "Objects",
  side: "both",
  reads: "CREATE_OPTIONS of tables, information_schema.PARTITIONS",
  source: "MySQL Shell upgrade checker (partitioning by the server, shared tablespaces), Huawei DRS FAQ, AWS DMS",
  must: true,
  async run({ source, target, selection }) {
    const needed = "InnoDB's own partitioning, with each partition in its own file";
    const partitioned = (await baseTables(source, selection)).filter((table) =>
      /partitioned/i.test(table.createOptions),
    );
    if (partitioned.length === 0) return pass("none", needed);
    const named = (list: typeof partitioned) =>
      some(list.map((table) => `${showNames(table.database, table.name)} (${table.engine})`));
    const toInnodbAll = async (list: typeof partitioned) =>
      sqlLines(await Promise.all(list.slice(0, 100).map((table) => toInnodb(source, selection, table))));
    const foreign = partitioned.filter((table) => table.engine !== "InnoDB");
    if (foreign.length > 0 && mysqlAtLeast(target.server, 8)) {
      return fail(
        `${named(foreign)}: 8.0 supports partitioning with InnoDB only`,
        needed,
        `${await toInnodbAll(foreign)}\n-- or, on the source, where the tables are then no longer partitioned:\n${sqlLines(foreign.map((table) => `ALTER TABLE ${quoteTable(table.database, table.name)} REMOVE PARTITIONING;`))}`,
      );
    }
    const shared = await source.query<{ d: string; t: string }>(
      `SELECT DISTINCT TABLE_SCHEMA AS d, TABLE_NAME AS t FROM information_schema.PARTITIONS WHERE TABLESPACE_NAME IS NOT NULL AND TABLESPACE_NAME NOT IN ('', 'innodb_file_per_table') AND ${inSelection("TABLE_SCHEMA", selection)}`,
      { doing: "reading partitions" },
    );
    if (shared.length > 0 && mysqlAtLeast(target.server, 8, 0, 13)) {
      const list = shared.map((row) => `${row.d}.${row.t}`);
      return fail(
        `${some(list)}: partitions in shared tablespaces`,
        needed,
        sqlLines(
          shared.map(
            (row) =>
              `SHOW CREATE TABLE ${quoteTable(row.d, row.t)}; -- then REORGANIZE each PARTITION that it shows INTO the same one with TABLESPACE = innodb_file_per_table`,
          ),
        ),
      );
    }
    if (!mysqlAtLeast(source.server, 8) && mysqlAtLeast(target.server, 8)) {
      return warn(
        `${named(partitioned)}: partitioned by the target's functions`,
        needed,
        `-- on the source, each of these must report OK, and in the end the comparison must find no difference; the warning remains:\n${sqlLines(partitioned.map((table) => `CHECK TABLE ${quoteTable(table.database, table.name)} FOR UPGRADE;`))}`,
      );
    }
    if (foreign.length > 0) return warn(`${named(foreign)}: not InnoDB`, needed, await toInnodbAll(foreign));
    return pass(`${partitioned.length}, all InnoDB`, needed);
  },
};
