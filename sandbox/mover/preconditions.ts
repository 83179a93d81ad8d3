import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";
import { MoveError } from "./failure";
import { type Inventory, sameNames } from "./inventory";
import { isMariadb } from "./position";

/** @throws MoveError setting: lists every setting of the source that prevents replication */
export async function requireReplicable(source: Connection, version: string): Promise<void> {
  const rows = await rowsOf<{ Variable_name: string; Value: string }>(
    source,
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format', 'binlog_row_image', 'gtid_mode', 'log_slave_updates')",
  );
  const values = new Map(rows.map((row) => [row.Variable_name, row.Value.toUpperCase()]));
  const needed: Record<string, string> = {
    log_bin: "ON",
    binlog_format: "ROW",
    binlog_row_image: "FULL",
    ...(isMariadb(version) ? {} : { gtid_mode: "ON" }),
  };
  const wrong = Object.entries(needed).filter(([name, value]) => values.has(name) && values.get(name) !== value);
  if (wrong.length === 0) return;
  const text = wrong.map(([name, value]) => `${name} is ${values.get(name)}, needed ${value}`).join("; ");
  throw new MoveError("setting", `The source cannot be replicated from: ${text}`);
}

/** @throws MoveError targetNotEmpty: lists up to ten existing objects */
export async function requireFreeTarget(admin: Connection, inventory: Inventory): Promise<void> {
  const taken = await sameNames(admin, inventory);
  if (taken.length === 0) return;
  const shown = taken.slice(0, 10).join(", ") + (taken.length > 10 ? ` and ${taken.length - 10} more` : "");
  throw new MoveError("targetNotEmpty", `The target already has ${taken.length} of the objects to move: ${shown}`);
}
