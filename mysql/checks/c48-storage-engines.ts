import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, pass, some, sqlLines, warn } from "../check";
import { clusterRules } from "../facts/cluster";
import { baseTables } from "../facts/tables";
import { showNames } from "../tableName";
import { toInnodb } from "./keys";

/**
 * Engines whose rows are in other tables or on other servers: converting such a table would copy those rows or lose
 * access to them.
 */
const NO_ROWS = new Set(["FEDERATED", "MRG_MYISAM", "MRG_MyISAM", "CONNECT", "SPIDER"]);

/** Every table has a storage engine that is migrated. */
export const c48: Check = {
  id: "C48",
  title: "Storage engines",
  group: "Objects",
  side: "source",
  reads: "information_schema.TABLES.ENGINE; whether the target is a member of a cluster",
  source:
    "Huawei DRS (InnoDB and MyISAM, MyISAM becomes InnoDB), Alibaba DTS CHECK_ENGINE (not FEDERATED, MRG_MYISAM), Tencent DTS, Google DMS",
  must: true,
  async run({ source, target, engine, selection }) {
    const needed = "InnoDB";
    const others = (await baseTables(source, selection)).filter((table) => table.engine !== "InnoDB");
    if (others.length === 0) return pass("InnoDB only", needed);
    const refuses = PROFILES[engine].refusesStorage.value;
    const refused = others.filter((table) => table.engine === undefined || refuses(table.engine));
    const describe = (list: typeof others) =>
      some(list.map((table) => `${showNames(table.database, table.name)} (${table.engine ?? "cannot be opened"})`));
    const change = async (list: typeof others) =>
      sqlLines(await Promise.all(list.slice(0, 100).map((table) => toInnodb(source, selection, table))));
    const changeable = refused.filter((table) => table.engine !== undefined && !NO_ROWS.has(table.engine));
    if (refused.length > 0)
      return fail(
        describe(refused),
        needed,
        changeable.length > 0
          ? `${await change(changeable)}\n-- or leave them out of the selection`
          : "leave them out of the selection: their rows are stored elsewhere, or cannot be read",
      );
    const rule = (await clusterRules(target)).find(({ innodbOnly }) => innodbOnly);
    // Engines convert MyISAM to InnoDB.
    const kept = others.filter((table) => table.engine !== "MyISAM");
    if (rule && kept.length > 0)
      return fail(
        `${describe(kept)}: ${rule.what} refuses (${rule.code}) each row of a table that is not InnoDB`,
        needed,
        `${await change(kept)}\n-- or leave them out of the selection`,
      );
    return warn(
      `${describe(others)}: not transactional, so copied under a lock or without a snapshot`,
      needed,
      await change(others),
    );
  },
};
