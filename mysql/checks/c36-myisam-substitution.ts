import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, notApplicable, pass, some, sqlLines } from "../check";
import { global } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { setVariable } from "../remedy";
import { showNames } from "../tableName";
import { toInnodb } from "./keys";

/** Tables in an engine that the target does not allow can be created in another one. */
export const c36: Check = {
  id: "C36",
  title: "MyISAM under NO_ENGINE_SUBSTITUTION",
  group: "Settings",
  side: "both",
  reads: "sql_mode of the target, ENGINE of the source's tables",
  source: "Huawei DRS solution to the failed check (its RDS has InnoDB only)",
  must: true,
  async run({ source, target, engine, selection }) {
    const needed = "no NO_ENGINE_SUBSTITUTION on the target while MyISAM tables are migrated";
    const myisam = (await baseTables(source, selection)).filter((table) => table.engine === "MyISAM");
    if (myisam.length === 0) return pass("no MyISAM tables", needed);
    const mode = await global(target, "sql_mode");
    if (mode === undefined) return notApplicable("the target does not report sql_mode", needed);
    const found = `${myisam.length} MyISAM tables (${some(myisam.map((table) => showNames(table.database, table.name)))})`;
    if (!/NO_ENGINE_SUBSTITUTION/.test(mode)) return pass(`${found}; the target may substitute the engine`, needed);
    const without = mode
      .split(",")
      .filter((one) => one !== "NO_ENGINE_SUBSTITUTION")
      .join(",");
    const changed = await Promise.all(myisam.slice(0, 100).map((table) => toInnodb(source, selection, table)));
    return failIf(PROFILES[engine].myisamNotSubstituted.value === "fail")(
      `${found}; the target has NO_ENGINE_SUBSTITUTION`,
      needed,
      `${setVariable(target, "sql_mode", without, { note: "on the target" })}\n-- or, on the source:\n${sqlLines(changed)}`,
    );
  },
};
