import { type Check, count, failIf, pass } from "../check";

/** No prepared distributed transaction. */
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
    const rows = await source.query<{ data: unknown }>("XA RECOVER", {
      doing: "looking for XA transactions (8.0 needs XA_RECOVER_ADMIN)",
    });
    if (rows.length === 0) return pass("none", needed);
    const fix = rows.map((row) => `XA COMMIT ${show(row.data)}; -- or XA ROLLBACK`).join("\n");
    return failIf(engine === "tencent-dts")(count(rows.length, "prepared XA transaction"), needed, fix);
  },
};

function show(data: unknown): string {
  return Buffer.isBuffer(data) ? `0x${data.toString("hex")}` : `'${String(data).replace(/'/g, "''")}'`;
}
