import { Columns, planColumns } from "../../mysql/compare/columns";
import { sumsSql } from "../../mysql/compare/hash";
import { Keys, walkKey } from "../../mysql/compare/keys";
import type { TablePlan } from "../../mysql/compare/tablePlan";
import type { Db } from "../../mysql/connect";

/** A single scan of `bench.t` with the comparison's own expression. */
export async function bareSums(db: Db, rows: number): Promise<string> {
  const columns = (await Columns.read(db, "bench")).of("t");
  const keys = (await Keys.read(db, "bench")).of("t");
  const side = { database: "bench", name: "t" };
  const plan: TablePlan = {
    database: "bench",
    table: { source: side, target: side },
    columns: planColumns(columns, columns),
    key: walkKey(keys, keys, columns, columns),
    packet: db.maxPacket,
    hash: "crc32",
    notProven: [],
  };
  return `SELECT ${sumsSql(plan, "source", { from: ["1"], to: [String(rows + 1)] })} FROM bench.t`;
}
