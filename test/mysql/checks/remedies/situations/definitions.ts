import { KEYED, keyedConverted, LENIENT, type Situation, table } from "../situation";

export const definitions: Situation[] = [
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
    name: "collations that the target lacks, in foreign keys",
    pairs: ["9 to MariaDB"],
    source: [
      "ALTER DATABASE shop CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
      ...KEYED("CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci"),
    ],
    follows: [
      {
        line: /convert it with the tables that foreign keys connect to it/,
        joins: true,
        does: { source: keyedConverted("utf8mb4_unicode_520_ci") },
      },
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
