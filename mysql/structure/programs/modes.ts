import { mysqlAtLeast } from "../../../model/mysql/server";
import type { StructureSide } from "../side";

/** Modes removed in MySQL 8.0; they concerned statements that are never stored. */
const GONE = new Set(
  "NO_AUTO_CREATE_USER DB2 MAXDB MSSQL MYSQL323 MYSQL40 ORACLE POSTGRESQL NO_FIELD_OPTIONS NO_KEY_OPTIONS NO_TABLE_OPTIONS".split(
    " ",
  ),
);

/** The modes that the server supports, in a fixed order. */
export function modesFor(side: StructureSide, modes: string): string {
  const known = mysqlAtLeast(side.db.server, 8) ? (mode: string) => !GONE.has(mode) : () => true;
  return modes.split(",").filter(Boolean).filter(known).sort().join(",");
}

/** The modes of a program that both sides can store. */
export function comparableModes(sides: readonly StructureSide[], modes: string): string {
  return sides.reduce((left, side) => modesFor(side, left), modes);
}
