import { setTimeout as sleep } from "node:timers/promises";
import { isLoopback } from "../model/addresses/loopback";
import type { Db } from "./connect";
import { column, hasGtid, replicaColumns, statements } from "./dialect";
import { globalsOf } from "./facts/globals";
import {
  domainsAhead,
  domainsContained,
  fileReached,
  isMariadbSet,
  type Position,
  readPosition,
  sharesOrigin,
  showPosition,
} from "./position";
import { StatementProblem } from "./problem";
import { quoteText } from "./sql";

/** A replication filter such as `Replicate_Wild_Do_Table`, and its list. */
export interface ReplicaFilter {
  name: string;
  value: string;
}

/** One replication channel of a replica. */
export interface ReplicaState {
  sourceHost: string;
  sourcePort?: number;
  /** The server it replicates from; the UUID is absent before 5.6 and on MariaDB. */
  sourceUuid?: string;
  sourceId?: string;
  ioRunning: boolean;
  sqlRunning: boolean;
  /** Undefined while the lag is unknown (a thread is stopped). */
  secondsBehind?: number;
  /** Position in the source's binary log that has been applied. */
  applied: { file: string; position: number };
  /** Filters that exclude part of what it replicates. */
  filters: ReplicaFilter[];
  error?: string;
}

/**
 * `Replicate_Do_DB`, `Replicate_Wild_Ignore_Table`, MariaDB's `Replicate_Ignore_Domain_Ids`; not
 * `Replicate_Ignore_Server_Ids`, which only breaks loops.
 */
const FILTER = /^Replicate_((Wild_)?(Do|Ignore)_(DB|Table|Domain_Ids)|Rewrite_DB)$/i;

/** The server's replication channels; empty when it is not a replica. */
export async function replicaStates(db: Db): Promise<ReplicaState[]> {
  const rows = await db.query<Record<string, unknown>>(statements.replicaStatus(db.server), [], {
    doing: "reading the replica's state",
  });
  return rows.map((row) => {
    const behind = column(row, replicaColumns.secondsBehind);
    const error = column(row, replicaColumns.ioError) || column(row, replicaColumns.sqlError);
    return {
      sourceHost: column(row, replicaColumns.sourceHost) ?? "",
      sourcePort: Number(column(row, replicaColumns.sourcePort)) || undefined,
      sourceUuid: column(row, replicaColumns.sourceUuid) || undefined,
      sourceId: column(row, replicaColumns.sourceServerId),
      ioRunning: column(row, replicaColumns.ioRunning) === "Yes",
      sqlRunning: column(row, replicaColumns.sqlRunning) === "Yes",
      secondsBehind: behind === undefined ? undefined : Number(behind),
      applied: {
        file: column(row, replicaColumns.appliedFile) ?? "",
        position: Number(column(row, replicaColumns.appliedPosition) ?? 0),
      },
      filters: Object.entries(row).flatMap(([name, value]) =>
        FILTER.test(name) && value ? [{ name, value: String(value) }] : [],
      ),
      error: error || undefined,
    };
  });
}

/**
 * The channels on which `target` replicates directly from `source`; positions of other channels say nothing about it.
 * Without UUIDs, two servers may have the same server_id, so the address must match as well.
 */
export async function channelsFrom(source: Db, target: Db): Promise<ReplicaState[]> {
  const states = await replicaStates(target);
  if (states.length === 0) return [];
  const own = await globalsOf(source, ["server_uuid", "server_id", "hostname", "port", "report_host", "report_port"]);
  const uuid = own.get("server_uuid");
  const untold = uuid === undefined || states.some(({ sourceUuid }) => sourceUuid === undefined);
  const there = untold ? (await globalsOf(target, ["hostname"])).get("hostname") : undefined;
  return states.filter(({ sourceUuid, sourceId, ...place }) =>
    sourceUuid !== undefined && uuid !== undefined
      ? sourceUuid === uuid
      : sourceId !== undefined &&
        sourceId !== "0" &&
        sourceId === own.get("server_id") &&
        isAt(source, own, there, place),
  );
}

/**
 * Whether the address that a replica reads from is the source's: the address at which it was reached, or what it
 * reports itself.
 */
function isAt(
  source: Db,
  own: ReadonlyMap<string, string>,
  replicasMachine: string | undefined,
  { sourceHost, sourcePort }: Pick<ReplicaState, "sourceHost" | "sourcePort">,
): boolean {
  const host = sourceHost.toLowerCase();
  const itsPort = Number(own.get("port"));
  // Loopback always means the replica's own machine.
  if (isLoopback(host)) return own.get("hostname") === replicasMachine && sourcePort === itsPort;
  const reached = [source.host, source.remoteAddress].some((one) => one?.toLowerCase() === host);
  if (reached && sourcePort === source.port) return true;
  const named = (name: string, port: number) => own.get(name)?.toLowerCase() === host && sourcePort === port;
  return named("hostname", itsPort) || named("report_host", Number(own.get("report_port")) || itsPort);
}

export interface Containment {
  /**
   * Whether every transaction of the source is on the target; undefined when neither GTIDs nor positions can show it.
   */
  contained?: boolean;
  how: "gtid" | "file and position" | "none";
  source: string;
  target: string;
  /** GTIDs of the source that are missing on the target. */
  missing?: string;
  /** Why the target's GTIDs or position prove nothing. */
  why?: string;
}

/**
 * Whether the target has everything up to `source`, a position of `from`: by GTID_SUBSET when both have MySQL's GTIDs
 * and the target has some of the source's; by MariaDB's replicated domains; otherwise by the file and position that it
 * has applied as a replica.
 */
export async function contains(from: Db, target: Db, source: Position): Promise<Containment> {
  const states = await readReplica(from, target);
  const none = {
    how: "none",
    source: showPosition(source),
    target: "not a replica of it, and without its GTIDs",
  } as const;
  if (source.gtid !== undefined && source.gtid !== "") {
    const own = await executedOn(target);
    // GTID sets of MySQL and MariaDB are not comparable.
    if (own !== undefined && isMariadbSet(own) === isMariadbSet(source.gtid)) {
      const seen = { how: "gtid", source: source.gtid, target: own } as const;
      if (target.server.flavour === "mariadb") {
        // Only the server_id identifies whose transactions these are, and other servers may have the same one, so there
        // must be a channel from the source.
        const reached = states.length > 0 ? domainsContained(source.gtid, own) : undefined;
        if (reached && (await staysAhead(from, own)))
          return { ...none, why: `the target is at ${own}, ahead of the source` };
        if (reached !== undefined) return { ...seen, contained: reached };
      } else {
        const [row] = await target.query<{ c: number; m: string }>(
          `SELECT GTID_SUBSET(${quoteText(source.gtid)}, ${quoteText(own)}) AS c, GTID_SUBTRACT(${quoteText(source.gtid)}, ${quoteText(own)}) AS m`,
        );
        const contained = Number(row!.c) === 1;
        const beyond = contained ? await beyondSource(from, target, own) : undefined;
        if (beyond) return { ...none, why: `the target has ${beyond}, which the source never wrote` };
        // A target with none of the source's GTIDs does not replicate by GTID, so they prove nothing.
        if (contained || sharesOrigin(source.gtid, own))
          return { ...seen, contained, missing: row!.m.replace(/\s+/g, "") || undefined };
      }
    }
  }
  const [channel] = states;
  if (channel === undefined || states.length > 1) return none;
  const reached = fileReached(channel.applied, source);
  if (reached !== undefined) {
    return {
      how: "file and position",
      source: `${source.file}:${source.position}`,
      target: `${channel.applied.file}:${channel.applied.position}`,
      contained: reached,
    };
  }
  // It has only just become a replica.
  if (channel.applied.file === "")
    return { how: "file and position", source: showPosition(source), target: "nothing applied yet", contained: false };
  return none;
}

/** A replica may have applied a transaction before its source has added it to gtid_executed. */
const COUNTED = { times: 20, everyMs: 50 };

/**
 * GTIDs under the source's own UUID that the source lacks: the target has a different history, from before the source
 * was restored.
 */
async function beyondSource(source: Db, target: Db, executed: string): Promise<string | undefined> {
  let beyond = executed;
  for (let n = 0; n < COUNTED.times; n += 1) {
    if (n > 0) await sleep(COUNTED.everyMs);
    const [own] = await source.query<{ u: string; g: string }>(
      "SELECT @@GLOBAL.server_uuid AS u, @@GLOBAL.gtid_executed AS g",
    );
    const its = beyond.split(",").filter((part) => own !== undefined && part.startsWith(`${own.u.toLowerCase()}:`));
    if (its.length === 0) return undefined;
    const [row] = await target.query<{ m: string }>(
      `SELECT GTID_SUBTRACT(${quoteText(its.join(","))}, ${quoteText(own!.g)}) AS m`,
    );
    beyond = row!.m.replace(/\s+/g, "");
    if (beyond === "") return undefined;
  }
  return beyond;
}

async function staysAhead(source: Db, reached: string): Promise<boolean> {
  for (let n = 0; n < COUNTED.times; n += 1) {
    if (n > 0) await sleep(COUNTED.everyMs);
    if (!domainsAhead(reached, (await readPosition(source)).gtid ?? "")) return false;
  }
  return true;
}

async function readReplica(from: Db, target: Db): Promise<ReplicaState[]> {
  try {
    return await channelsFrom(from, target);
  } catch (error) {
    if (error instanceof StatementProblem) return [];
    throw error;
  }
}

/** GTIDs that the target has executed or applied; undefined when it has none. */
async function executedOn(db: Db): Promise<string | undefined> {
  if (db.server.flavour === "mariadb") {
    // Not gtid_current_pos, which also counts the server's own writes in the same domain.
    const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_slave_pos AS g");
    return row?.g || undefined;
  }
  if (!hasGtid(db.server)) return undefined;
  const [row] = await db.query<{ g: string | null }>("SELECT @@GLOBAL.gtid_executed AS g");
  return (row?.g ?? "").replace(/\s+/g, "") || undefined;
}

/**
 * Settings that keep writes out of the server's binary log, so that its position stands still while writes go on;
 * undefined when there are none.
 */
export async function binaryLogFilters(db: Db): Promise<string | undefined> {
  const [row] = await db.query<Record<string, unknown>>(statements.binaryLogStatus(db.server), [], {
    doing: "reading the binary log's filters",
  });
  const found = ["Binlog_Do_DB", "Binlog_Ignore_DB"]
    .filter((name) => row?.[name])
    .map((name) => `${name} ${row![name]}`);
  const all = await globalsOf(db, ["log_replica_updates", "log_slave_updates", "wsrep_on", "sql_log_bin"]);
  // Before 5.6, it could be disabled for all new sessions.
  if (all.get("sql_log_bin") === "OFF") found.push("sql_log_bin = OFF");
  if ((all.get("log_replica_updates") ?? all.get("log_slave_updates")) === "OFF") {
    if (all.get("wsrep_on") === "ON") found.push("writes of the cluster's other nodes: log_slave_updates = OFF");
    const from = (await replicaStates(db)).map(({ sourceHost }) => sourceHost);
    if (from.length > 0) found.push(`what it replicates from ${from.join(", ")}: log_replica_updates = OFF`);
  }
  return found.join(", ") || undefined;
}
