/**
 * A schema with everything that can trip up a migration: tables without a key, MyISAM, self-referencing and circular
 * foreign keys, reserved words, non-ASCII names and data, missing definers, partitions, triggers, events, views on
 * views, zero dates, an ENUM of 300, bits, geometry, floats, NULL next to empty strings, trailing spaces. (Only the
 * data has 4-byte characters: MySQL identifiers are limited to the basic multilingual plane.)
 */
export function nastySchema(database: string, options: { modern?: boolean; rows?: number } = {}): string[] {
  const { modern = false, rows = 50 } = options;
  const db = `\`${database}\``;
  const numbers = Array.from({ length: rows }, (_, n) => n + 1);
  const values = (of: (n: number) => string) => numbers.map((n) => `(${of(n)})`).join(",");
  const many = Array.from({ length: 300 }, (_, n) => `'choice ${n}'`).join(",");
  const foreign = modern
    ? []
    : [
        `CREATE TABLE ${db}.myisam_parts (id INT NOT NULL, y INT NOT NULL, KEY (id)) ENGINE=MyISAM PARTITION BY HASH (id) PARTITIONS 3`,
        `INSERT INTO ${db}.myisam_parts VALUES ${values((n) => `${n}, ${2000 + (n % 20)}`)}`,
        `CREATE TABLE ${db}.zero (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00', t DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00')`,
        `INSERT INTO ${db}.zero (id) VALUES (1), (2)`,
        `INSERT INTO ${db}.zero VALUES (3, '2020-00-15', '0000-00-00 00:00:00')`,
      ];
  return [
    "SET NAMES utf8mb4",
    "SET SESSION sql_mode=''",
    `CREATE DATABASE ${db} CHARACTER SET utf8mb4`,
    `CREATE TABLE ${db}.keyless (a INT, b VARCHAR(40)) ENGINE=InnoDB`,
    `INSERT INTO ${db}.keyless VALUES ${values((n) => `${n % 7}, ${n % 5 === 0 ? "NULL" : `'row ${n % 11}'`}`)}, (1, ''), (1, ' '), (1, NULL)`,
    `CREATE TABLE ${db}.old_log (at DATETIME, line TEXT) ENGINE=MyISAM`,
    `INSERT INTO ${db}.old_log VALUES ${values((n) => `'2020-01-01 00:00:${String(n % 60).padStart(2, "0")}', 'line ${n}'`)}`,
    `CREATE TABLE ${db}.tree (id INT AUTO_INCREMENT PRIMARY KEY, parent INT NULL, CONSTRAINT tree_self FOREIGN KEY (parent) REFERENCES ${db}.tree (id) ON DELETE CASCADE)`,
    `INSERT INTO ${db}.tree VALUES ${values((n) => `${n}, ${n === 1 ? "NULL" : Math.floor(n / 2)}`)}`,
    `CREATE TABLE ${db}.egg (id INT PRIMARY KEY, hen INT NULL)`,
    `CREATE TABLE ${db}.hen (id INT PRIMARY KEY, egg INT NULL, CONSTRAINT hen_egg FOREIGN KEY (egg) REFERENCES ${db}.egg (id))`,
    `ALTER TABLE ${db}.egg ADD CONSTRAINT egg_hen FOREIGN KEY (hen) REFERENCES ${db}.hen (id) ON UPDATE CASCADE`,
    `INSERT INTO ${db}.egg VALUES (1, NULL), (2, NULL)`,
    `INSERT INTO ${db}.hen VALUES (1, 1), (2, 2)`,
    `UPDATE ${db}.egg SET hen = 3 - id`,
    `CREATE TABLE ${db}.\`order\` (id INT PRIMARY KEY, \`rank\` INT, \`groups\` VARCHAR(10), \`system\` INT, \`window\` INT, \`key\` INT)`,
    `INSERT INTO ${db}.\`order\` VALUES ${values((n) => `${n}, ${n}, 'g${n % 3}', ${n}, ${n}, ${n}`)}`,
    `CREATE TABLE ${db}.\`größe 表\` (id INT PRIMARY KEY, \`straße\` VARCHAR(20)) CHARACTER SET utf8mb4`,
    `INSERT INTO ${db}.\`größe 表\` VALUES (1, 'gä'), (2, '😀 four bytes'), (3, 'trailing  ')`,
    `CREATE TABLE ${db}.parts (id INT NOT NULL, y INT NOT NULL, PRIMARY KEY (id, y)) ENGINE=InnoDB PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2010), PARTITION p1 VALUES LESS THAN MAXVALUE)`,
    `INSERT INTO ${db}.parts VALUES ${values((n) => `${n}, ${2000 + (n % 20)}`)}`,
    ...foreign,
    `CREATE TABLE ${db}.choices (id INT PRIMARY KEY, e ENUM(${many}), s SET('a','b','c','d'))`,
    `INSERT INTO ${db}.choices VALUES ${values((n) => `${n}, ${((n * 7) % 300) + 1}, ${n % 16}`)}`,
    `CREATE TABLE ${db}.types (k VARBINARY(20) PRIMARY KEY, f FLOAT, d DOUBLE, b BIT(17), n DECIMAL(30,10), g GEOMETRY, j LONGTEXT, bl BLOB, ch CHAR(10), t TIMESTAMP NULL, ti TIME, y YEAR, l VARCHAR(20) CHARACTER SET latin1, u VARCHAR(20) CHARACTER SET ucs2)`,
    `INSERT INTO ${db}.types VALUES ${values((n) => `UNHEX('${n.toString(16).padStart(4, "0")}'), ${n / 3}e0, ${n / 7}e0, ${n * 37}, ${n}.0123456789, ${n % 4 === 0 ? "NULL" : `${modern ? "ST_" : ""}GeomFromText('POINT(${n} ${n})')`}, '{"a":${n}}', UNHEX('00FF${(n % 256).toString(16).padStart(2, "0")}'), 'c${n}', FROM_UNIXTIME(${1_500_000_000 + n}), '12:34:${String(n % 60).padStart(2, "0")}', ${1990 + (n % 50)}, CONCAT('é', ${n}), CONCAT('ü', ${n})`)}`,
    `CREATE TABLE ${db}.big_numbers (id BIGINT UNSIGNED PRIMARY KEY, n BIGINT)`,
    `INSERT INTO ${db}.big_numbers VALUES (0, 0), (1, -1), (18446744073709551615, 9223372036854775807), (9223372036854775808, -9223372036854775808)`,
    `CREATE TABLE ${db}.negative (id INT PRIMARY KEY, v VARCHAR(5))`,
    `INSERT INTO ${db}.negative VALUES (-2147483648, 'a'), (-5, 'b'), (0, 'c'), (2147483647, 'd')`,
    `CREATE TABLE ${db}.named (name VARCHAR(40) COLLATE utf8mb4_general_ci, part VARCHAR(10) NOT NULL, v INT, PRIMARY KEY (name, part))`,
    `INSERT INTO ${db}.named VALUES ${values((n) => `'Name ${n % 10}', 'p${n}', ${n}`)}`,
    `CREATE TABLE ${db}.empty_one (id INT PRIMARY KEY)`,
    `CREATE TRIGGER ${db}.hen_count AFTER INSERT ON ${db}.hen FOR EACH ROW SET @hens = COALESCE(@hens, 0) + 1`,
    `CREATE EVENT ${db}.nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM ${db}.empty_one`,
    `CREATE DEFINER='gone'@'10.9.9.9' PROCEDURE ${db}.orphan() SQL SECURITY DEFINER SELECT \`rank\` FROM \`order\``,
    ...(modern ? [] : [`CREATE PROCEDURE ${db}.old_words() SELECT id AS groups, PASSWORD('x') FROM \`order\``]),
    `CREATE VIEW ${db}.v1 AS SELECT id, \`rank\` FROM ${db}.\`order\``,
    `CREATE DEFINER='gone'@'10.9.9.9' VIEW ${db}.v2 AS SELECT \`rank\` FROM ${db}.v1`,
  ];
}
