import { type Check, fail, pass, warn } from "../check";
import { grantsOf, whoAmI } from "../facts/settings";
import { has } from "../grants";
import { toPaste } from "../paste";
import { quoteAccount } from "../sql";
import { tableId } from "../tableName";

/** Accounts can be read, if they are migrated. */
export const c09: Check = {
  id: "C09",
  title: "Privileges to migrate accounts",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source:
    "Huawei DRS (SELECT on mysql.user, and on mysql.user_view of an Alibaba source), Tencent DTS account migration",
  must: true,
  async run({ source, migrateAccounts }) {
    const grants = await grantsOf(source);
    const alibaba = source.server.profile === "alibaba-rds";
    const objects = ["user", ...(alibaba ? ["user_view"] : [])];
    const shown = (list: readonly string[], by: string) => list.map((name) => `mysql.${name}`).join(by);
    const needed = `SELECT on ${shown(objects, " and ")}${migrateAccounts ? "" : ", if accounts are to be migrated"}`;
    const missing = objects.filter(
      (object) => !has(grants, "SELECT", "mysql") && !grants.tables.get(tableId("mysql", object))?.has("SELECT"),
    );
    if (missing.length === 0) return pass("all granted", needed);
    const me = await whoAmI(source);
    const fix = missing
      .map((object) => toPaste(`GRANT SELECT ON mysql.${object} TO ${quoteAccount(me.user, me.host)};`))
      .join("\n");
    return (migrateAccounts ? fail : warn)(
      `no SELECT on ${shown(missing, ", ")}`,
      needed,
      `${fix}\n-- or leave account migration off`,
    );
  },
};
