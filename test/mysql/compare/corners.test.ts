import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CompareInput, compare } from "../../../mysql/compare/compare";
import { distributionOf, type Real, start } from "../support/servers";

/** Unusual definitions and privileges on two servers: none may abort a comparison, hide a difference or invent one. */
describe("two servers of MySQL 5.6.24", () => {
  let source: Real;
  let target: Real;
  const verdict = async (more: Partial<CompareInput> = {}) => {
    const { verdict } = await compare({
      source: source.admin,
      target: target.admin,
      databases: ["corner"],
      mode: "full",
      recheck: { rounds: 0 },
      ...more,
    });
    return verdict;
  };
  const onBoth = async (...statements: string[]) => {
    for (const side of [source, target]) {
      await side.sql("DROP DATABASE IF EXISTS corner", "CREATE DATABASE corner CHARACTER SET utf8", ...statements);
    }
  };

  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test.each([
    ["TIMESTAMP NULL", "TIMESTAMP(6) NULL", "'2020-02-03 04:05:06'", "'2020-02-03 04:05:06.000001'"],
    ["DATETIME(3)", "DATETIME(6)", "'2020-02-03 04:05:06.120'", "'2020-02-03 04:05:06.120001'"],
    ["DATE", "DATETIME", "'2020-02-03'", "'2020-02-03 00:00:01'"],
    ["DATE", "DATETIME(2)", "'0000-00-00'", "'2020-02-03 00:00:00.01'"],
    ["TIME", "TIME(1)", "'-12:34:56'", "'-12:34:56.1'"],
    ["DECIMAL(10,2)", "DECIMAL(20,6)", "-1.25", "-1.250001"],
    ["INT", "DECIMAL(10,2)", "7", "7.01"],
    ["BIGINT UNSIGNED", "DECIMAL(30,2)", "18446744073709551615", "18446744073709551615.01"],
    ["FLOAT", "DOUBLE", "-1.5", "-1.5000000000000002"],
    ["FLOAT", "DOUBLE", "-0e0", "0"],
    ["DECIMAL(65,0)", "DECIMAL(65,30)", "5", "5.000000000000000000000000000001"],
  ])("a value in %s and in %s", async (mine, theirs, value, other) => {
    const insert = (of: string) => `INSERT INTO corner.t VALUES (1, ${of}, 'a'), (2, NULL, 'b'), (3, ${value}, NULL)`;
    const table = (type: string) => `CREATE TABLE corner.t (id INT PRIMARY KEY, v ${type}, w VARCHAR(5))`;
    await onBoth("SET SESSION sql_mode = ''", table(mine), insert(value));
    await target.sql("SET SESSION sql_mode = ''", "DROP TABLE corner.t", table(theirs), insert(value));
    // Values with too many digits for one type are compared as printed, and differ; they are never falsely the same.
    expect(await verdict()).toBe(mine === "DECIMAL(65,0)" ? "differs" : "same");
    await target.sql(`UPDATE corner.t SET v = ${other} WHERE id = 3`);
    expect(await verdict()).toBe("differs");
  });

  test.each([
    ["numbers with a key", "id INT PRIMARY KEY, ", "INT", "1"],
    ["texts with a key", "id INT PRIMARY KEY, ", "VARCHAR(5)", "'a'"],
    ["numbers without a key", "id INT, ", "INT", "1"],
  ])("a table of 2500 columns, %s", async (_, key, type, other) => {
    const columns = Array.from({ length: 2500 }, (_, at) => `c${at} ${type}`).join(", ");
    await onBoth(`CREATE TABLE corner.t (${key}${columns}) ENGINE=MyISAM`, "INSERT INTO corner.t (id) VALUES (1), (2)");
    expect(await verdict()).toBe("same");
    await target.sql(`UPDATE corner.t SET c2499 = ${other} WHERE id = 2`);
    expect(await verdict()).toBe("differs");
  });

  test("leading zeros that one side prints are no difference", async () => {
    await onBoth(
      "CREATE TABLE corner.t (id INT PRIMARY KEY, a INT(6) UNSIGNED ZEROFILL, b INT, c DECIMAL(10,2) UNSIGNED ZEROFILL, d DOUBLE ZEROFILL)",
      "INSERT INTO corner.t VALUES (1, 42, 42, 1.5, 1.7976931348623157e308), (2, NULL, NULL, NULL, NULL)",
    );
    await target.sql(
      "ALTER TABLE corner.t MODIFY a INT, MODIFY b INT(6) UNSIGNED ZEROFILL, MODIFY c DECIMAL(10,2), MODIFY d DOUBLE",
    );
    expect(await verdict()).toBe("same");
    for (const [column, value] of [
      ["a", "43"],
      ["b", "43"],
      ["c", "1.51"],
      ["d", "1.7976931348623155e308"],
    ]) {
      await target.sql(`UPDATE corner.t SET ${column} = ${value} WHERE id = 1`);
      expect([column, await verdict()]).toEqual([column, "differs"]);
      await target.sql(`UPDATE corner.t SET ${column} = NULL WHERE id = 1`);
      await source.sql(`UPDATE corner.t SET ${column} = NULL WHERE id = 1`);
    }
  });

  test("numbers stored as bytes do not sort as numbers", async () => {
    const digits =
      "(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
    await onBoth(
      "CREATE TABLE corner.t (id DECIMAL(10,0) PRIMARY KEY, a INT)",
      `INSERT INTO corner.t SELECT 1000*p.d + 100*q.d + 10*r.d + s.d, 1 FROM ${digits} p, ${digits} q, ${digits} r, ${digits} s`,
    );
    await target.sql("ALTER TABLE corner.t MODIFY id VARBINARY(20)");
    expect(await verdict()).toBe("same");
    expect(
      await compare({
        source: target.admin,
        target: source.admin,
        databases: ["corner"],
        mode: "full",
        recheck: { rounds: 0 },
      }).then((r) => r.verdict),
    ).toBe("same");
    await target.sql("UPDATE corner.t SET a = 2 WHERE id = '5'");
    expect(await verdict()).toBe("differs");
  });

  test("a narrower grant that hides a database from a wider one is not the same", async () => {
    await onBoth("CREATE TABLE corner.t (id INT PRIMARY KEY)");
    await source.sql("INSERT INTO corner.t VALUES (1)");
    for (const side of [source, target]) {
      await side.sql(
        "DROP DATABASE IF EXISTS corner2",
        "CREATE DATABASE corner2",
        "CREATE TABLE corner2.t (id INT PRIMARY KEY)",
        "CREATE USER half@'127.0.0.1' IDENTIFIED BY 'x'",
        "GRANT SELECT ON `corn%`.* TO half@'127.0.0.1'",
        "GRANT EXECUTE ON corner.* TO half@'127.0.0.1'",
      );
    }
    const half = { user: "half", password: "x" };
    const seen = verdict({
      source: { ...source.admin, ...half },
      target: { ...target.admin, ...half },
      databases: ["corner", "corner2"],
    });
    await expect(seen).rejects.toThrow(/SELECT/);
  });
});

test.for([
  ["mysql9", "ALTER INDEX k INVISIBLE"],
  ["mariadb", "ALTER INDEX k IGNORED"],
] as const)("%s: an index that the optimizer may not use is not used to walk the table", async ([which, change]) => {
  const distribution = await distributionOf(which);
  const [source, target] = await Promise.all([start({}, distribution), start({}, distribution)]);
  try {
    for (const side of [source, target]) {
      await side.sql(
        "CREATE DATABASE corner",
        "CREATE TABLE corner.t (a INT NOT NULL, b INT NOT NULL, v INT, UNIQUE KEY z (a), UNIQUE KEY k (b))",
        "INSERT INTO corner.t VALUES (1, 1, 1)",
      );
    }
    await target.sql(`ALTER TABLE corner.t ${change}`);
    const go = () =>
      compare({
        source: source.admin,
        target: target.admin,
        databases: ["corner"],
        mode: "full",
        recheck: { rounds: 0 },
      });
    expect((await go()).verdict).toBe("same");
    await target.sql("UPDATE corner.t SET v = 2");
    expect((await go()).verdict).toBe("differs");
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
});
