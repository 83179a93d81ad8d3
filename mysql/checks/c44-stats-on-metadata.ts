import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { isOn } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { setVariable } from "../remedy";

/** From this number of tables on, every query of information_schema recomputes statistics for minutes. */
const MANY_TABLES = 10_000;

/** Reading metadata does not recompute statistics. */
export const c44: Check = {
  id: "C44",
  title: "innodb_stats_on_metadata is OFF",
  group: "Settings",
  side: "source",
  reads: "innodb_stats_on_metadata (default ON before 5.6.6)",
  source: "Tencent DTS 571/42553 (may be skipped), guides for hot migration (required)",
  async run({ source, selection, engine }) {
    const needed = "innodb_stats_on_metadata = OFF";
    const on = await isOn(source, "innodb_stats_on_metadata");
    if (on === undefined) return notApplicable("no variable innodb_stats_on_metadata", needed);
    if (!on) return pass("innodb_stats_on_metadata = OFF", needed);
    const fix = setVariable(source, "innodb_stats_on_metadata", "OFF");
    const n = (await baseTables(source, selection)).length;
    const found = `innodb_stats_on_metadata = ON with ${n} tables`;
    const isRequired = PROFILES[engine].statsOnMetadata.value === "fail";
    return (isRequired || n >= MANY_TABLES ? fail : warn)(found, needed, fix);
  },
};
