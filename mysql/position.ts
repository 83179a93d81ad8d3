import type { Db } from "./connect";
import { column, hasGtid, replicaColumns, statements } from "./names";
import { StatementProblem } from "./problem";
import { quoteText } from "./sql";

/** Where a server's own binary log stands. */
export interface Position {
  /** Absent when the binary log is off. */
  file?: string;
  position?: number;
  /** `gtid_executed`, or MariaDB's `gtid_binlog_pos`; empty when there are none; absent where the server has no GTIDs or they are off. */
  gtid?: string;
}

/** @throws StatementProblem when the account may not look (REPLICATION CLIENT) */
export async function readPosition(db: Db): Promise<Position> {
  const [row] = await db.query<Record<string, unknown>>(statements.binaryLogStatus(db.server), [], {
    doing: "reading the binary log's position",
  });
  const position: Position = row === undefined ? {} : { file: String(row["File"]), position: Number(row["Position"]) };
  if (db.server.flavour === "mariadb") {
    const [own] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_binlog_pos AS g");
    if (own?.g) position.gtid = own.g;
  } else if (hasGtid(db.server)) {
    const [own] = await db.query<{ g: string | null; m: string }>(
      "SELECT @@GLOBAL.gtid_executed AS g, @@GLOBAL.gtid_mode AS m",
    );
    if (own && own.m !== "OFF") position.gtid = (own.g ?? "").replace(/\s+/g, "");
  }
  return position;
}

/** Reads `binlog.000007:4711`, a set of GTIDs (`3e11fa47-…:1-56`), or MariaDB's (`0-1-56`); undefined when it is none. */
export function parsePosition(text: string): Position | undefined {
  const given = text.replace(/\s+/g, "");
  if (/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+(-\d+)?)+,?)+$/i.test(given)) return { gtid: given };
  if (/^(\d+-\d+-\d+,?)+$/.test(given)) return { gtid: given };
  const [, file, position] = /^([^:,]+\.\d+):(\d+)$/.exec(given) ?? [];
  return file === undefined ? undefined : { file, position: Number(position) };
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
  ioRunning: boolean;
  sqlRunning: boolean;
  /** Undefined while the lag is not known (a thread is stopped). */
  secondsBehind?: number;
  /** Up to where the source's binary log has been applied. */
  applied: { file: string; position: number };
  error?: string;
}

/** Channels of the server as a replica; empty when it is none. */
export async function replicaStates(db: Db): Promise<ReplicaState[]> {
  const rows = await db.query<Record<string, unknown>>(statements.replicaStatus(db.server), [], {
    doing: "reading the replica's state",
  });
  return rows.map((row) => {
    const behind = column(row, replicaColumns.secondsBehind);
    const error = column(row, replicaColumns.ioError) || column(row, replicaColumns.sqlError);
    return {
      sourceHost: column(row, replicaColumns.sourceHost) ?? "",
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

export interface Containment {
  /** Every transaction of the source is on the target; undefined when neither GTIDs nor positions can tell. */
  contained?: boolean;
  how: "gtid" | "file and position" | "none";
  source: string;
  target: string;
  /** GTIDs of the source that the target lacks. */
  missing?: string;
}

/**
 * Does the target hold everything up to `source`? By GTID_SUBSET where both have MySQL's GTIDs and the target knows the
 * source's; by MariaDB's domains; else by the applied file and position of the target as a replica.
 */
export async function contains(target: Db, source: Position): Promise<Containment> {
  const states = await readReplica(target);
  if (source.gtid !== undefined && source.gtid !== "") {
    const own = await executedOn(target);
    if (own !== undefined) {
      const seen = { how: "gtid", source: source.gtid, target: own } as const;
      if (target.server.flavour === "mariadb") return { ...seen, contained: domainsContained(source.gtid, own) };
      const [row] = await target.query<{ c: number; m: string }>(
        `SELECT GTID_SUBSET(${quoteText(source.gtid)}, ${quoteText(own)}) AS c, GTID_SUBTRACT(${quoteText(source.gtid)}, ${quoteText(own)}) AS m`,
      );
      // A target that has none of the source's identifiers does not replicate by them: they say nothing about it.
      if (Number(row!.c) === 1 || sharesOrigin(source.gtid, own)) {
        return { ...seen, contained: Number(row!.c) === 1, missing: row!.m.replace(/\s+/g, "") || undefined };
      }
    }
  }
  if (states.length === 1 && source.file !== undefined && states[0]!.applied.file !== "") {
    const { applied } = states[0]!;
    return {
      how: "file and position",
      source: `${source.file}:${source.position}`,
      target: `${applied.file}:${applied.position}`,
      contained:
        compareFiles(applied.file, source.file) > 0 ||
        (applied.file === source.file && applied.position >= (source.position ?? 0)),
    };
  }
  return { how: "none", source: showPosition(source), target: "not a replica of it, and no GTID of it" };
}

async function readReplica(db: Db): Promise<ReplicaState[]> {
  try {
    return await replicaStates(db);
  } catch (error) {
    if (error instanceof StatementProblem) return [];
    throw error;
  }
}

/** What the target has executed or applied; undefined where it has no GTIDs. */
async function executedOn(db: Db): Promise<string | undefined> {
  if (db.server.flavour === "mariadb") {
    const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_current_pos AS g");
    return row?.g ?? undefined;
  }
  if (!hasGtid(db.server)) return undefined;
  const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_executed AS g");
  return (row?.g ?? "").replace(/\s+/g, "") || undefined;
}

/** Do two GTID sets name a server in common? */
export function sharesOrigin(a: string, b: string): boolean {
  const origins = (set: string) => new Set(set.split(",").map((part) => part.trim().split(":")[0]!.toLowerCase()));
  const other = origins(b);
  return [...origins(a)].some((origin) => other.has(origin));
}

/** MariaDB: every domain's sequence number reached (`domain-server-sequence`, comma separated). */
export function domainsContained(source: string, target: string): boolean {
  const parse = (set: string) =>
    new Map(
      set
        .split(",")
        .filter(Boolean)
        .map((gtid) => [gtid.trim().split("-")[0]!, BigInt(gtid.trim().split("-")[2] ?? "0")]),
    );
  const reached = parse(target);
  return [...parse(source)].every(([domain, sequence]) => (reached.get(domain) ?? -1n) >= sequence);
}

/** `binlog.000009` before `binlog.000010`, also when the number outgrew its digits. */
export function compareFiles(a: string, b: string): number {
  return Number(a.split(".").at(-1)) - Number(b.split(".").at(-1));
}
