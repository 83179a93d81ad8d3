/**
 * Fixes for precheck items, by words in their item names and reason codes. Names differ between versions of DRS; an
 * item without an entry is shown with the vendor's own text only.
 */
const REMEDIES: readonly (readonly [words: RegExp, remedy: string])[] = [
  [/BINLOG_?IS_?OFF/i, "enable the binary log (log_bin requires a restart of a self-built server)"],
  [/BINLOG_?FORMAT/i, "SET GLOBAL binlog_format = 'ROW'; -- and in the parameter group; reconnect old sessions"],
  [/ROW_?IMAGE/i, "SET GLOBAL binlog_row_image = 'FULL'; -- and in the parameter group; reconnect old sessions"],
  [/EXPIRE_?LOGS/i, "keep binary logs for at least a day (Alibaba RDS: local_log_retention_hours)"],
  [/SERVER_?ID/i, "SET GLOBAL server_id = <a number that no other server has>;"],
  [/SERVER_?UUID/i, "source and target must be two different servers"],
  [/GTID/i, "SET GLOBAL gtid_mode = 'ON'; -- step by step through OFF_PERMISSIVE and ON_PERMISSIVE"],
  [
    /TBL_?NAME|lower_?case/i,
    "lower_case_table_names must be equal: recreate the target instance with the source's value",
  ],
  [/ISOLATION/i, "set transaction_isolation in the target's parameter template to the source's value"],
  [/STRICT_?MODE/i, "set innodb_strict_mode in the target's parameter template to the source's value"],
  [/SQL_?MODE/i, "set sql_mode in the target's parameter template to the source's value"],
  [/MAX_?ALLOWED_?PACKET/i, "raise max_allowed_packet in the target's parameter template"],
  [
    /EXISTED_?IN_?DST|OBJECT_?CONFLICT|NOT_?EMPTY/i,
    "the target must not contain the databases to migrate: drop them there, or migrate others",
  ],
  [/FOREIGN_?KEY/i, "also migrate every table that the foreign keys refer to"],
  [/DISK_?SIZE/i, "enlarge the target's volume (about 1.5 to 2.5 times the source's data)"],
  [/USED_?BY_?OTHER/i, "another task writes to the target: end it first"],
  [/PRIVILEGE|PRIVILEGES/i, "grant the migration account the privileges named in the text"],
  [/DB_?CONNECT|connection/i, "see the connection test: allowlist, security group, port, user and password"],
  [/DB_?VERSION/i, "the target's version must not be lower than the source's"],
  [/ENGINE_?TABLE/i, "ALTER TABLE … ENGINE = InnoDB for the tables named, or leave them out"],
];

export function remedyFor(words: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(words))?.[1];
}
