import { ALL, global, type Situation, table } from "../situation";

export const settings: Situation[] = [
  {
    check: "C74",
    name: "a key to a parent that is not unique",
    pairs: ["5.6 to 9"],
    source: [
      table("id INT PRIMARY KEY, c INT, KEY (c)"),
      "CREATE TABLE shop.u (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES shop.t (c))",
    ],
  },
  global("C15", "binlog_format", ["SET GLOBAL binlog_format = 'STATEMENT'"], [], ["5.6 to 5.6", "MariaDB to 9"]),
  global("C17", "binlog_row_image", ["SET GLOBAL binlog_row_image = 'MINIMAL'"]),
  {
    check: "C33",
    name: "another collation of the server",
    pairs: ["5.6 to 5.6", "5.6 to 9"],
    source: ["SET GLOBAL collation_server = 'latin1_german1_ci'"],
    target: ["SET GLOBAL collation_server = 'latin1_bin'"],
  },
  {
    check: "C33",
    name: "a collation that definitions leave out",
    pairs: ["5.6 to 9"],
    source: [table("id VARCHAR(10) PRIMARY KEY", "CHARACTER SET utf8mb4")],
  },
  {
    check: "C32",
    name: "three bytes a character",
    pairs: ["5.6 to 5.6", "5.6 to 9"],
    source: ["SET GLOBAL character_set_server = 'utf8'"],
    target: ["SET GLOBAL character_set_server = 'latin1'"],
  },
  {
    check: "C35",
    name: "modes that only MariaDB has",
    pairs: ["MariaDB to 9"],
    source: ["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES,EMPTY_STRING_IS_NULL'"],
    follows: [
      {
        line: /without it on the source too/,
        joins: true,
        does: { source: ["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES'"] },
      },
    ],
  },
  {
    check: "C35",
    name: "a mode that only MySQL has",
    pairs: ["9 to MariaDB"],
    source: ["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES,TIME_TRUNCATE_FRACTIONAL'"],
    follows: [
      {
        line: /without it on the source too/,
        joins: true,
        does: { source: ["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES'"] },
      },
    ],
  },
  {
    check: "C34",
    name: "another clock",
    pairs: ALL,
    options: { target: { "default-time-zone": "+08:00" } },
  },
  {
    check: "C37",
    name: "explicit_defaults_for_timestamp",
    pairs: ALL,
    options: {
      source: { "explicit-defaults-for-timestamp": "OFF" },
      target: { "explicit-defaults-for-timestamp": "ON" },
    },
  },
  global("C38", "innodb_strict_mode", [], ["SET GLOBAL innodb_strict_mode = OFF"], ALL),
  {
    check: "C38",
    name: "innodb_strict_mode that must be off",
    pairs: ["5.6 to 9"],
    input: { engine: "tencent-dts" },
  },
  {
    check: "C43",
    name: "functions that the target does not let create",
    pairs: ALL,
    options: { target: { "log-bin-trust-function-creators": 0 } },
    source: ["CREATE FUNCTION shop.one() RETURNS INT DETERMINISTIC RETURN 1"],
  },
  {
    check: "C47",
    name: "super_read_only",
    pairs: ["5.6 to 9"],
    target: ["SET GLOBAL super_read_only = ON"],
  },
  global("C32", "character_set_server", ["SET GLOBAL character_set_server = 'latin2'"]),
  global("C35", "sql_mode", ["SET GLOBAL sql_mode = 'NO_ZERO_DATE'"], [], ["5.6 to 5.6"]),
  global("C39", "isolation", ["SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE"], [], ["5.6 to 5.6", "5.6 to 9"]),
  global("C40", "max_allowed_packet", [], ["SET GLOBAL max_allowed_packet = 1048576"]),
  global("C41", "timeouts", ["SET GLOBAL wait_timeout = 5", "SET GLOBAL net_write_timeout = 10"]),
  global("C42", "group_concat_max_len", [], ["SET GLOBAL group_concat_max_len = 4096"]),
  global("C44", "innodb_stats_on_metadata", ["SET GLOBAL innodb_stats_on_metadata = ON"]),
  global("C46", "local_infile", [], ["SET GLOBAL local_infile = OFF"]),
  global("C47", "read_only", [], ["SET GLOBAL read_only = ON"], ["5.6 to 5.6", "5.6 to 9"]),
  { check: "C23", name: "the same server_id", pairs: ALL, target: ["SET GLOBAL server_id = <id of the source>"] },
];
