import { atLeast, mariadbAtLeast, mysqlAtLeast, type ServerFacts } from "./server";

/**
 * The old and the new name of every statement and variable that changed between MySQL 5.1 and 9.x or MariaDB 10.x.
 * Nobody else in the project spells these names.
 */
type Facts = Pick<ServerFacts, "flavour" | "version">;

export const statements = {
  /** Position of the server's own binary log. Renamed in 8.2, the old name gone in 8.4. */
  binaryLogStatus: (s: Facts) => (mysqlAtLeast(s, 8, 2) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS"),
  /** The list of binary logs: `SHOW BINARY LOGS` on every version since 4.1. */
  binaryLogs: (_: Facts) => "SHOW BINARY LOGS",
  /** State of a replica's channels. Renamed in 8.0.22; MariaDB shows all connections with ALL (10.0). */
  replicaStatus: (s: Facts) =>
    mysqlAtLeast(s, 8, 0, 22)
      ? "SHOW REPLICA STATUS"
      : mariadbAtLeast(s, 10)
        ? "SHOW ALL SLAVES STATUS"
        : "SHOW SLAVE STATUS",
  /** Replicas registered with this server. Renamed in 8.0.22. */
  replicas: (s: Facts) => (mysqlAtLeast(s, 8, 0, 22) ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS"),
  stopReplica: (s: Facts) => (mysqlAtLeast(s, 8, 0, 22) ? "STOP REPLICA" : "STOP SLAVE"),
  startReplica: (s: Facts) => (mysqlAtLeast(s, 8, 0, 22) ? "START REPLICA" : "START SLAVE"),
} as const;

/** Columns of `replicaStatus`, old and new. */
export const replicaColumns = {
  sourceHost: ["Source_Host", "Master_Host"],
  ioRunning: ["Replica_IO_Running", "Slave_IO_Running"],
  sqlRunning: ["Replica_SQL_Running", "Slave_SQL_Running"],
  secondsBehind: ["Seconds_Behind_Source", "Seconds_Behind_Master"],
  readFile: ["Source_Log_File", "Master_Log_File"],
  readPosition: ["Read_Source_Log_Pos", "Read_Master_Log_Pos"],
  appliedFile: ["Relay_Source_Log_File", "Relay_Master_Log_File"],
  appliedPosition: ["Exec_Source_Log_Pos", "Exec_Master_Log_Pos"],
  sourceUuid: ["Source_UUID", "Master_UUID"],
  executedGtids: ["Executed_Gtid_Set"],
  ioError: ["Last_IO_Error"],
  sqlError: ["Last_SQL_Error"],
} as const;

/** The first of the names that the row has; undefined when the server's version has none of them. */
export function column(row: Record<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) if (row[name] !== undefined && row[name] !== null) return String(row[name]);
  return undefined;
}

/** Variables with more than one name; the newest first. Read with `variable()`. */
export const variables = {
  isolation: ["transaction_isolation", "tx_isolation"],
  logReplicaUpdates: ["log_replica_updates", "log_slave_updates"],
  binlogExpireSeconds: ["binlog_expire_logs_seconds"],
  binlogExpireDays: ["expire_logs_days"],
  haveTls: ["have_ssl", "have_openssl"],
  tlsVersions: ["tls_version"],
  /** Alibaba RDS and others keep binary logs by their own clock; these are their names for it, in hours. */
  managedRetentionHours: ["binlog_retention_hours", "loose_binlog_retention_hours"],
} as const;

/** Value of a variable by its names; undefined when this server has none of them (never a pass). */
export function variable(all: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = all.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return undefined;
}

/** InnoDB's own tables in information_schema lost their `SYS_` in 8.0. */
export function innodbTable(s: Facts, name: "TABLES" | "TABLESPACES" | "INDEXES"): string {
  return mysqlAtLeast(s, 8) ? `INNODB_${name}` : `INNODB_SYS_${name}`;
}

/** Does the server know GTIDs of MySQL's kind (`gtid_executed`)? */
export function hasGtid(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 6, 5);
}

/** Does the server accept `SET SESSION TRANSACTION READ ONLY`? */
export function hasReadOnlyTransactions(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 6, 5) || mariadbAtLeast(s, 10);
}

/** How accounts are made: 5.x grants with IDENTIFIED BY; from 5.7.6 (MariaDB 10.2) CREATE/ALTER USER carry everything. */
export function hasAlterUser(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 7, 6) || mariadbAtLeast(s, 10, 2);
}

/** Does the server have 4-byte UTF-8 (5.5.3)? */
export function hasUtf8mb4(s: Facts): boolean {
  return atLeast(s.version, 5, 5, 3);
}
