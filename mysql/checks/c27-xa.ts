import { type Check, count, failIf, pass, sqlLines } from "../check";
import { ENGINES } from "../engines";

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
    const rows = await source.query<{ data: unknown; formatID: unknown; gtrid_length: unknown }>("XA RECOVER", {
      doing: "looking for XA transactions (8.0 needs XA_RECOVER_ADMIN)",
    });
    if (rows.length === 0) return pass("none", needed);
    const fix = sqlLines(rows.map((row) => `XA COMMIT ${xid(row)}; -- or XA ROLLBACK`));
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
