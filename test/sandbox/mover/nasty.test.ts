import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import { contentOf, loggedSql, raiseStage, type Stage, until } from "./stage";

const EMPTY_ENUM_AND_ZERO_DATES = "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'";

/** Everything that is easily lost in a copy. */
const NASTY = [
  EMPTY_ENUM_AND_ZERO_DATES,
  "CREATE DATABASE `odd-name` DEFAULT CHARACTER SET latin1",
  "CREATE DATABASE nasty DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
  "USE nasty",
  // Character sets, binary data, all bytes.
  `CREATE TABLE texts (id INT PRIMARY KEY, l VARCHAR(50) CHARACTER SET latin1, g VARCHAR(50) CHARACTER SET gbk, u VARCHAR(50) CHARACTER SET utf16,
     m LONGTEXT CHARACTER SET utf8mb4, b VARBINARY(300), f BINARY(8), k LONGBLOB, c CHAR(5) CHARACTER SET utf8) ENGINE=InnoDB`,
  "INSERT INTO texts VALUES (1, 'é ÿ', '中文', '𝄞 music', '🐳 \\\\ \\' \" \\n \\0 end', x'00ff27225c0a1a', x'01', REPEAT(x'00ff', 70000), 'x ')",
  "INSERT INTO texts VALUES (2, '', '', '', '', '', '', '', '')",
  "INSERT INTO texts VALUES (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
  // Numbers at their limits; a FLOAT shows fewer digits than it has.
  `CREATE TABLE numbers (id BIGINT UNSIGNED PRIMARY KEY, f FLOAT, d DOUBLE, e DECIMAL(65,30), b BIT(64), o BIT(1), t TINYINT, y YEAR, z INT(5) ZEROFILL, n BOOL)`,
  "INSERT INTO numbers VALUES (18446744073709551615, 16777217.123, 1.7976931348623157e308, 12345678901234567890123456789012345.123456789012345678901234567890, b'1000000000000000000000000000000000000000000000000000000000000001', b'1', -128, 2155, 42, 1)",
  "INSERT INTO numbers VALUES (0, 0.1, 2.2250738585072014e-308, -0.000000000000000000000000000001, 0, b'0', 127, 0, 0, 0)",
  "INSERT INTO numbers VALUES (7, 3.4028234e38, -0.1, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
  // Invalid dates, fractions, times beyond a day, ENUM and SET edge cases.
  `CREATE TABLE times (id INT PRIMARY KEY, d DATE, t TIME(6), dt DATETIME(6), ts TIMESTAMP(3) NOT NULL DEFAULT '0000-00-00 00:00:00',
     e ENUM('a','b,c','é') NOT NULL, s SET('x','y','z'))`,
  "INSERT INTO times VALUES (1, '0000-00-00', '-838:59:59', '0000-00-00 00:00:00', '0000-00-00 00:00:00', 'nonsense', '')",
  "INSERT INTO times VALUES (2, '2011-02-31', '12:34:56.789012', '9999-12-31 23:59:59.999999', '2037-12-31 23:59:59.123', 'é', 'x,z')",
  "INSERT INTO times VALUES (3, '2011-00-00', NULL, NULL, '1970-01-01 00:00:01', 'b,c', NULL)",
  "CREATE TABLE places (id INT PRIMARY KEY, g GEOMETRY NOT NULL, SPATIAL KEY (g)) ENGINE=MyISAM",
  "INSERT INTO places VALUES (1, GeomFromText('POINT(1 2)', 4326)), (2, GeomFromText('POLYGON((0 0,1 0,1 1,0 0))'))",
  // Shapes of tables.
  "CREATE TABLE keyless (a INT, b VARCHAR(10))",
  "INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
  "CREATE TABLE `select` (`from` INT PRIMARY KEY, `where``s` VARCHAR(10), `数` INT COMMENT '说明 🐳') COMMENT='表'",
  "INSERT INTO `select` VALUES (1, 'y', 2)",
  "CREATE TABLE parts (id INT, d DATE, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE)",
  "INSERT INTO parts VALUES (1, '2019-01-01'), (2, '2025-01-01')",
  "CREATE TABLE counter (id INT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=500",
  "INSERT INTO counter VALUES (), ()",
  "CREATE TABLE zero (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
  "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
  "INSERT INTO zero VALUES (0, 1), (5, 2)",
  "CREATE TABLE nothing (id INT PRIMARY KEY)",
  // Foreign keys that are circular, self-referencing, or across databases.
  "SET SESSION foreign_key_checks = 0",
  "CREATE TABLE ring_a (id INT PRIMARY KEY, b INT, CONSTRAINT a_b FOREIGN KEY (b) REFERENCES ring_b (id))",
  "CREATE TABLE ring_b (id INT PRIMARY KEY, a INT, up INT, CONSTRAINT b_a FOREIGN KEY (a) REFERENCES ring_a (id), CONSTRAINT b_b FOREIGN KEY (up) REFERENCES ring_b (id))",
  "INSERT INTO ring_a VALUES (1, 1)",
  "INSERT INTO ring_b VALUES (1, 1, 2), (2, NULL, 1)",
  "SET SESSION foreign_key_checks = 1",
  "CREATE TABLE `odd-name`.child (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES nasty.ring_a (id) ON DELETE CASCADE)",
  "INSERT INTO `odd-name`.child VALUES (1, 1)",
  // Views on views in the wrong order, with a function, with a missing definer.
  "CREATE FUNCTION f_double(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
  "CREATE VIEW z_base AS SELECT id, f_double(id) AS twice FROM counter",
  "CREATE VIEW a_top AS SELECT * FROM z_base WHERE twice > 1",
  "CREATE DEFINER=`ghost`@`10.%` SQL SECURITY DEFINER VIEW haunted AS SELECT 'é🐳' AS word",
  "CREATE VIEW `odd-name`.across AS SELECT k.a, c.id FROM nasty.keyless k JOIN `odd-name`.child c ON c.id = k.a",
  "SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'",
  `CREATE PROCEDURE quoted(IN "a b" INT) COMMENT 'é' SELECT "a b" || 'x' AS "y"`,
  "SET SESSION sql_mode = ''",
  "CREATE DEFINER=`ghost`@`%` TRIGGER t_zero BEFORE INSERT ON zero FOR EACH ROW SET NEW.v = LENGTH('é')",
  "CREATE TRIGGER `odd-name`.t_child AFTER INSERT ON `odd-name`.child FOR EACH ROW INSERT INTO nasty.keyless VALUES (9, 'tr')",
  "CREATE EVENT e_disabled ON SCHEDULE EVERY 5 MINUTE DISABLE DO DELETE FROM keyless WHERE a = -1",
  "CREATE EVENT e_enabled ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DO BEGIN DELETE FROM keyless WHERE a = -2; END",
];

const MORE = [
  EMPTY_ENUM_AND_ZERO_DATES,
  "USE nasty",
  "INSERT INTO texts (id, m, k) VALUES (4, '🐙', REPEAT(x'fe', 1000))",
  "UPDATE numbers SET f = 0.3, b = 5 WHERE id = 7",
  "INSERT INTO times VALUES (4, '0000-00-00', NULL, NULL, '0000-00-00 00:00:00', '', 'y')",
  "INSERT INTO keyless VALUES (2, 'more')",
  "DELETE FROM keyless WHERE a = 1 LIMIT 1",
  "INSERT INTO `odd-name`.child VALUES (2, NULL)",
  "SET SESSION foreign_key_checks = 0",
  "DELETE FROM `odd-name`.child WHERE id = 1",
  "SET SESSION foreign_key_checks = 1",
  "TRUNCATE TABLE parts",
  "INSERT INTO places VALUES (3, GeomFromText('POINT(9 9)'))",
  "CREATE EVENT e_late ON SCHEDULE EVERY 1 HOUR STARTS '2030-01-01 00:00:00' DO SET @x = 1",
  "ALTER EVENT e_enabled ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00'",
  "CREATE TRIGGER t_late BEFORE UPDATE ON counter FOR EACH ROW SET NEW.id = OLD.id",
];

describe("data that is easily damaged on the way", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raiseStage();
    await loggedSql(stage.source.ref, ...NASTY);
    await stage.open();
  });
  afterAll(() => stage?.close());

  it("arrives byte for byte, by copy and by replication", async () => {
    const databases = ["nasty", "odd-name"];
    const mover = stage.mover();
    expect(await mover.start(stage.request())).toEqual({ ok: true });
    await until(mover, (one) => one.caughtUp === true);
    const rowsOnly = (content: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(content).filter(([name]) => !/^(trigger|event) /.test(name)));
    const copied = await contentOf(stage.source.ref, databases);
    expect(Object.keys(copied).length).toBe(13 + 4 + 2 + 2 + 2);
    expect(rowsOnly(await contentOf(stage.target.ref, databases))).toEqual(rowsOnly(copied));
    await loggedSql(stage.source.ref, ...MORE);
    await until(mover, (one) => one.caughtUp === true);
    expect(await mover.stop()).toEqual({ ok: true });
    expect(await contentOf(stage.target.ref, databases)).toEqual(await contentOf(stage.source.ref, databases));
    // CHECKSUM TABLE does not cover the AUTO_INCREMENT counter.
    const next = (server: Stage["source"]) =>
      withAdmin(server.ref, (admin) =>
        rowsOf(
          admin,
          "SELECT table_name n, auto_increment a FROM information_schema.tables WHERE table_schema = 'nasty' AND auto_increment > 1",
        ),
      );
    expect(await next(stage.target)).toEqual(await next(stage.source));
    await withAdmin(stage.target.ref, async (admin) => {
      expect(await rowsOf(admin, "SELECT * FROM nasty.a_top LIMIT 1")).toEqual([{ id: 500, twice: 1000 }]);
    });
  });
});
