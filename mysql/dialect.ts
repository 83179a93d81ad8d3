import { atLeast, mariadbAtLeast, mysqlAtLeast, type ServerFacts } from "../model/mysql/server";

/**
 * Old and new names of every statement and variable renamed between MySQL 5.1 and 9.x or MariaDB 10.x. These names are
 * spelled nowhere else in the project.
 */
type Facts = Pick<ServerFacts, "flavour" | "version">;

export const statements = {
  /** Position in the server's own binary log. Renamed in 8.2; the old name was removed in 8.4. */
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
  forgetReplica: (s: Facts) => (mysqlAtLeast(s, 8, 0, 22) ? "RESET REPLICA ALL" : "RESET SLAVE ALL"),
  /** Unblocks hosts. FLUSH HOSTS was deprecated in 8.0.23 and removed in 8.4. */
  forgetHosts: (s: Facts) =>
    mysqlAtLeast(s, 8, 0, 23) ? "TRUNCATE TABLE performance_schema.host_cache" : "FLUSH HOSTS",
} as const;

/** Privileges whose name depends on the version. */
export const rights = {
  /** To read a replica's state; MariaDB split it from REPLICATION CLIENT in 10.5.9. */
  replicaStatus: (s: Facts) => (mariadbAtLeast(s, 10, 5, 9) ? "SLAVE MONITOR" : "REPLICATION CLIENT"),
} as const;

/** Columns of `replicaStatus`, old and new. */
export const replicaColumns = {
  sourceHost: ["Source_Host", "Master_Host"],
  sourcePort: ["Source_Port", "Master_Port"],
  ioRunning: ["Replica_IO_Running", "Slave_IO_Running"],
  sqlRunning: ["Replica_SQL_Running", "Slave_SQL_Running"],
  secondsBehind: ["Seconds_Behind_Source", "Seconds_Behind_Master"],
  readFile: ["Source_Log_File", "Master_Log_File"],
  readPosition: ["Read_Source_Log_Pos", "Read_Master_Log_Pos"],
  appliedFile: ["Relay_Source_Log_File", "Relay_Master_Log_File"],
  appliedPosition: ["Exec_Source_Log_Pos", "Exec_Master_Log_Pos"],
  sourceServerId: ["Source_Server_Id", "Master_Server_Id"],
  sourceUuid: ["Source_UUID", "Master_UUID"],
  executedGtids: ["Executed_Gtid_Set"],
  ioError: ["Last_IO_Error"],
  sqlError: ["Last_SQL_Error"],
} as const;

/** The first of the names that the row has; undefined when the server's version has none. */
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
} as const;

/** The name under which a variable is set on this server. */
export const settable = {
  isolation: (s: Facts) =>
    mysqlAtLeast(s, 5, 7, 20) || mariadbAtLeast(s, 11, 1) ? "transaction_isolation" : "tx_isolation",
  logReplicaUpdates: (s: Facts) => (mysqlAtLeast(s, 8, 0, 26) ? "log_replica_updates" : "log_slave_updates"),
  binlogExpire: (s: Facts) =>
    mysqlAtLeast(s, 8) || mariadbAtLeast(s, 10, 6) ? "binlog_expire_logs_seconds" : "expire_logs_days",
} as const;

/** Variables with a different name in the option file; under the variable's own name the server would not start. */
const OPTIONS: Record<string, string> = { tx_isolation: "transaction-isolation", time_zone: "default-time-zone" };

/** The name of a variable in the option file. */
export function optionName(variable: string): string {
  return OPTIONS[variable] ?? variable.replace(/_/g, "-");
}

/** True when the variable can be set at run time. Some became dynamic only in a later version. */
export function isDynamic(s: Facts, variable: string): boolean {
  switch (variable) {
    case "explicit_defaults_for_timestamp":
      return mysqlAtLeast(s, 8) || mariadbAtLeast(s, 10, 8, 4);
    case "enforce_gtid_consistency":
    case "gtid_mode":
      return mysqlAtLeast(s, 5, 7, 6);
    case "log_bin_use_v1_row_events":
      return mysqlAtLeast(s, 8, 0, 18);
    case "innodb_directories":
    case "lower_case_table_names":
    case "log_bin":
    case "log_replica_updates":
    case "log_slave_updates":
    case "skip_name_resolve":
      return false;
    default:
      return true;
  }
}

/** False for the dynamic variables that SET PERSIST refuses. */
export function isPersistable(variable: string): boolean {
  return variable !== "restrict_fk_on_non_standard_key";
}

/**
 * Value of a variable under any of its names; undefined when this server has none of them (which must never count as a
 * pass).
 */
export function variable(all: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = all.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return undefined;
}

/** InnoDB's own tables in information_schema lost the prefix `SYS_` in 8.0. */
export function innodbTable(s: Facts, name: "TABLES" | "TABLESPACES" | "INDEXES"): string {
  return mysqlAtLeast(s, 8) ? `INNODB_${name}` : `INNODB_SYS_${name}`;
}

/** True when the server has MySQL's GTIDs (`gtid_executed`). */
export function hasGtid(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 6, 5);
}

/** True when the server accepts `SET SESSION TRANSACTION READ ONLY`. */
export function hasReadOnlyTransactions(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 6, 5) || mariadbAtLeast(s, 10);
}

/**
 * How accounts are created: 5.x uses GRANT ... IDENTIFIED BY; from 5.7.6 (MariaDB 10.2), CREATE and ALTER USER do
 * everything.
 */
export function hasAlterUser(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 7, 6) || mariadbAtLeast(s, 10, 2);
}

/** True when accounts can be locked: from MySQL 5.7.6 and MariaDB 10.4.2. */
export function mayLock(s: Facts): boolean {
  return mysqlAtLeast(s, 5, 7, 6) || mariadbAtLeast(s, 10, 4, 2);
}

/** True when accounts have a comment: `CREATE USER … COMMENT`, from MySQL 8.0.21; MariaDB has none. */
export function keepsComments(s: Facts): boolean {
  return mysqlAtLeast(s, 8, 0, 21);
}

/** True when the server has 4-byte UTF-8 (5.5.3). */
export function hasUtf8mb4(s: Facts): boolean {
  return atLeast(s.version, 5, 5, 3);
}
