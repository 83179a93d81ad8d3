import { mysqlAtLeast } from "../../server";
import type { StructureSide } from "../side";

/** Modes that MySQL 8.0 no longer knows; what they did was about statements that nobody stores. */
const GONE = new Set(
  "NO_AUTO_CREATE_USER DB2 MAXDB MSSQL MYSQL323 MYSQL40 ORACLE POSTGRESQL NO_FIELD_OPTIONS NO_KEY_OPTIONS NO_TABLE_OPTIONS".split(
    " ",
  ),
);

/** The modes as the server can take them, in one order. */
export function modesFor(side: StructureSide, modes: string): string {
  const known = mysqlAtLeast(side.db.server, 8) ? (mode: string) => !GONE.has(mode) : () => true;
  return modes.split(",").filter(Boolean).filter(known).sort().join(",");
}

/** The modes of one side's program as both sides can hold them. */
export function comparableModes(sides: readonly StructureSide[], modes: string): string {
  return sides.reduce((left, side) => modesFor(side, left), modes);
}
