/**
 * A body that MySQL's information_schema shows differently: without escapes and character sets, and cut off at a NUL
 * byte.
 */
export const ESCAPED = "SELECT /*+ NO_ICP(t) */ 'it\\'s -- one', _latin1'a', 'x\\0y'";

/** A schema with everything that a definition can contain, as far as old servers support it. */
export function richSchema(database: string): string[] {
  const db = `\`${database}\``;
  return [
    "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci",
    "SET SESSION sql_mode=''",
    `CREATE DATABASE ${db} CHARACTER SET latin1 COLLATE latin1_german1_ci`,
    `CREATE TABLE ${db}.parent (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, code VARCHAR(20) NOT NULL DEFAULT 'a''b\\\\c', UNIQUE KEY code (code(5)), KEY both_ (code, id)) ENGINE=InnoDB AUTO_INCREMENT=77 COMMENT='it''s; a comment' CHARACTER SET utf8 COLLATE utf8_bin`,
    `CREATE TABLE ${db}.child (id BIGINT(20) NOT NULL, p INT UNSIGNED NULL DEFAULT '5', b BIT(3) DEFAULT b'101', f FLOAT(7,2) DEFAULT '1.50', d DOUBLE DEFAULT -1.5e10, n DECIMAL(10,0) DEFAULT 3, t TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, t6 DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), ti TIMESTAMP NULL, y YEAR, ty TINYINT(1) NOT NULL DEFAULT '0', z INT(5) UNSIGNED ZEROFILL DEFAULT 7, e ENUM('a','b''c','d,e') CHARACTER SET utf8 COLLATE utf8_general_ci NOT NULL DEFAULT 'b''c', s SET('x','y') NOT NULL, c CHAR(0), bi BINARY(5) DEFAULT 'ab', vb VARBINARY(10), tx TEXT COMMENT 'several\nlines \\\\ and ''quotes''', mt MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, bl BLOB, g GEOMETRY NOT NULL, pt POINT, tt TIME(3), l VARCHAR(10) COLLATE latin1_bin DEFAULT NULL, bo BOOL, em VARCHAR(5) NOT NULL DEFAULT '', nd DATE DEFAULT '2020-02-29', PRIMARY KEY (id, ty), KEY p (p), KEY multi (n, d) USING BTREE, UNIQUE KEY u1 (p, n) COMMENT 'an index', FULLTEXT KEY ft (tx), KEY pre (tx(10), vb), CONSTRAINT fk1 FOREIGN KEY (p) REFERENCES ${db}.parent (id) ON DELETE SET NULL ON UPDATE CASCADE) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=latin1`,
    `CREATE TABLE ${db}.spots (g GEOMETRY NOT NULL, SPATIAL KEY g (g)) ENGINE=MyISAM`,
    `CREATE TABLE ${db}.by_range (id INT NOT NULL, d DATE NOT NULL, KEY (id)) PARTITION BY RANGE (TO_DAYS(d)) (PARTITION p0 VALUES LESS THAN (TO_DAYS('2010-01-01')), PARTITION p1 VALUES LESS THAN MAXVALUE)`,
    `CREATE TABLE ${db}.by_list (id INT NOT NULL, y INT NOT NULL) PARTITION BY LIST COLUMNS (y) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION a VALUES IN (1,2) COMMENT = 'first', PARTITION b VALUES IN (3))`,
    `CREATE TABLE ${db}.by_columns (a INT NOT NULL, b VARCHAR(5) NOT NULL) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (5, 'x'), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE))`,
    `CREATE TABLE ${db}.by_key (id INT NOT NULL PRIMARY KEY) PARTITION BY LINEAR KEY (id) PARTITIONS 4`,
    `CREATE TABLE ${db}.options (a INT, nr INT) ENGINE=InnoDB MAX_ROWS=1000 MIN_ROWS=5 AVG_ROW_LENGTH=50 CHECKSUM=1 STATS_PERSISTENT=1 PACK_KEYS=1 ROW_FORMAT=COMPACT`,
    `CREATE TABLE ${db}.numbered (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY)`,
    `CREATE TABLE ${db}.in_memory (a INT, KEY a (a) USING HASH, KEY b (a) USING BTREE) ENGINE=MEMORY`,
    `CREATE TABLE ${db}.\`we ird\`\`x.y\` (\`a\`\`b\` INT, \`select\` VARCHAR(5) DEFAULT '')`,
    `CREATE TABLE ${db}.tree (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, up INT, CONSTRAINT tree_up FOREIGN KEY (up) REFERENCES ${db}.tree (id) ON DELETE CASCADE)`,
    `INSERT INTO ${db}.tree VALUES (1, NULL), (2, 1)`,
    `CREATE FUNCTION ${db}.f(a INT, b VARCHAR(10) CHARSET utf8 COLLATE utf8_bin) RETURNS VARCHAR(20) CHARSET latin1 COLLATE latin1_german1_ci DETERMINISTIC NO SQL COMMENT 'says; it''s' RETURN CONCAT(a, b)`,
    `CREATE PROCEDURE ${db}.p(IN a INT, OUT b DECIMAL(5,2), INOUT c CHAR(3) CHARSET latin1 COLLATE latin1_german1_ci) SQL SECURITY INVOKER MODIFIES SQL DATA BEGIN /* a comment */ DECLARE x INT; -- another\n SELECT 'é' INTO c; SET b = a + 1; END`,
    `CREATE VIEW ${db}.v1 AS SELECT a.id, a.code AS c, CONCAT(a.code, 'x', 'é') AS cc, (a.id + 1) * 2 AS m, COUNT(*) AS n, CASE WHEN a.id > 1 AND a.id < 5 OR a.code IS NOT NULL THEN 'y' ELSE 'n' END AS ca FROM ${db}.parent a LEFT JOIN ${db}.child b ON a.id = b.p WHERE a.id IN (1,2,3) AND NOT EXISTS (SELECT 1 FROM ${db}.by_range q WHERE q.id = a.id) AND a.code NOT LIKE 'x%' AND b.t BETWEEN '2001-01-01' AND NOW() GROUP BY a.id, a.code HAVING COUNT(*) > 1 ORDER BY 2 DESC LIMIT 5`,
    `CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW ${db}.v2 AS SELECT id, code FROM ${db}.parent WHERE id > 5 WITH CASCADED CHECK OPTION`,
    `CREATE VIEW ${db}.v3 AS SELECT DISTINCT CAST(id AS CHAR(5)) AS a, CAST(id AS SIGNED) s, DATE_ADD(NOW(), INTERVAL 1 DAY) AS d, id % 3 AS m, -id AS neg, !id AS no, id <=> 3 AS sp, id DIV 2 AS dv, code COLLATE utf8_bin AS co, f(id, code) AS fu FROM ${db}.parent UNION ALL SELECT 1,2,3,4,5,6,7,8,9,10`.replace(
      " f(id",
      ` ${db}.f(id`,
    ),
    `CREATE VIEW ${db}.v4 AS SELECT p.id, c.id AS cid, o.a, IF(o.a IS NULL, 1, 2) AS i, SUBSTRING(p.code, 1, 2) AS su, TRIM(BOTH 'x' FROM p.code) AS tr, EXTRACT(YEAR FROM c.t) AS ey, GROUP_CONCAT(DISTINCT p.code ORDER BY p.id DESC SEPARATOR '-') AS gc, (p.id = 1) XOR (o.a = 2) AS xo, p.id IS TRUE AS it, c.tx REGEXP 'a' AS re, p.id | 1 & 2 AS bi, 1.5e0 AS fl, x'41' AS hx, DATE '2020-01-01' AS da, MATCH(c.tx) AGAINST ('x' IN BOOLEAN MODE) AS ma, 3 - (2 - 1) AS mi, NOT (p.id = 1 OR o.a IN (1, 2)) AS ni FROM ${db}.parent p INNER JOIN ${db}.child c ON c.p = p.id CROSS JOIN ${db}.options o LEFT JOIN ${db}.in_memory m ON m.a = o.a AND m.a > 1 RIGHT JOIN ${db}.by_range t ON t.id = o.a`,
    `CREATE VIEW ${db}.a_view_on_a_view AS SELECT v2.id FROM ${db}.v2, ${db}.parent p WHERE v2.id = p.id AND p.id > ANY (SELECT a FROM ${db}.options) AND (p.id, p.id) IN (SELECT 1, 2)`,
    `CREATE TRIGGER ${db}.before_parent BEFORE INSERT ON ${db}.parent FOR EACH ROW SET NEW.code = CONCAT(NEW.code, 'ü')`,
    `CREATE EVENT ${db}.nightly ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS '2038-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'c' DO DELETE FROM ${db}.options`,
    `CREATE EVENT ${db}.once ON SCHEDULE AT '2037-01-01 00:00:00' DO BEGIN DELETE FROM ${db}.options; END`,
    `CREATE PROCEDURE ${db}.escaped() ${ESCAPED}`,
    `CREATE TRIGGER ${db}.escaped_t AFTER DELETE ON ${db}.options FOR EACH ROW SET @said = 'it\\'s -- one'`,
    `CREATE EVENT ${db}.escaped_e ON SCHEDULE AT '2037-01-01 00:00:00' DISABLE DO SELECT 'it\\'s -- one'`,
    "SET SESSION sql_mode='NO_BACKSLASH_ESCAPES'",
    `CREATE PROCEDURE ${db}.unescaped() SELECT 'c:\\', '-- one'`,
    "SET SESSION sql_mode=''",
    "SET SESSION sql_mode='ANSI_QUOTES,STRICT_TRANS_TABLES'",
    `CREATE PROCEDURE ${db}.ansi() SELECT "id" FROM "parent"`,
  ];
}

/** What only MySQL 8 and later and MariaDB support, in syntax that both accept. */
export function newerSchema(database: string): string[] {
  const db = `\`${database}\``;
  return [
    `CREATE TABLE ${db}.newer (id INT PRIMARY KEY, a INT NOT NULL DEFAULT (1 + 2), j JSON, up VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, v INT GENERATED ALWAYS AS (a * (id + 1)) VIRTUAL, st VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (CONCAT(up, 'x')) STORED, hid INT INVISIBLE, CONSTRAINT positive CHECK (a > 0 AND up <> 'no'), KEY down (a DESC, id))`,
    `CREATE TRIGGER ${db}.newer1 BEFORE INSERT ON ${db}.newer FOR EACH ROW SET NEW.a = 1`,
    `CREATE TRIGGER ${db}.newer2 BEFORE INSERT ON ${db}.newer FOR EACH ROW SET NEW.a = 2`,
    `CREATE VIEW ${db}.windowed AS WITH q AS (SELECT id, a FROM ${db}.newer) SELECT id, ROW_NUMBER() OVER (PARTITION BY a ORDER BY id) AS rn, JSON_EXTRACT('{"a":1}', '$.a') AS je FROM q`,
  ];
}

/** What only MariaDB supports. */
export function mariadbSchema(database: string): string[] {
  const db = `\`${database}\``;
  return [
    `CREATE SEQUENCE ${db}.numbers START WITH 5 INCREMENT BY 2 MAXVALUE 1000 CYCLE`,
    `CREATE TABLE ${db}.versioned (id INT PRIMARY KEY, a INT, b INT WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING`,
    `CREATE TABLE ${db}.booked (id INT, s DATE, e DATE, PERIOD FOR stay (s, e), UNIQUE KEY k (id, stay WITHOUT OVERLAPS))`,
    `CREATE TABLE ${db}.checked (a INT CHECK (a > 1), u UUID, i INET6)`,
  ];
}

/** What only MySQL 8 and later support. */
export function mysqlSchema(database: string): string[] {
  const db = `\`${database}\``;
  return [
    `CREATE TABLE ${db}.functional (id INT PRIMARY KEY, a VARCHAR(10), KEY fu ((LOWER(a))), KEY hidden (a) INVISIBLE, CONSTRAINT lax CHECK (id > 5) NOT ENFORCED, p POINT NOT NULL SRID 4326, SPATIAL KEY p (p))`,
    `CREATE LIBRARY ${db}.shared COMMENT 'it''s shared' LANGUAGE JAVASCRIPT AS 'export const n = 1'`,
  ];
}
