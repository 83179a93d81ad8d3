import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, pass, some, sqlLines, undetermined, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { indexFacts } from "../facts/indexes";
import { isOn } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { setVariable } from "../remedy";
import { showNames, tableId } from "../tableName";
import { addKey } from "./keys";

/** Hidden row ids that a server adds to tables without a primary key. */
export const c76: Check = {
  id: "C76",
  title: "Hidden row numbers of tables without a primary key",
  group: "Objects",
  side: "both",
  reads:
    "implicit_primary_key of the source (Alibaba RDS), sql_generate_invisible_primary_key of the target, columns __#alibaba_rds_row_id#__, _drds_implicit_id_ and my_row_id",
  source: "Alibaba RDS (implicit_primary_key, show_ipk_info), MySQL manual, generated invisible primary keys",
  must: true,
  never: { fail: "the rows are the same whether or not it is copied, and C49 covers tables without a key" },
  async run({ source, target, selection }) {
    const needed = "an explicit primary key on every table, so that no server adds one";
    const { primary } = await indexFacts(source, selection);
    const columns = await columnFacts(source, selection);
    const without = (await baseTables(source, selection)).filter(
      (one) => !primary.has(tableId(one.database, one.name)),
    );
    const found: string[] = [];
    const fixes: string[] = [];
    if (without.length > 0 && (await isOn(source, "implicit_primary_key")) === true)
      found.push(
        `Alibaba RDS adds the hidden column __#alibaba_rds_row_id#__ to ${some(without.map((one) => showNames(one.database, one.name)))}: it is in the binary log but not in the definitions, so an engine may find one more column than it expects`,
      );
    if (columns.hiddenIds.count > 0)
      found.push(
        `hidden columns that are visible to the session: ${columns.hiddenIds}: they are copied and compared like other columns, and a target without them differs`,
      );
    if (without.length > 0 && (await isOn(target, "sql_generate_invisible_primary_key")) === true) {
      found.push(
        `the target adds the hidden column my_row_id to ${some(without.map((one) => showNames(one.database, one.name)))}`,
      );
      fixes.push(
        setVariable(target, "sql_generate_invisible_primary_key", "OFF", {
          note: "on the target, during the load; or:",
        }),
      );
    }
    const untold =
      without.length > 0 &&
      ((source.server.profile === "alibaba-rds" && (await isOn(source, "implicit_primary_key")) === undefined) ||
        (mysqlAtLeast(target.server, 8, 0, 30) &&
          (await isOn(target, "sql_generate_invisible_primary_key")) === undefined));
    if (found.length === 0 && untold)
      return undetermined(
        `${without.length} tables without a primary key, and one server does not report whether it adds one`,
        needed,
      );
    if (found.length === 0) return pass(`none; ${without.length} tables without a primary key`, needed);
    if (without.length > 0)
      fixes.push(sqlLines(await Promise.all(without.slice(0, 100).map((table) => addKey(source, selection, table)))));
    return warn(
      found.join("; "),
      needed,
      fixes.join("\n") || "check that the target has the column too, or leave it out of the comparison",
    );
  },
};
