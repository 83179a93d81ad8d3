import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ConnectOptions, withDb } from "../../../../../mysql/connect";
import { ALL, EACH, KEYED, LENIENT, OLD, PASSWORD, type Situation, table } from "../situation";
import type { Stage } from "../stage";

const KEYS = [
  table("id INT PRIMARY KEY"),
  "CREATE TABLE shop.u (id INT PRIMARY KEY, t INT, CONSTRAINT to_t FOREIGN KEY (t) REFERENCES shop.t (id) ON DELETE CASCADE)",
];
const only = (...names: string[]) => ({ tables: names.map((name) => ({ database: "shop", table: name })) });
/** Follows the suggestion to leave a table out. */
const without = { line: /leave (them|the views) out/, does: { input: only("good") } };
const folder = (stage: Stage) => join(stage.source.server.dir, "placed");

/** Drops a procedure and recreates it as shown, under the mode that the remedy sets. */
async function again(
  admin: ConnectOptions,
  mode: string,
  change: (text: string) => string = (text) => text,
): Promise<void> {
  await withDb(admin, async (db) => {
    const [row] = await db.query<Record<string, string>>("SHOW CREATE PROCEDURE shop.p");
    for (const sql of [
      `SET SESSION sql_mode = '${mode}'`,
      "USE shop",
      "DROP PROCEDURE shop.p",
      change(row!["Create Procedure"]!),
    ])
      await db.query(sql);
  });
}

export const schema: Situation[] = [
  {
    check: "C30",
    name: "the target folds names",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    source: ["CREATE TABLE shop.Orders (id INT PRIMARY KEY)"],
    options: { target: { "lower-case-table-names": 1 } },
  },
  {
    check: "C31",
    name: "names that a server no longer reaches",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    source: ["CREATE TABLE shop.Orders (id INT PRIMARY KEY)"],
    plant: (stage) => stage.source.server.restartWith({ "lower-case-table-names": 1 }),
  },
  {
    check: "C31",
    name: "two databases that become one",
    pairs: ["5.6 to 5.6"],
    source: ["CREATE DATABASE Shop", "CREATE TABLE Shop.orders (id INT PRIMARY KEY)"],
    input: { databases: ["shop", "Shop"] },
    options: { target: { "lower-case-table-names": 1 } },
    leaves: "warning",
    follows: [
      {
        line: /move the tables of one/,
        does: {
          source: ["CREATE DATABASE shop_2", "RENAME TABLE Shop.orders TO shop_2.orders", "DROP DATABASE Shop"],
          input: { databases: ["shop", "shop_2"] },
        },
      },
      { line: /recreate the target/, does: { options: { target: { "lower-case-table-names": 0 } } } },
    ],
  },
  {
    check: "C31",
    name: "two names that become one",
    pairs: ["5.6 to 5.6"],
    source: ["CREATE TABLE shop.Orders (id INT PRIMARY KEY)", "CREATE TABLE shop.orders (id INT PRIMARY KEY)"],
    options: { target: { "lower-case-table-names": 1 } },
    leaves: "warning",
    follows: [
      { line: /rename one of them/, does: { source: ["RENAME TABLE shop.Orders TO shop.orders_2"] } },
      { line: /recreate the target/, does: { options: { target: { "lower-case-table-names": 0 } } } },
    ],
  },
  {
    check: "C35",
    name: "a procedure with a mode that is gone",
    pairs: ["5.6 to 9"],
    source: ["SET SESSION sql_mode = 'NO_AUTO_CREATE_USER,STRICT_TRANS_TABLES'", "CREATE PROCEDURE shop.p() SELECT 1"],
    leaves: "warning",
    follows: [
      {
        line: /in this session, drop each/,
        joins: true,
        does: { run: ({ source }) => again(source.admin, "STRICT_TRANS_TABLES") },
      },
    ],
  },
  {
    check: "C35",
    name: "a mode of the source that is gone",
    pairs: ["5.6 to 9"],
    source: ["SET GLOBAL sql_mode = 'NO_AUTO_CREATE_USER,STRICT_TRANS_TABLES'"],
  },
  {
    check: "C36",
    name: "MyISAM that the target does not replace",
    pairs: ALL,
    source: [table("id INT PRIMARY KEY", "ENGINE=MyISAM ROW_FORMAT=FIXED")],
    target: ["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"],
  },
  {
    check: "C45",
    name: "long index parts",
    pairs: ["5.6 to 5.6"],
    options: {
      source: { "innodb-large-prefix": "ON", "innodb-file-format": "Barracuda" },
      target: { "innodb-large-prefix": "OFF" },
    },
    source: [table("a VARCHAR(500) CHARACTER SET utf8 PRIMARY KEY", "ROW_FORMAT=DYNAMIC")],
    afterwards: {
      target: [
        "SET SESSION innodb_strict_mode = 1",
        "CREATE DATABASE shop",
        table("a VARCHAR(500) CHARACTER SET utf8 PRIMARY KEY", "ENGINE=InnoDB ROW_FORMAT=DYNAMIC"),
      ],
    },
  },
  {
    check: "C48",
    name: "tables whose rows are elsewhere",
    pairs: ["5.6 to 5.6"],
    source: ["CREATE TABLE shop.good (id INT PRIMARY KEY)", table("id INT PRIMARY KEY", "ENGINE=MRG_MyISAM")],
    input: { engine: "alibaba-dts" },
    follows: [without],
  },
  {
    check: "C48",
    name: "tables in memory",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    source: ["CREATE TABLE shop.good (id INT PRIMARY KEY)", table("id INT PRIMARY KEY", "ENGINE=MEMORY")],
    follows: [without],
  },
  {
    check: "C50",
    name: "a parent that is left out",
    pairs: EACH,
    source: KEYS,
    input: only("u"),
    follows: [{ line: /add to the selection/, does: { input: only("t", "u") } }],
  },
  {
    check: "C50",
    name: "a child that is left out",
    pairs: ["5.6 to 5.6"],
    source: KEYS,
    input: only("t"),
    follows: [{ line: /add those tables to the selection/, does: { input: only("t", "u") } }],
  },
  {
    check: "C51",
    name: "a key that deletes",
    pairs: ALL,
    source: KEYS,
    input: { engine: "tencent-dts" },
  },
  {
    check: "C52",
    name: "events on both sides",
    pairs: ["5.6 to 5.6", "9 to MariaDB", "MariaDB to 9"],
    source: ["CREATE EVENT shop.hourly ON SCHEDULE EVERY 1 HOUR DO SET @n = 1"],
    options: { target: { "event-scheduler": "ON" } },
    leaves: "warning",
  },
  {
    check: "C53",
    name: "a view on what is gone",
    pairs: EACH,
    source: [table("id INT PRIMARY KEY"), "CREATE VIEW shop.v AS SELECT id FROM shop.t", "DROP TABLE shop.t"],
    follows: [{ line: /what it refers to is gone/, does: { source: [table("id INT PRIMARY KEY")] }, joins: true }],
  },
  {
    check: "C53",
    name: "a view on another database",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    source: [
      "CREATE DATABASE crm",
      "CREATE TABLE crm.t (id INT PRIMARY KEY)",
      "CREATE TABLE shop.good (id INT PRIMARY KEY)",
      "CREATE VIEW shop.v AS SELECT id FROM crm.t",
    ],
    follows: [{ line: /select those databases too/, does: { input: { databases: ["shop", "crm"] } } }, without],
  },
  {
    check: "C54",
    name: "a definer that is nowhere",
    pairs: EACH,
    source: ["CREATE DEFINER = 'gone'@'%' PROCEDURE shop.p() SELECT 1"],
    fill: { "<password>": PASSWORD },
  },
  {
    check: "C54",
    name: "a definer that only the source has",
    pairs: OLD,
    source: [
      "CREATE USER 'app'@'10.0.0.%' IDENTIFIED BY 'x'",
      "CREATE DEFINER = 'app'@'10.0.0.%' PROCEDURE shop.p() SELECT 1",
    ],
    fill: { "<password>": PASSWORD },
  },
  {
    check: "C55",
    name: "names that no engine takes",
    pairs: ["5.6 to 5.6"],
    source: ["CREATE TABLE shop.`größe` (id INT PRIMARY KEY)"],
    follows: [{ line: /rename them/, does: { source: ["RENAME TABLE shop.`größe` TO shop.size"] } }],
  },
  {
    check: "C56",
    name: "partitions of MyISAM",
    pairs: ["5.6 to 9"],
    source: [table("id INT NOT NULL, KEY (id)", "ENGINE=MyISAM ROW_FORMAT=FIXED PARTITION BY HASH (id) PARTITIONS 2")],
    leaves: "warning",
  },
  {
    check: "C56",
    name: "partitions of MyISAM",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT NOT NULL, KEY (id)", "ENGINE=MyISAM PARTITION BY HASH (id) PARTITIONS 2")],
  },
  {
    check: "C56",
    name: "partitions of an older server",
    pairs: ["5.6 to 9"],
    source: [table("id INT NOT NULL PRIMARY KEY", "PARTITION BY HASH (id) PARTITIONS 2")],
    stays: "what the partition functions give is only seen by comparing",
  },
  {
    check: "C62",
    name: "a name that became a reserved word",
    pairs: ["5.6 to 9"],
    source: [table("id INT PRIMARY KEY, rank INT"), "CREATE PROCEDURE shop.p() SELECT rank FROM shop.t"],
    leaves: "warning",
    follows: [
      {
        line: /with backticks there/,
        does: { run: ({ source }) => again(source.admin, "", (text) => text.replace("SELECT rank", "SELECT `rank`")) },
      },
      {
        line: /or rename/,
        does: {
          source: ["ALTER TABLE shop.t CHANGE rank place INT"],
          run: ({ source }) => again(source.admin, "", (text) => text.replace("SELECT rank", "SELECT place")),
        },
      },
    ],
  },
  {
    check: "C62",
    name: "a column's name that became a reserved word",
    pairs: ["5.6 to 9"],
    source: [table("id INT PRIMARY KEY, rank INT")],
    follows: [{ line: /or rename/, does: { source: ["ALTER TABLE shop.t CHANGE rank place INT"] } }],
  },
  {
    check: "C63",
    name: "FLOAT numbers",
    pairs: ["5.6 to 9"],
    source: [table("id FLOAT NOT NULL AUTO_INCREMENT PRIMARY KEY")],
  },
  {
    check: "C63",
    name: "zero dates",
    pairs: ["5.6 to 9"],
    source: [...LENIENT, table("id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00'")],
    follows: [
      {
        line: /give the columns other defaults/,
        does: { source: ["ALTER TABLE shop.t ALTER d SET DEFAULT '2000-01-01'"] },
      },
    ],
  },
  {
    check: "C63",
    name: "a function that is gone",
    pairs: ["5.6 to 9"],
    source: [table("id INT PRIMARY KEY"), "CREATE VIEW shop.v AS SELECT PASSWORD(id) AS p FROM shop.t"],
    follows: [
      {
        line: /rewrite views and programs/,
        does: { source: ["ALTER VIEW shop.v AS SELECT SHA2(id, 256) AS p FROM shop.t"] },
      },
    ],
  },
  {
    check: "C64",
    name: "three bytes a character",
    pairs: EACH,
    source: [
      table(
        "id INT PRIMARY KEY, a VARCHAR(10) CHARACTER SET utf8 COLLATE utf8_bin",
        "CHARACTER SET utf8 COLLATE utf8_bin",
      ),
      "CREATE TABLE shop.v (id INT PRIMARY KEY, a VARCHAR(10)) CHARACTER SET utf8 COLLATE utf8_unicode_ci",
    ],
  },
  {
    check: "C64",
    name: "three bytes a character, in foreign keys",
    pairs: EACH,
    source: KEYED("CHARACTER SET utf8 COLLATE utf8_unicode_ci"),
  },
  {
    check: "C64",
    name: "three bytes a character, in two collations",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT PRIMARY KEY, a VARCHAR(10), b VARCHAR(10) COLLATE utf8_bin", "CHARACTER SET utf8")],
    follows: [
      {
        line: /column by column/,
        does: {
          source: [
            "ALTER TABLE shop.t MODIFY a VARCHAR(10) CHARACTER SET utf8mb4, MODIFY b VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
          ],
        },
      },
    ],
  },
  {
    check: "C64",
    name: "accounts that the target cannot log in",
    pairs: ["5.6 to 9"],
    input: { migrateAccounts: true },
    source: ["GRANT SELECT ON shop.* TO 'app'@'10.0.0.%' IDENTIFIED BY 'x'"],
    fill: { "<password>": PASSWORD },
    follows: [{ line: /leave account migration off/, joins: true, does: { input: { migrateAccounts: false } } }],
  },
  {
    check: "C64",
    name: "a name that begins with a dollar",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT PRIMARY KEY, $a INT")],
    follows: [
      { line: /rename everything that begins with \$/, does: { source: ["ALTER TABLE shop.t CHANGE $a a INT"] } },
    ],
  },
  {
    check: "C68",
    name: "a database that is not there",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    source: [table("id INT PRIMARY KEY")],
    input: { databases: ["shop", "typo"] },
    follows: [
      { line: /correct the list; databases that the account sees: shop/, does: { input: { databases: ["shop"] } } },
    ],
  },
  {
    check: "C68",
    name: "a database without a table",
    pairs: ["5.6 to 5.6"],
    source: [table("id INT PRIMARY KEY"), "CREATE DATABASE empty"],
    input: { databases: ["shop", "empty"] },
    follows: [{ line: /leave them out/, does: { input: { databases: ["shop"] } } }],
  },
  {
    check: "C74",
    name: "ends of different types",
    pairs: ["5.6 to 9"],
    source: [
      table("id VARCHAR(9) CHARACTER SET utf8 PRIMARY KEY"),
      "CREATE TABLE shop.u (id INT PRIMARY KEY, t VARCHAR(9) CHARACTER SET utf8, FOREIGN KEY (t) REFERENCES shop.t (id))",
      "SET SESSION foreign_key_checks = 0",
      "ALTER TABLE shop.u MODIFY t VARCHAR(9) CHARACTER SET latin1",
    ],
    follows: [
      {
        line: /give both ends one type/,
        does: {
          run: async ({ source }) =>
            source.sql(
              "SET SESSION foreign_key_checks = 0",
              "ALTER TABLE shop.u MODIFY t VARCHAR(9) CHARACTER SET utf8",
            ),
        },
      },
    ],
  },
  {
    check: "C75",
    name: "a table in a folder of its own",
    pairs: ["5.6 to 9"],
    plant: async (stage) => {
      mkdirSync(folder(stage));
      await stage.source.sql(`CREATE TABLE shop.t (id INT PRIMARY KEY) DATA DIRECTORY='${folder(stage)}'`);
    },
  },
];
