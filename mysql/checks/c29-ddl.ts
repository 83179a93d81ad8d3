import { type Check, fail, pass, some, warn } from "../check";
import { sessionsOf } from "../facts/activity";
import { baseTables } from "../facts/tables";
import { showNames } from "../tableName";

const DDL = /^\s*(\/\*.*?\*\/\s*)*(ALTER|CREATE|DROP|RENAME|TRUNCATE|OPTIMIZE|REPAIR)\b/is;
/** Temporary tables of gh-ost, pt-online-schema-change and similar tools. */
const ONLINE = /^(_.+_(gho|ghc|del|new|old)|~.+|_.+_ost)$/;

/** No table is altered while it is copied. */
export const c29: Check = {
  id: "C29",
  title: "No DDL during the full load",
  group: "Load",
  side: "source",
  reads: "SHOW FULL PROCESSLIST, names of tables",
  source: "Huawei DRS, Alibaba DTS (DTS-1050005 and others), Tencent DTS 571/42645, Google DMS",
  async run({ source, selection }) {
    const needed = "no DDL running, no online schema change under way";
    const running = (await sessionsOf(source)).filter(
      (one) => DDL.test(one.statement) && !/^\s*CREATE\s+TEMPORARY/i.test(one.statement),
    );
    if (running.length > 0) {
      const found = some(running.map((one) => `session ${one.id} for ${one.seconds} s: ${one.statement.slice(0, 60)}`));
      return fail(found, needed, "wait until it has ended, and postpone schema changes until the cutover");
    }
    const ghosts = (await baseTables(source, selection))
      .filter((table) => ONLINE.test(table.name))
      .map((table) => showNames(table.database, table.name));
    if (ghosts.length > 0) {
      return warn(
        `tables of online schema changes: ${some(ghosts)}`,
        needed,
        "finish or drop them; if such tools will run, migrate whole databases, not single tables",
      );
    }
    return pass("none", needed);
  },
};
