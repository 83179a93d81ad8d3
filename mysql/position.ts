import type { Db } from "./connect";
import { hasGtid, statements } from "./dialect";

/** The current position in a server's own binary log. */
export interface Position {
  /** Absent when the binary log is off. */
  file?: string;
  position?: number;
  /** `gtid_executed`, or MariaDB's `gtid_binlog_pos`; empty when there are none; absent when the server has no GTIDs or they are off. */
  gtid?: string;
}

/** @throws StatementProblem when the account may not read it (REPLICATION CLIENT) */
export async function readPosition(db: Db): Promise<Position> {
  const [row] = await db.query<Record<string, unknown>>(statements.binaryLogStatus(db.server), [], {
    doing: "reading the binary log position",
  });
  const position: Position = row === undefined ? {} : { file: String(row["File"]), position: Number(row["Position"]) };
  if (db.server.flavour === "mariadb") {
    const [own] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_binlog_pos AS g");
    if (own?.g) position.gtid = own.g;
  } else if (hasGtid(db.server)) {
    const [own] = await db.query<{ g: string | null; m: string }>(
      "SELECT @@GLOBAL.gtid_executed AS g, @@GLOBAL.gtid_mode AS m",
    );
    // In every mode between OFF and ON there are transactions without a GTID.
    if (own?.m === "ON") position.gtid = (own.g ?? "").replace(/\s+/g, "");
  }
  return position;
}

export const POSITION_FORMS =
  "a file and position (binlog.000007:4711), a set of GTIDs (uuid:1-56, tagged ones too), or MariaDB's (0-1-56), as servers and consoles show them";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const INTERVAL = "[1-9]\\d*(?:-[1-9]\\d*)?";
/** From MySQL 8.3, a tag may precede its intervals. */
const TAG = "[a-z_][a-z0-9_]{0,31}";
const SET = new RegExp(`^${UUID}(?::(?:${TAG}:)?${INTERVAL})+$`);
const MARIADB = /^\d+-\d+-\d+$/;

/**
 * Parses a position as printed by `showPosition` and by servers: `binlog.000007:4711`, also with a comma or spaces
 * instead of the colon or followed by `, GTID …`; a GTID set over several lines; MariaDB's list. Undefined when it is
 * not a position.
 */
export function parsePosition(text: string): Position | undefined {
  const [where, behind, ...more] = text.trim().split(/(?:^|,)\s*GTID\s+/i);
  if (more.length > 0) return undefined;
  if (behind === undefined) return parseFile(where!) ?? parseGtid(where!);
  const file = where === "no binary log" || where === "" ? {} : parseFile(where!);
  const gtid = parseGtid(behind);
  return file && gtid && { ...file, ...gtid };
}

function parseFile(text: string): Position | undefined {
  const [, file, position] = /^([^\s:,]+\.\d+)\s*[\s:,]\s*(\d+)$/.exec(text.trim()) ?? [];
  return file === undefined ? undefined : { file, position: Number(position) };
}

function parseGtid(text: string): Position | undefined {
  const parts = text.toLowerCase().replace(/\s+/g, "").replace(/,$/, "").split(",");
  const good = parts.every((part) => SET.test(part)) || parts.every((part) => MARIADB.test(part));
  return good ? { gtid: parts.join(",") } : undefined;
}

export function samePosition(a: Position, b: Position): boolean {
  return a.file === b.file && a.position === b.position && a.gtid === b.gtid;
}

export function showPosition(position: Position): string {
  const where = position.file === undefined ? "no binary log" : `${position.file}:${position.position}`;
  return position.gtid ? `${where}, GTID ${position.gtid}` : where;
}

/** True when two GTID sets contain transactions of the same server. */
export function sharesOrigin(a: string, b: string): boolean {
  const origins = (set: string) => new Set(set.split(",").map((part) => part.trim().split(":")[0]!.toLowerCase()));
  const other = origins(b);
  return [...origins(a)].some((origin) => other.has(origin));
}

/** True for GTIDs in MariaDB's format. */
export function isMariadbSet(gtid: string): boolean {
  return gtid.split(",").every((part) => MARIADB.test(part.trim()));
}

/**
 * MariaDB: whether the target has reached every domain's sequence number (`domain-server-sequence`, comma-separated).
 * Undefined if a domain was reached by a transaction of another server than the source's: two servers may number
 * transactions in the same domain, and the number alone does not say whose it is.
 */
export function domainsContained(source: string, target: string): boolean | undefined {
  const reached = lastOf(target);
  const all = [...lastOf(source)].map(([domain, wanted]) => {
    const seen = reached.get(domain);
    if (seen === undefined || seen.number < wanted.number) return false;
    return seen.server === wanted.server ? true : undefined;
  });
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

/** MariaDB: whether `gtid` is ahead of `source` in any domain that the source has. */
export function domainsAhead(gtid: string, source: string): boolean {
  const own = lastOf(source);
  return [...lastOf(gtid)].some(([domain, { number }]) => {
    const its = own.get(domain);
    return its !== undefined && number > its.number;
  });
}

/** The last transaction of each domain. */
function lastOf(set: string): Map<string, { server: string; number: bigint }> {
  const found = new Map<string, { server: string; number: bigint }>();
  for (const gtid of set.split(",").map((one) => one.trim())) {
    if (gtid === "") continue;
    const [domain, server, sequence] = gtid.split("-");
    const number = BigInt(sequence ?? "0");
    if (number > (found.get(domain!)?.number ?? -1n)) found.set(domain!, { server: server!, number });
  }
  return found;
}

/**
 * `binlog.000009` precedes `binlog.000010`, even when the number outgrows its digits; undefined for files with
 * different base names, which belong to unrelated logs.
 */
export function compareFiles(a: string, b: string): number | undefined {
  const [left, right] = [a, b].map((name) => /^(.*)\.(\d+)$/.exec(name));
  if (!left || !right || left[1] !== right[1]) return undefined;
  const [mine, theirs] = [BigInt(left[2]!), BigInt(right[2]!)];
  return mine < theirs ? -1 : mine > theirs ? 1 : 0;
}

/** Whether `applied` has reached `wanted`; undefined when they are not positions in the same log. */
export function fileReached(applied: Position, wanted: Position): boolean | undefined {
  if (!applied.file || !wanted.file) return undefined;
  const files = compareFiles(applied.file, wanted.file);
  if (files === undefined || applied.position === undefined || wanted.position === undefined) return undefined;
  return files > 0 || (files === 0 && applied.position >= wanted.position);
}
