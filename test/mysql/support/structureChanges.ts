import { ESCAPED } from "./structures";

/** One difference made on the target, by statements that every version, or one product, supports. */
export interface StructureChange {
  name: string;
  /** `?` is replaced by the database. */
  make: readonly string[];
  /** What the comparison must report. */
  says: RegExp;
  /** Servers that support it; absent: all. */
  on?: (target: string) => boolean;
  /** Only between servers of the same product: the other does not support it. */
  alike?: true;
}

const newer = (target: string) => !/ 5\./.test(target);
const mysql8 = (target: string) => /MySQL [89]/.test(target);
const mariadb = (target: string) => /MariaDB/.test(target);

/** A difference of every kind. */
export const STRUCTURE_CHANGES: readonly StructureChange[] = [
  { name: "table missing", make: ["DROP TABLE ?.options"], says: /table .*options.*missing/ },
  { name: "table too many", make: ["CREATE TABLE ?.more (a INT)"], says: /table .*more.*target only/ },
  {
    name: "view in place of a table",
    make: ["DROP TABLE ?.options", "CREATE VIEW ?.options AS SELECT 1 AS a, 2 AS nr"],
    says: /a table on the source, a view on the target/,
  },
  { name: "column missing", make: ["ALTER TABLE ?.child DROP COLUMN y"], says: /column `y` missing/ },
  {
    name: "column too many",
    make: ["ALTER TABLE ?.child ADD COLUMN extra INT"],
    says: /column `extra` on the target only/,
  },
  { name: "type", make: ["ALTER TABLE ?.child MODIFY n DECIMAL(12,1) DEFAULT 3"], says: /column `n`: type/ },
  { name: "signedness", make: ["ALTER TABLE ?.in_memory MODIFY a INT UNSIGNED"], says: /column `a`: type/ },
  { name: "size of an integer", make: ["ALTER TABLE ?.options MODIFY nr BIGINT"], says: /column `nr`: type/ },
  { name: "length", make: ["ALTER TABLE ?.child MODIFY vb VARBINARY(11)"], says: /column `vb`: type/ },
  { name: "fraction of seconds", make: ["ALTER TABLE ?.child MODIFY tt TIME(2)"], says: /column `tt`: type/ },
  {
    name: "element of an ENUM",
    make: [
      "ALTER TABLE ?.child MODIFY e ENUM('a','b''c','d,f') CHARACTER SET utf8 COLLATE utf8_general_ci NOT NULL DEFAULT 'b''c'",
    ],
    says: /column `e`: type/,
  },
  {
    name: "NULL",
    make: ["ALTER TABLE ?.child MODIFY em VARCHAR(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci NULL DEFAULT ''"],
    says: /column `em`: NULL/,
  },
  { name: "default", make: ["ALTER TABLE ?.child MODIFY p INT UNSIGNED NULL DEFAULT 6"], says: /column `p`: default/ },
  { name: "no default", make: ["ALTER TABLE ?.child ALTER em DROP DEFAULT"], says: /column `em`: default/ },
  {
    name: "default of bits",
    make: ["ALTER TABLE ?.child MODIFY b BIT(3) DEFAULT b'100'"],
    says: /column `b`: default/,
  },
  {
    name: "ON UPDATE",
    make: ["ALTER TABLE ?.child MODIFY t6 DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)"],
    says: /column `t6`: ON UPDATE/,
  },
  {
    name: "comment of a column",
    make: ["ALTER TABLE ?.child MODIFY tx TEXT CHARACTER SET latin1 COLLATE latin1_swedish_ci COMMENT 'other'"],
    says: /column `tx`: comment/,
  },
  {
    name: "collation of a column",
    make: ["ALTER TABLE ?.child MODIFY l VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT NULL"],
    says: /column `l`: collation/,
  },
  {
    name: "character set of a column",
    make: ["ALTER TABLE ?.child MODIFY c CHAR(0) CHARACTER SET utf8"],
    says: /column `c`: collation/,
  },
  { name: "order of the columns", make: ["ALTER TABLE ?.child MODIFY y YEAR AFTER id"], says: /order of the columns/ },
  { name: "ZEROFILL", make: ["ALTER TABLE ?.child MODIFY z INT(5) UNSIGNED DEFAULT 7"], says: /column `z`: type/ },
  {
    name: "AUTO_INCREMENT of a column",
    make: ["ALTER TABLE ?.numbered MODIFY id INT UNSIGNED NOT NULL"],
    says: /column `id`: AUTO_INCREMENT/,
  },
  { name: "next number too small", make: ["ALTER TABLE ?.parent AUTO_INCREMENT=5"], says: /AUTO_INCREMENT/ },
  { name: "next number too large", make: ["ALTER TABLE ?.parent AUTO_INCREMENT=5000"], says: /AUTO_INCREMENT/ },
  { name: "UNIQUE key missing", make: ["ALTER TABLE ?.child DROP KEY u1"], says: /UNIQUE key `u1` missing/ },
  { name: "key too many", make: ["ALTER TABLE ?.child ADD KEY added (y)"], says: /key `added` on the target only/ },
  {
    name: "key no longer UNIQUE",
    make: ["ALTER TABLE ?.child DROP KEY u1, ADD KEY u1 (p, n) COMMENT 'an index'"],
    says: /UNIQUE key `u1`/,
  },
  {
    name: "prefix of a key",
    make: ["ALTER TABLE ?.parent DROP KEY code, ADD UNIQUE KEY code (code(6))"],
    says: /key `code`/,
  },
  {
    name: "order of a key's columns",
    make: ["ALTER TABLE ?.parent DROP KEY both_, ADD KEY both_ (id, code)"],
    says: /key `both_`/,
  },
  {
    name: "comment of a key",
    make: ["ALTER TABLE ?.child DROP KEY u1", "ALTER TABLE ?.child ADD UNIQUE KEY u1 (p, n)"],
    says: /key `u1`/,
  },
  { name: "primary key", make: ["ALTER TABLE ?.child DROP PRIMARY KEY, ADD PRIMARY KEY (id)"], says: /primary key/ },
  { name: "FULLTEXT key missing", make: ["ALTER TABLE ?.child DROP KEY ft"], says: /FULLTEXT key `ft` missing/ },
  { name: "SPATIAL key missing", make: ["ALTER TABLE ?.spots DROP KEY g"], says: /SPATIAL key `g` missing/ },
  {
    name: "method of a key in memory",
    make: ["ALTER TABLE ?.in_memory DROP KEY b, ADD KEY b (a) USING HASH"],
    says: /key `b`/,
  },
  {
    name: "foreign key missing",
    make: ["ALTER TABLE ?.child DROP FOREIGN KEY fk1"],
    says: /foreign key `fk1` missing/,
  },
  {
    name: "foreign key's action",
    make: [
      "ALTER TABLE ?.tree DROP FOREIGN KEY tree_up",
      "ALTER TABLE ?.tree ADD CONSTRAINT tree_up FOREIGN KEY (up) REFERENCES ?.tree (id) ON DELETE SET NULL",
    ],
    says: /foreign key `tree_up`/,
  },
  {
    name: "foreign key too many",
    make: ["ALTER TABLE ?.child ADD CONSTRAINT fk9 FOREIGN KEY (p) REFERENCES ?.parent (id)"],
    says: /foreign key `fk9` on the target only/,
  },
  { name: "engine", make: ["ALTER TABLE ?.spots DROP KEY g", "ALTER TABLE ?.options ENGINE=MyISAM"], says: /engine/ },
  { name: "row format", make: ["ALTER TABLE ?.child ROW_FORMAT=COMPRESSED"], says: /option ROW_FORMAT/ },
  { name: "option of a table", make: ["ALTER TABLE ?.options MAX_ROWS=2000"], says: /option MAX_ROWS/ },
  { name: "option too many", make: ["ALTER TABLE ?.tree STATS_PERSISTENT=0"], says: /option STATS_PERSISTENT/ },
  { name: "comment of a table", make: ["ALTER TABLE ?.parent COMMENT='another'"], says: /comment/ },
  {
    name: "default collation of a table",
    make: ["ALTER TABLE ?.parent DEFAULT CHARACTER SET latin1 COLLATE latin1_bin"],
    says: /default collation/,
  },
  {
    name: "bound of a partition",
    make: [
      "ALTER TABLE ?.by_range PARTITION BY RANGE (TO_DAYS(d)) (PARTITION p0 VALUES LESS THAN (TO_DAYS('2011-01-01')), PARTITION p1 VALUES LESS THAN MAXVALUE)",
    ],
    says: /partitions/,
  },
  { name: "no partitions", make: ["ALTER TABLE ?.by_list REMOVE PARTITIONING"], says: /partitions/ },
  {
    name: "partitions too many",
    make: ["ALTER TABLE ?.options PARTITION BY HASH (a) PARTITIONS 2"],
    says: /partitions/,
  },
  { name: "number of partitions", make: ["ALTER TABLE ?.by_key COALESCE PARTITION 1"], says: /partitions/ },
  { name: "view missing", make: ["DROP VIEW ?.v1"], says: /view .*v1.*missing/ },
  { name: "view too many", make: ["CREATE VIEW ?.v9 AS SELECT 1 AS a"], says: /view .*v9.*target only/ },
  {
    name: "condition of a view",
    make: [
      "CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW ?.v2 AS SELECT id, code FROM ?.parent WHERE id >= 5 WITH CASCADED CHECK OPTION",
    ],
    says: /v2.*query/,
  },
  {
    name: "check option of a view",
    make: [
      "CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW ?.v2 AS SELECT id, code FROM ?.parent WHERE id > 5",
    ],
    says: /v2.*CHECK OPTION/,
  },
  {
    name: "security of a view",
    make: [
      "ALTER ALGORITHM=MERGE SQL SECURITY DEFINER VIEW ?.v2 AS SELECT id, code FROM ?.parent WHERE id > 5 WITH CASCADED CHECK OPTION",
    ],
    says: /v2.*SQL SECURITY/,
  },
  {
    name: "algorithm of a view",
    make: ["ALTER ALGORITHM=TEMPTABLE SQL SECURITY INVOKER VIEW ?.v2 AS SELECT id, code FROM ?.parent WHERE id > 5"],
    says: /v2.*ALGORITHM/,
  },
  {
    name: "definer of a view",
    make: [
      "CREATE OR REPLACE ALGORITHM=MERGE DEFINER='nobody'@'nowhere' SQL SECURITY INVOKER VIEW ?.v2 AS SELECT id, code FROM ?.parent WHERE id > 5 WITH CASCADED CHECK OPTION",
    ],
    says: /v2.*definer/,
  },
  {
    name: "parentheses in a view",
    make: ["CREATE OR REPLACE VIEW ?.paren AS SELECT 3 - 2 - 1 AS a", "ALTER VIEW ?.paren AS SELECT 3 - (2 - 1) AS a"],
    says: /paren.*target only/,
  },
  { name: "trigger missing", make: ["DROP TRIGGER ?.before_parent"], says: /trigger .*before_parent.*missing/ },
  {
    name: "trigger's time",
    make: [
      "DROP TRIGGER ?.before_parent",
      "CREATE TRIGGER ?.before_parent BEFORE UPDATE ON ?.parent FOR EACH ROW SET NEW.code = CONCAT(NEW.code, 'ü')",
    ],
    says: /before_parent.*when/,
  },
  {
    name: "trigger's body",
    make: [
      "DROP TRIGGER ?.before_parent",
      "CREATE TRIGGER ?.before_parent BEFORE INSERT ON ?.parent FOR EACH ROW SET NEW.code = CONCAT(NEW.code, 'u')",
    ],
    says: /before_parent.*body/,
  },
  {
    name: "trigger too many",
    make: ["CREATE TRIGGER ?.more AFTER DELETE ON ?.parent FOR EACH ROW SET @a = 1"],
    says: /trigger .*more.*target only/,
  },
  { name: "function missing", make: ["DROP FUNCTION ?.f"], says: /function .*f.*missing/ },
  {
    name: "parameters of a procedure",
    make: [
      "DROP PROCEDURE ?.p",
      "CREATE PROCEDURE ?.p(IN a BIGINT, OUT b DECIMAL(5,2), INOUT c CHAR(3) CHARSET latin1 COLLATE latin1_german1_ci) SQL SECURITY INVOKER MODIFIES SQL DATA BEGIN DECLARE x INT; SELECT 'é' INTO c; SET b = a + 1; END",
    ],
    says: /procedure .*p.*parameters/,
  },
  { name: "security of a procedure", make: ["ALTER PROCEDURE ?.p SQL SECURITY DEFINER"], says: /procedure .*security/ },
  { name: "data access of a procedure", make: ["ALTER PROCEDURE ?.p READS SQL DATA"], says: /procedure .*data access/ },
  { name: "comment of a function", make: ["ALTER FUNCTION ?.f COMMENT 'x'"], says: /function .*comment/ },
  {
    name: "sql_mode of a procedure",
    make: [
      "DROP PROCEDURE ?.ansi",
      "SET SESSION sql_mode='ANSI_QUOTES'",
      'CREATE PROCEDURE ?.ansi() SELECT "id" FROM "parent"',
      "SET SESSION sql_mode=''",
    ],
    says: /ansi.*sql_mode/,
  },
  ...(
    [
      ["a text behind an escape", "one", "two"],
      ["a text behind a byte of value 0", "y'", "z'"],
      ["the character set of a text", "_latin1", "_latin2"],
      ["a hint", "NO_ICP", "NO_MRR"],
    ] as const
  ).map(([what, from, to]) => ({
    name: `body of a procedure: ${what}`,
    make: ["DROP PROCEDURE ?.escaped", `CREATE PROCEDURE ?.escaped() ${ESCAPED.replace(from, to)}`],
    says: /escaped.*body/,
  })),
  {
    name: "body of a procedure: a text behind a backslash that is no escape",
    make: [
      "DROP PROCEDURE ?.unescaped",
      "SET SESSION sql_mode='NO_BACKSLASH_ESCAPES'",
      "CREATE PROCEDURE ?.unescaped() SELECT 'c:\\', '-- two'",
      "SET SESSION sql_mode=''",
    ],
    says: /unescaped.*body/,
  },
  {
    name: "body of a trigger: a text behind an escape",
    make: [
      "DROP TRIGGER ?.escaped_t",
      "CREATE TRIGGER ?.escaped_t AFTER DELETE ON ?.options FOR EACH ROW SET @said = 'it\\'s -- two'",
    ],
    says: /escaped_t.*body/,
  },
  {
    name: "body of an event: a text behind an escape",
    make: ["ALTER EVENT ?.escaped_e DO SELECT 'it\\'s -- two'"],
    says: /escaped_e.*body/,
  },
  {
    name: "library missing",
    make: ["DROP LIBRARY ?.shared"],
    says: /library .*shared.*missing/,
    on: mysql8,
    alike: true,
  },
  {
    name: "code of a library",
    make: ["DROP LIBRARY ?.shared", "CREATE LIBRARY ?.shared LANGUAGE JAVASCRIPT AS 'export const n = 2'"],
    says: /library .*shared.*code/,
    on: mysql8,
    alike: true,
  },
  {
    name: "library too many",
    make: ["CREATE LIBRARY ?.more LANGUAGE JAVASCRIPT AS ''"],
    says: /library .*more.*target only/,
    on: mysql8,
    alike: true,
  },
  { name: "routine too many", make: ["CREATE PROCEDURE ?.extra() SELECT 1"], says: /procedure .*extra.*target only/ },
  { name: "event missing", make: ["DROP EVENT ?.nightly"], says: /event .*nightly.*missing/ },
  { name: "event's status", make: ["ALTER EVENT ?.nightly ENABLE"], says: /nightly.*status/ },
  {
    name: "event's schedule",
    make: ["ALTER EVENT ?.once ON SCHEDULE AT '2037-01-02 00:00:00'"],
    says: /once.*schedule/,
  },
  { name: "event's end", make: ["ALTER EVENT ?.once ON COMPLETION PRESERVE"], says: /once.*on completion/ },
  {
    name: "event too many",
    make: ["CREATE EVENT ?.extra ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1"],
    says: /event .*extra.*target only/,
  },
  {
    name: "defaults of the database",
    make: ["ALTER DATABASE ? CHARACTER SET utf8 COLLATE utf8_bin"],
    says: /database .*default collation/,
  },
  {
    name: "CHECK missing",
    make: ["ALTER TABLE ?.newer DROP CONSTRAINT positive"],
    says: /CHECK `positive` missing/,
    on: newer,
  },
  {
    name: "CHECK changed",
    make: [
      "ALTER TABLE ?.newer DROP CONSTRAINT positive",
      "ALTER TABLE ?.newer ADD CONSTRAINT positive CHECK (a >= 0 AND up <> 'no')",
    ],
    says: /CHECK `positive`/,
    on: newer,
  },
  {
    name: "CHECK no longer enforced",
    make: ["ALTER TABLE ?.newer ALTER CHECK positive NOT ENFORCED"],
    says: /CHECK `positive`/,
    on: mysql8,
  },
  {
    name: "expression of a column",
    make: [
      "ALTER TABLE ?.newer DROP COLUMN v",
      "ALTER TABLE ?.newer ADD COLUMN v INT GENERATED ALWAYS AS (a * (id + 2)) VIRTUAL AFTER up",
    ],
    says: /column `v`: expression/,
    on: newer,
  },
  {
    name: "STORED",
    make: [
      "ALTER TABLE ?.newer DROP COLUMN v",
      "ALTER TABLE ?.newer ADD COLUMN v INT GENERATED ALWAYS AS (a * (id + 1)) STORED AFTER up",
    ],
    says: /column `v`: STORED/,
    on: newer,
  },
  {
    name: "expression of a default",
    make: ["ALTER TABLE ?.newer MODIFY a INT NOT NULL DEFAULT (1 + 3)"],
    says: /column `a`: default/,
    on: newer,
  },
  {
    name: "invisible column",
    make: ["ALTER TABLE ?.newer MODIFY hid INT"],
    says: /column `hid`: INVISIBLE/,
    on: newer,
  },
  {
    name: "descending key",
    make: ["ALTER TABLE ?.newer DROP KEY down, ADD KEY down (a, id)"],
    says: /key `down`/,
    on: newer,
  },
  { name: "invisible key", make: ["ALTER TABLE ?.newer ALTER INDEX down INVISIBLE"], says: /key `down`/, on: mysql8 },
  { name: "ignored key", make: ["ALTER TABLE ?.newer ALTER INDEX down IGNORED"], says: /key `down`/, on: mariadb },
  {
    name: "order of triggers",
    make: ["DROP TRIGGER ?.newer1", "CREATE TRIGGER ?.newer1 BEFORE INSERT ON ?.newer FOR EACH ROW SET NEW.a = 1"],
    says: /newer1.*follows/,
    on: newer,
  },
];
