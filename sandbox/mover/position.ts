import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";

/** A position in a binary log. */
export interface Position {
  file: string;
  offset: number;
  /** Executed GTID set on one line; MariaDB: its binlog position, "domain-server-sequence". */
  gtid: string;
}

export function isMariadb(version: string): boolean {
  return /mariadb/i.test(version);
}

/** MySQL 8.4 removed the old keywords for binary logs and replication. */
export function hasNewWords(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return !isMariadb(version) && (major > 8 || (major === 8 && minor >= 4));
}

/** Needs REPLICATION CLIENT. */
export async function readPosition(session: Connection, version: string): Promise<Position> {
  const words = hasNewWords(version) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  const [row] = await rowsOf<{ File: string; Position: number; Executed_Gtid_Set?: string }>(session, words);
  if (!row) throw new Error("The binary log is off");
  const gtid = isMariadb(version)
    ? (await rowsOf<{ g: string }>(session, "SELECT @@GLOBAL.gtid_binlog_pos AS g"))[0]!.g
    : (row.Executed_Gtid_Set ?? "");
  return { file: row.File, offset: Number(row.Position), gtid: gtid.replace(/\s+/g, "") };
}

/** Whether GTID set `outer` contains all of `inner`. */
export async function holdsGtids(session: Connection, version: string, outer: string, inner: string): Promise<boolean> {
  if (isMariadb(version)) return mariadbHolds(outer, inner);
  const [row] = await rowsOf<{ held: number }>(session, "SELECT GTID_SUBSET(?, ?) AS held", [inner, outer]);
  return row!.held === 1;
}

/** MariaDB: per domain the last sequence number. */
export function mariadbHolds(outer: string, inner: string): boolean {
  const last = (set: string) =>
    new Map(
      set
        .split(",")
        .filter((part) => part !== "")
        .map((part) => part.split("-"))
        .map(([domain, , sequence]) => [domain, BigInt(sequence ?? 0)]),
    );
  const have = last(outer);
  return [...last(inner)].every(([domain, sequence]) => (have.get(domain) ?? -1n) >= sequence);
}
