import type { CheckInput } from "../../../../mysql/preflight";
import type { MysqldOptions } from "../../../../sandbox/mysql/options";

/** Pairs of real servers. */
export const PAIRS = {
  "5.6 to 5.6": { source: "mysql56", target: "mysql56" },
  "5.6 to 9": { source: "mysql56", target: "mysql9" },
  "MariaDB to 9": { source: "mariadb", target: "mysql9" },
  "9 to MariaDB": { source: "mysql9", target: "mariadb" },
} as const;
export type Pair = keyof typeof PAIRS;

/** What makes a check warn or fail, so that its remedy is run there as it was printed. */
export interface Situation {
  check: string;
  name: string;
  pairs: Pair[];
  /** Run on the source, in the database `shop`. */
  source?: string[];
  target?: string[];
  input?: Partial<CheckInput>;
  /** The account `ferry` on the source with these rights instead of the administrator; its password. */
  account?: { rights: string[]; password: string };
  /** What the person fills in. */
  fill?: Record<string, string>;
  /** A way that only lifts the target's refusal leaves this: the tables still have no key. */
  leaves?: "warning";
  /** Every definition is tried, on a server of the target's version. */
  scratch?: true;
}

/** Strict where the remedies run: a statement that only a lenient session takes is no remedy. */
export const STRICT: MysqldOptions = {
  "innodb-strict-mode": "ON",
  "sql-mode": "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
};

const OLD: Pair[] = ["5.6 to 5.6", "5.6 to 9"];
const ALL: Pair[] = [...OLD, "MariaDB to 9", "9 to MariaDB"];
const LENIENT = ["SET SESSION innodb_strict_mode = 0", "SET SESSION sql_mode = ''"];
const table = (columns: string, rest = "") => `CREATE TABLE shop.t (${columns}) ${rest}`;
const global = (
  check: string,
  name: string,
  source: string[],
  target: string[] = [],
  pairs: Pair[] = ["5.6 to 5.6", "9 to MariaDB"],
): Situation => ({
  check,
  name,
  pairs,
  source,
  target,
});

const objects: Situation[] = [
  {
    check: "C12",
    name: "a short password",
    pairs: ALL,
    account: { rights: ["ALL PRIVILEGES ON *.*"], password: "short" },
    fill: { "<8 to 32 letters and digits>": "Correct1horse" },
  },
  {
    check: "C33",
    name: "collations of a database, a table and a column that the target lacks",
    pairs: ["MariaDB to 9"],
    source: [
      "ALTER DATABASE shop CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci",
      table("id INT PRIMARY KEY, a VARCHAR(10)", "CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci"),
      "CREATE TABLE shop.u (id INT PRIMARY KEY, a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_cs) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    ],
    target: ["SET GLOBAL collation_server = 'latin1_swedish_ci'"],
  },
  {
    check: "C45",
    name: "ROW_FORMAT=FIXED on InnoDB",
    pairs: OLD,
    source: [...LENIENT, table("id INT PRIMARY KEY", "ROW_FORMAT=FIXED")],
  },
  { check: "C48", name: "MyISAM", pairs: ALL, source: [table("id INT PRIMARY KEY", "ENGINE=MyISAM")] },
  {
    check: "C48",
    name: "MyISAM with ROW_FORMAT=FIXED and KEY_BLOCK_SIZE",
    pairs: ALL,
    source: [table("id INT PRIMARY KEY", "ENGINE=MyISAM ROW_FORMAT=FIXED KEY_BLOCK_SIZE=1024")],
  },
  {
    check: "C48",
    name: "MyISAM that numbers within a group",
    pairs: ALL,
    source: [table("g INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (g, id)", "ENGINE=MyISAM")],
  },
  { check: "C49", name: "no key", pairs: ALL, source: [table("a INT")] },
  { check: "C49", name: "no key, and a column row_id", pairs: ALL, source: [table("Row_ID INT, row_id_2 INT")] },
  {
    check: "C49",
    name: "no key, and a numbered column",
    pairs: OLD,
    source: [table("g INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, KEY (id)")],
  },
  {
    check: "C49",
    name: "no key where the target wants one",
    pairs: ["5.6 to 9", "MariaDB to 9"],
    leaves: "warning",
    source: [table("row_id INT")],
    target: ["SET GLOBAL sql_require_primary_key = ON"],
  },
  {
    check: "C53",
    name: "views that the account may not read",
    pairs: ["5.6 to 5.6", "5.6 to 9"],
    source: [table("id INT PRIMARY KEY"), "CREATE VIEW shop.v AS SELECT id FROM shop.t"],
    account: { rights: ["SELECT ON *.*", "PROCESS, REPLICATION CLIENT ON *.*"], password: "Correct1horse" },
  },
  {
    check: "C53",
    name: "routines that the account may not read",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    source: ["CREATE PROCEDURE shop.p() SELECT 1"],
    account: { rights: ["SELECT, EXECUTE ON shop.*"], password: "Correct1horse" },
  },
  {
    check: "C66",
    name: "an approximate number in a key",
    pairs: ALL,
    source: [table("id DOUBLE NOT NULL PRIMARY KEY, f FLOAT, UNIQUE KEY (f)"), "INSERT INTO shop.t VALUES (1.5, NULL)"],
    input: { engine: "alibaba-dts" },
  },
  {
    check: "C67",
    name: "exhausted numbers",
    pairs: ALL,
    source: [
      table("id TINYINT NOT NULL AUTO_INCREMENT PRIMARY KEY", "AUTO_INCREMENT=127"),
      "INSERT INTO shop.t VALUES (NULL)",
    ],
  },
  {
    check: "C67",
    name: "numbers above 80 %",
    pairs: ALL,
    source: [table("id TINYINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY"), "INSERT INTO shop.t VALUES (220)"],
  },
  {
    check: "C76",
    name: "the target numbers keyless tables, and a column row_id",
    pairs: ["5.6 to 9", "MariaDB to 9"],
    source: [table("row_id INT")],
    target: ["SET GLOBAL sql_generate_invisible_primary_key = ON"],
  },
];

const definitions: Situation[] = [
  {
    check: "C73",
    name: "collations that the target lacks",
    pairs: ["MariaDB to 9"],
    source: [
      "ALTER DATABASE shop CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci",
      table("id INT PRIMARY KEY, a VARCHAR(10)", "CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci"),
    ],
  },
  {
    check: "C73",
    name: "a row format that InnoDB does not have",
    pairs: ["5.6 to 9"],
    source: [...LENIENT, table("id INT PRIMARY KEY", "ROW_FORMAT=FIXED")],
  },
  {
    check: "C73",
    name: "partitions of MyISAM with ROW_FORMAT=FIXED",
    pairs: ["5.6 to 9"],
    source: [table("id INT NOT NULL, KEY (id)", "ENGINE=MyISAM ROW_FORMAT=FIXED PARTITION BY HASH (id) PARTITIONS 2")],
  },
  {
    check: "C73",
    name: "a required key, and a column row_id",
    pairs: ["5.6 to 9"],
    source: [table("row_id INT")],
    target: ["SET GLOBAL sql_require_primary_key = ON"],
  },
  {
    check: "C73",
    name: "FLOAT numbers",
    pairs: ["5.6 to 9"],
    source: [table("id FLOAT NOT NULL AUTO_INCREMENT PRIMARY KEY")],
  },
  {
    check: "C73",
    name: "zero dates",
    pairs: ["5.6 to 9"],
    source: [...LENIENT, table("id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00'")],
  },
  {
    check: "C73",
    name: "a key to a parent that is not unique",
    pairs: ["5.6 to 9"],
    source: [
      table("id INT PRIMARY KEY, c INT, KEY (c)"),
      "CREATE TABLE shop.u (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES shop.t (c))",
    ],
  },
].map((one): Situation => ({ ...(one as Situation), scratch: true }));

const settings: Situation[] = [
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

export const SITUATIONS: readonly Situation[] = [...objects, ...definitions, ...settings];
