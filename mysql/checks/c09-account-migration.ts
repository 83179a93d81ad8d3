import { type Check, fail, pass, warn } from "../check";
import { grantsOf, whoAmI } from "../facts/settings";
import { has } from "../grants";
import { quoteAccount } from "../sql";

/** Accounts can be read, if they are to be migrated. */
export const c09: Check = {
  id: "C09",
  title: "Rights to migrate accounts",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source:
    "Huawei DRS (SELECT on mysql.user, and on mysql.user_view of an Alibaba source), Tencent DTS account migration",
  must: true,
  async run({ source, migrateAccounts }) {
    const grants = await grantsOf(source);
    const alibaba = source.server.profile === "alibaba-rds";
    const objects = ["mysql.user", ...(alibaba ? ["mysql.user_view"] : [])];
    const needed = `SELECT on ${objects.join(" and ")}${migrateAccounts ? "" : ", if accounts are to be migrated"}`;
    const missing = objects.filter(
      (object) => !has(grants, "SELECT", "mysql") && !grants.tables.get(object)?.has("SELECT"),
    );
    if (missing.length === 0) return pass("it has them", needed);
    const me = await whoAmI(source);
    const fix = missing.map((object) => `GRANT SELECT ON ${object} TO ${quoteAccount(me.user, me.host)};`).join("\n");
    return (migrateAccounts ? fail : warn)(
      `no SELECT on ${missing.join(", ")}`,
      needed,
      `${fix}\n-- or leave account migration off`,
    );
  },
};
