import type { Db } from "./connect";
import { column, hasGtid, replicaColumns, statements } from "./dialect";
import { StatementProblem } from "./problem";
import { quoteText } from "./sql";

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

/** What keeps writes out of the server's binary log, so that it stands still while they go on; undefined when nothing does. */
export async function binaryLogFilters(db: Db): Promise<string | undefined> {
  const [row] = await db.query<Record<string, unknown>>(statements.binaryLogStatus(db.server), [], {
    doing: "reading the binary log's filters",
  });
  const filters = ["Binlog_Do_DB", "Binlog_Ignore_DB"].filter((name) => row?.[name]);
  return filters.map((name) => `${name} ${row![name]}`).join(", ") || undefined;
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
 * Reads a position as printed by `showPosition` and by servers: `binlog.000007:4711`, also with a comma or spaces instead of the colon or
 * followed by `, GTID …`; a GTID set over several lines; MariaDB's list. Undefined when it is not a position.
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

/** One replication channel of a replica. */
export interface ReplicaState {
  sourceHost: string;
  /** Which server it replicates from; the UUID is absent before 5.6 and on MariaDB. */
  sourceUuid?: string;
  sourceId?: string;
  ioRunning: boolean;
  sqlRunning: boolean;
  /** Undefined while the lag is unknown (a thread is stopped). */
  secondsBehind?: number;
  /** The position in the source's binary log up to which it has been applied. */
  applied: { file: string; position: number };
  error?: string;
}

/** The server's channels as a replica; empty when it is not one. */
export async function replicaStates(db: Db): Promise<ReplicaState[]> {
  const rows = await db.query<Record<string, unknown>>(statements.replicaStatus(db.server), [], {
    doing: "reading the replica's state",
  });
  return rows.map((row) => {
    const behind = column(row, replicaColumns.secondsBehind);
    const error = column(row, replicaColumns.ioError) || column(row, replicaColumns.sqlError);
    return {
      sourceHost: column(row, replicaColumns.sourceHost) ?? "",
      sourceUuid: column(row, replicaColumns.sourceUuid) || undefined,
      sourceId: column(row, replicaColumns.sourceServerId),
      ioRunning: column(row, replicaColumns.ioRunning) === "Yes",
      sqlRunning: column(row, replicaColumns.sqlRunning) === "Yes",
      secondsBehind: behind === undefined ? undefined : Number(behind),
      applied: {
        file: column(row, replicaColumns.appliedFile) ?? "",
        position: Number(column(row, replicaColumns.appliedPosition) ?? 0),
      },
      error: error || undefined,
    };
  });
}

/** The channels on which `target` replicates from `source` itself; positions of any other say nothing of it. */
export async function channelsFrom(source: Db, target: Db): Promise<ReplicaState[]> {
  const states = await replicaStates(target);
  if (states.length === 0) return [];
  const rows = await source.query<{ Variable_name: string; Value: string }>(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'server_id')",
  );
  const own = new Map(rows.map((row) => [row.Variable_name.toLowerCase(), String(row.Value)]));
  return states.filter(({ sourceUuid, sourceId }) =>
    sourceUuid !== undefined && own.has("server_uuid")
      ? sourceUuid === own.get("server_uuid")
      : sourceId !== undefined && sourceId !== "0" && sourceId === own.get("server_id"),
  );
}

export interface Containment {
  /** Whether every transaction of the source is on the target; undefined when neither GTIDs nor positions can tell. */
  contained?: boolean;
  how: "gtid" | "file and position" | "none";
  source: string;
  target: string;
  /** GTIDs of the source that the target lacks. */
  missing?: string;
}

/**
 * Whether the target has everything up to `source`, a position of `from`: by GTID_SUBSET where both have MySQL's GTIDs and the target
 * has the source's; by what it has replicated of MariaDB's domains; else by the file and position that it has applied as a replica of it.
 */
export async function contains(from: Db, target: Db, source: Position): Promise<Containment> {
  const states = await readReplica(from, target);
  if (source.gtid !== undefined && source.gtid !== "") {
    const own = await executedOn(target);
    // GTID sets of MySQL and MariaDB are not comparable.
    if (own !== undefined && isMariadbSet(own) === isMariadbSet(source.gtid)) {
      const seen = { how: "gtid", source: source.gtid, target: own } as const;
      if (target.server.flavour === "mariadb") {
        const reached = domainsContained(source.gtid, own);
        if (reached !== undefined) return { ...seen, contained: reached };
      } else {
        const [row] = await target.query<{ c: number; m: string }>(
          `SELECT GTID_SUBSET(${quoteText(source.gtid)}, ${quoteText(own)}) AS c, GTID_SUBTRACT(${quoteText(source.gtid)}, ${quoteText(own)}) AS m`,
        );
        // A target without any of the source's identifiers does not replicate by them, so they prove nothing.
        if (Number(row!.c) === 1 || sharesOrigin(source.gtid, own)) {
          return { ...seen, contained: Number(row!.c) === 1, missing: row!.m.replace(/\s+/g, "") || undefined };
        }
      }
    }
  }
  const applied = states.length === 1 && states[0]!.applied.file !== "" ? states[0]!.applied : undefined;
  const reached = applied && fileReached(applied, source);
  if (applied && reached !== undefined) {
    return {
      how: "file and position",
      source: `${source.file}:${source.position}`,
      target: `${applied.file}:${applied.position}`,
      contained: reached,
    };
  }
  return { how: "none", source: showPosition(source), target: "not a replica of it, and no GTID of it" };
}

async function readReplica(from: Db, target: Db): Promise<ReplicaState[]> {
  try {
    return await channelsFrom(from, target);
  } catch (error) {
    if (error instanceof StatementProblem) return [];
    throw error;
  }
}

/** What the target has executed or applied; undefined when it has no GTIDs. */
async function executedOn(db: Db): Promise<string | undefined> {
  if (db.server.flavour === "mariadb") {
    // Not gtid_current_pos: the server's own writes, in the same domain, count as much there as those that it replicates.
    const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_slave_pos AS g");
    return row?.g || undefined;
  }
  if (!hasGtid(db.server)) return undefined;
  const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_executed AS g");
  return (row?.g ?? "").replace(/\s+/g, "") || undefined;
}

/** True when two GTID sets contain the same server. */
export function sharesOrigin(a: string, b: string): boolean {
  const origins = (set: string) => new Set(set.split(",").map((part) => part.trim().split(":")[0]!.toLowerCase()));
  const other = origins(b);
  return [...origins(a)].some((origin) => other.has(origin));
}

/** True for MariaDB's kind of GTIDs. */
export function isMariadbSet(gtid: string): boolean {
  return gtid.split(",").every((part) => MARIADB.test(part.trim()));
}

/**
 * MariaDB: is every domain's sequence number reached (`domain-server-sequence`, comma-separated)? Undefined where one is, but was written
 * by another server than the source's: two servers count on in one domain, and the number alone does not tell whose transaction it is.
 */
export function domainsContained(source: string, target: string): boolean | undefined {
  const parse = (set: string) => {
    const found = new Map<string, { server: string; number: bigint }>();
    for (const gtid of set.split(",").map((one) => one.trim())) {
      if (gtid === "") continue;
      const [domain, server, sequence] = gtid.split("-");
      const number = BigInt(sequence ?? "0");
      if (number > (found.get(domain!)?.number ?? -1n)) found.set(domain!, { server: server!, number });
    }
    return found;
  };
  const reached = parse(target);
  const all = [...parse(source)].map(([domain, wanted]) => {
    const seen = reached.get(domain);
    if (seen === undefined || seen.number < wanted.number) return false;
    return seen.server === wanted.server ? true : undefined;
  });
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

/**
 * `binlog.000009` precedes `binlog.000010`, even when the number outgrows its digits; undefined for files with different base names:
 * they are two logs, and one says nothing about the other.
 */
export function compareFiles(a: string, b: string): number | undefined {
  const [left, right] = [a, b].map((name) => /^(.*)\.(\d+)$/.exec(name));
  if (!left || !right || left[1] !== right[1]) return undefined;
  const [mine, theirs] = [BigInt(left[2]!), BigInt(right[2]!)];
  return mine < theirs ? -1 : mine > theirs ? 1 : 0;
}

/** Whether `applied` has reached `wanted`; undefined when they are not positions in one log. */
export function fileReached(applied: Position, wanted: Position): boolean | undefined {
  if (!applied.file || !wanted.file) return undefined;
  const files = compareFiles(applied.file, wanted.file);
  if (files === undefined || applied.position === undefined || wanted.position === undefined) return undefined;
  return files > 0 || (files === 0 && applied.position >= wanted.position);
}
