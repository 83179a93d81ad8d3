import { PROFILES } from "../../model/engines/profiles";
import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, count, failIf, pass, undetermined } from "../check";
import { grantsOf } from "../facts/settings";
import { grantForCheck } from "../facts/visibility";
import { endXa, preparedXa } from "../facts/xa";
import { has } from "../grants";

/** No prepared XA transactions. */
export const c27: Check = {
  id: "C27",
  title: "No XA transactions",
  group: "Load",
  side: "source",
  reads: "XA RECOVER",
  source: "Tencent DTS 571/42645 (TDSQL: not supported)",
  incrementalOnly: true,
  async run({ source, engine }) {
    const needed = "no prepared XA transaction";
    // Without the right, the server returns a misleading error (XAER_RMERR).
    if (mysqlAtLeast(source.server, 8) && !has(await grantsOf(source), "XA_RECOVER_ADMIN"))
      return undetermined(
        "the account cannot see prepared transactions: it lacks XA_RECOVER_ADMIN",
        needed,
        await grantForCheck(source, [{ right: "XA_RECOVER_ADMIN", on: "*.*" }]),
      );
    const rows = await preparedXa({ query: (sql, _, options) => source.query(sql, options) });
    if (rows.length === 0) return pass("none", needed);
    return failIf(PROFILES[engine].preparedXa.value === "fail")(
      count(rows.length, "prepared XA transaction"),
      needed,
      endXa(rows),
    );
  },
};
