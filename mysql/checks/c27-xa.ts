import { type Check, count, failIf, pass, sqlLines, undetermined } from "../check";
import { ENGINES } from "../engines";
import { grantsOf } from "../facts/settings";
import { grantForCheck } from "../facts/visibility";
import { has } from "../grants";
import { mysqlAtLeast } from "../server";

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
    // Without the right, the server answers with an error that says something else (XAER_RMERR).
    if (mysqlAtLeast(source.server, 8) && !has(await grantsOf(source), "XA_RECOVER_ADMIN"))
      return undetermined(
        "the account may not see prepared transactions: it lacks XA_RECOVER_ADMIN",
        needed,
        await grantForCheck(source, [{ right: "XA_RECOVER_ADMIN", on: "*.*" }]),
      );
    const rows = await source.query<{ data: unknown; formatID: unknown; gtrid_length: unknown }>("XA RECOVER", {
      doing: "looking for XA transactions",
    });
    if (rows.length === 0) return pass("none", needed);
    // Committed or rolled back: it cannot be taken back, and only what coordinates the transaction knows which is right.
    const all = (verb: string) => sqlLines(rows.map((row) => `XA ${verb} ${xid(row)};`));
    const fix = `-- let the transaction manager end them; or, where it said so:\n${all("COMMIT")}\n-- or, where it did not:\n${all("ROLLBACK")}`;
    return failIf(ENGINES[engine].preparedXa.value === "fail")(
      count(rows.length, "prepared XA transaction"),
      needed,
      fix,
    );
  },
};

/** The transaction id as XA statements take it: its two parts in hexadecimal, and its format id. */
function xid(row: { data: unknown; formatID: unknown; gtrid_length: unknown }): string {
  const data = Buffer.isBuffer(row.data) ? row.data : Buffer.from(String(row.data), "latin1");
  const cut = Number(row.gtrid_length);
  const part = (bytes: Buffer) => `X'${bytes.toString("hex")}'`;
  return `${part(data.subarray(0, cut))}, ${part(data.subarray(cut))}, ${Number(row.formatID)}`;
}
