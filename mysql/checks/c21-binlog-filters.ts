import { type Check, fail, notApplicable, pass, warn } from "../check";
import { binaryLogStatus } from "../facts/activity";
import { picksDatabase } from "../facts/selection";
import { byHand } from "../remedy";

/** No filter keeps changes out of the binary log. */
export const c21: Check = {
  id: "C21",
  title: "No binlog_do_db or binlog_ignore_db",
  group: "Binary log",
  side: "source",
  reads: "columns Binlog_Do_DB and Binlog_Ignore_DB of the binary log status",
  source: "Tencent DTS 571/61673, TiDB DM",
  incrementalOnly: true,
  must: true,
  async run({ source, selection }) {
    const needed = "no filter on what is logged";
    const row = await binaryLogStatus(source);
    if (!row) return notApplicable("the binary log is off (see C14)", needed);
    const [only, not] = [String(row["Binlog_Do_DB"] ?? ""), String(row["Binlog_Ignore_DB"] ?? "")];
    if (!only && !not) return pass("no filter", needed);
    const found = [only && `binlog_do_db = ${only}`, not && `binlog_ignore_db = ${not}`].filter(Boolean).join("; ");
    const fix = byHand(
      source,
      "-- remove the lines binlog-do-db and binlog-ignore-db from my.cnf, then restart",
      "-- remove binlog_do_db and binlog_ignore_db from the instance's parameters in the operator's console, then restart it",
    );
    const ignoresSelected = not.split(",").some((name) => name && picksDatabase(selection, name));
    // A filter that excludes only unselected databases still matters for statements that name no database.
    if (!only && !ignoresSelected) return warn(`${found}: none of them is migrated`, needed, fix);
    return fail(found, needed, fix);
  },
};
