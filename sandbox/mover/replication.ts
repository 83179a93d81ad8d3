import type { Connection } from "mysql2/promise";
import type { Access } from "../mysql/connect";
import { rowsOf } from "../mysql/connect";
import { hasNewWords, isMariadb, type Position } from "./position";

/** The result of SHOW SLAVE STATUS (or its newer name), normalised. */
export interface ReplicaStatus {
  /** State of the fetching thread: "Yes", "No", "Connecting", "Preparing". */
  fetching: string;
  fetchError: { code: number; text: string };
  applying: boolean;
  applyError: { code: number; text: string };
  lagSeconds?: number;
  /** The applying thread has applied everything fetched. */
  idle: boolean;
  /** GTIDs fetched since the start; "" in MariaDB. */
  fetched: string;
}

/**
 * Resets the target's own log, marks the snapshot's GTIDs as executed, then fetches the rest with the given account and
 * applies it.
 */
export async function startReplication(
  target: Connection,
  version: string,
  source: Access,
  position: Position,
): Promise<void> {
  const words = wordsOf(version);
  await target.query(words.stop);
  await target.query(words.resetReplica);
  await target.query(words.resetLog);
  if (isMariadb(version)) {
    await target.query("SET GLOBAL gtid_slave_pos = ?", [position.gtid]);
  } else {
    await target.query("SET GLOBAL gtid_purged = ?", [position.gtid]);
  }
  const settings: Record<string, string | number> = {
    HOST: source.host,
    PORT: source.port,
    USER: source.user,
    PASSWORD: source.password,
    CONNECT_RETRY: 1,
    SSL: source.ssl ? 1 : 0,
  };
  const list = Object.entries(settings).map(([name, value]) => `${words.prefix}_${name} = ${target.escape(value)}`);
  await target.query(`${words.change} ${[...list, ...words.position].join(", ")}`);
  await target.query(words.start);
}

export async function pauseReplication(target: Connection, version: string): Promise<void> {
  await target.query(wordsOf(version).stop);
}

/** Continues at the same position, with the given account from now on. */
export async function continueReplication(
  target: Connection,
  version: string,
  account: { user: string; password: string },
): Promise<void> {
  const { change, prefix, start } = wordsOf(version);
  await target.query(`${change} ${prefix}_USER = ?, ${prefix}_PASSWORD = ?`, [account.user, account.password]);
  await target.query(start);
}

/** Stops replication and forgets the source. A no-op on a server that does not replicate. */
export async function endReplication(target: Connection, version: string): Promise<void> {
  await target.query(wordsOf(version).stop);
  await target.query(wordsOf(version).resetReplica);
}

/** Undefined when the server is not a replica. */
export async function replicaStatus(target: Connection, version: string): Promise<ReplicaStatus | undefined> {
  const words = wordsOf(version);
  const [row] = await rowsOf<Record<string, string | number | null>>(target, words.status);
  if (!row) return undefined;
  const behind = row[words.behind];
  return {
    fetching: String(row[`${words.role}_IO_Running`]),
    fetchError: { code: Number(row.Last_IO_Errno), text: String(row.Last_IO_Error ?? "") },
    applying: row[`${words.role}_SQL_Running`] === "Yes",
    applyError: { code: Number(row.Last_SQL_Errno), text: String(row.Last_SQL_Error ?? "") },
    lagSeconds: behind === null || behind === undefined ? undefined : Number(behind),
    idle: /has read all relay log/i.test(String(row[`${words.role}_SQL_Running_State`])),
    fetched: String(row.Retrieved_Gtid_Set ?? "").replace(/\s+/g, ""),
  };
}

/** GTIDs that the target has applied, on one line. */
export async function appliedGtids(target: Connection, version: string): Promise<string> {
  const variable = isMariadb(version) ? "gtid_slave_pos" : "gtid_executed";
  const [row] = await rowsOf<{ g: string }>(target, `SELECT @@GLOBAL.${variable} AS g`);
  return row!.g.replace(/\s+/g, "");
}

interface Words {
  stop: string;
  start: string;
  resetReplica: string;
  resetLog: string;
  change: string;
  /** Keyword prefix of the settings in `change`. */
  prefix: "MASTER" | "SOURCE";
  position: string[];
  status: string;
  role: "Slave" | "Replica";
  behind: string;
}

function wordsOf(version: string): Words {
  if (hasNewWords(version))
    return {
      stop: "STOP REPLICA",
      start: "START REPLICA",
      resetReplica: "RESET REPLICA ALL",
      resetLog: "RESET BINARY LOGS AND GTIDS",
      change: "CHANGE REPLICATION SOURCE TO",
      prefix: "SOURCE",
      position: ["SOURCE_AUTO_POSITION = 1", "GET_SOURCE_PUBLIC_KEY = 1"],
      status: "SHOW REPLICA STATUS",
      role: "Replica",
      behind: "Seconds_Behind_Source",
    };
  return {
    stop: "STOP SLAVE",
    start: "START SLAVE",
    resetReplica: "RESET SLAVE ALL",
    resetLog: "RESET MASTER",
    change: "CHANGE MASTER TO",
    prefix: "MASTER",
    position: [isMariadb(version) ? "MASTER_USE_GTID = slave_pos" : "MASTER_AUTO_POSITION = 1"],
    status: "SHOW SLAVE STATUS",
    role: "Slave",
    behind: "Seconds_Behind_Master",
  };
}

/**
 * Wildcard patterns of a replication filter, with _ and % in names escaped.
 * @returns [] when everything moves
 */
export function filterOf(
  tables: "all" | ReadonlyArray<string | { database: string; tables: readonly string[] }>,
): string[] {
  if (tables === "all") return [];
  const escaped = (name: string) => name.replace(/[\\_%]/g, "\\$&");
  return tables.flatMap((one) =>
    typeof one === "string"
      ? [`${escaped(one)}.%`]
      : one.tables.map((table) => `${escaped(one.database)}.${escaped(table)}`),
  );
}
