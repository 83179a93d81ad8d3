import type { Version } from "../../../../model/mysql/server";

/**
 * Global variables of a fresh server that has been prepared for replication, with the defaults from each version's
 * manual; variables that a version does not have are absent.
 */
export function variablesOf(text: string, version: Version): Record<string, string> {
  const mariadb = /mariadb/i.test(text);
  const at = (major: number, minor = 0, patch = 0) =>
    version.major !== major
      ? version.major > major
      : version.minor !== minor
        ? version.minor > minor
        : version.patch >= patch;
  const mysql = (major: number, minor = 0, patch = 0) => !mariadb && at(major, minor, patch);
  const charset = mysql(8) ? "utf8mb4" : "utf8";
  const all: Record<string, string | false> = {
    version: text,
    version_comment: mariadb ? "mariadb.org binary distribution" : "MySQL Community Server (GPL)",
    basedir: "/usr/",
    server_id: "17",
    log_bin: "ON",
    binlog_format: "ROW",
    binlog_row_image: (mysql(5, 6, 2) || (mariadb && at(10, 1, 6))) && "FULL",
    binlog_transaction_compression: mysql(8, 0, 20) && "OFF",
    binlog_row_value_options: mysql(8) && "",
    log_bin_use_v1_row_events: mysql(5, 6) && !mysql(8, 3) && "OFF",
    log_bin_compress: mariadb && at(10, 2) && "OFF",
    expire_logs_days: !mysql(8, 4) && (mysql(8) ? "0" : "7"),
    binlog_expire_logs_seconds: (mysql(8) || (mariadb && at(10, 6))) && (mariadb ? "604800" : "2592000"),
    binlog_expire_logs_auto_purge: mysql(8, 0, 29) && "ON",
    gtid_mode: mysql(5, 6, 5) && "ON",
    enforce_gtid_consistency: mysql(5, 6, 9) && "ON",
    server_uuid: mysql(5, 6) && `uuid-${text}`,
    log_slave_updates: !mysql(8, 4) && "ON",
    log_replica_updates: mysql(8, 0, 26) && "ON",
    lower_case_table_names: "0",
    character_set_server: charset,
    collation_server: mysql(8) ? "utf8mb4_0900_ai_ci" : "utf8_general_ci",
    time_zone: "SYSTEM",
    system_time_zone: "UTC",
    sql_mode: "NO_ENGINE_SUBSTITUTION",
    explicit_defaults_for_timestamp: (mysql(5, 6, 6) || (mariadb && at(10, 1, 8))) && (mysql(8) ? "ON" : "OFF"),
    innodb_strict_mode: at(5, 1, 38) && (mysql(5, 7, 7) || (mariadb && at(10, 2)) ? "ON" : "OFF"),
    innodb_large_prefix: at(5, 5, 14) && !mysql(8) && !(mariadb && at(10, 3)) && (mysql(5, 7, 7) ? "ON" : "OFF"),
    tx_isolation: !mysql(8) && "REPEATABLE-READ",
    transaction_isolation: mysql(5, 7, 20) && "REPEATABLE-READ",
    max_allowed_packet: String(1024 ** 3),
    connect_timeout: "20",
    net_read_timeout: "600",
    net_write_timeout: "600",
    wait_timeout: "28800",
    group_concat_max_len: mariadb && at(10, 2, 4) ? "1048576" : "1024",
    block_encryption_mode: mysql(5, 6, 17) && "aes-128-ecb",
    log_bin_trust_function_creators: "ON",
    innodb_stats_on_metadata: at(5, 1, 17) && (mysql(5, 6, 6) || mariadb ? "OFF" : "ON"),
    local_infile: mysql(8) ? "OFF" : "ON",
    read_only: "OFF",
    super_read_only: mysql(5, 7, 8) && "OFF",
    event_scheduler: mysql(8) ? "ON" : "OFF",
    max_connections: "500",
    max_connect_errors: "100",
    skip_name_resolve: "ON",
    performance_schema: at(5, 5) && (mysql(5, 6, 6) ? "ON" : "OFF"),
    have_ssl: !mysql(8, 4) && "DISABLED",
    tls_version: mysql(5, 7, 10) && "TLSv1.2,TLSv1.3",
    require_secure_transport: mysql(5, 7, 8) && "OFF",
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== false));
}
