import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CompareInput, compare } from "../../../mysql/compare/compare";
import { type Real, start } from "../support/servers";
import { troubledLine } from "../support/troubledLine";

const DIGITS =
  "(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
const TEN_THOUSAND = `SELECT 1000*p.d + 100*q.d + 10*r.d + s.d, 0 FROM ${DIGITS} p, ${DIGITS} q, ${DIGITS} r, ${DIGITS} s`;
/** The first statement that re-reads rows by their keys. */
const SECOND_LOOK = /WHERE `id` IN \(/;

/**
 * Without a position that shows whether the target has caught up, waiting for differences to settle must not hide
 * permanent ones.
 */
describe("two servers of MySQL 5.6.24", () => {
  let source: Real;
  let target: Real;
  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target])
      await side.sql(
        "CREATE DATABASE flux",
        "CREATE TABLE flux.numbers (id INT PRIMARY KEY, v INT)",
        `INSERT INTO flux.numbers ${TEN_THOUSAND}`,
        "CREATE TABLE flux.words (id CHAR(6) CHARACTER SET latin1 PRIMARY KEY, v INT)",
        "INSERT INTO flux.words SELECT LPAD(id, 6, '0'), v FROM flux.numbers",
      );
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  /** @param caughtUp statements on the target between the first look and the second */
  async function run(table: string, caughtUp: string[] = []) {
    const line = await troubledLine(target.admin.port, () => target.sql(...caughtUp), SECOND_LOOK);
    const input: CompareInput = {
      source: source.admin,
      target: { ...target.admin, port: line.port },
      databases: ["flux"],
      tables: [{ database: "flux", table }],
      mode: "full",
      recheck: { rounds: 3, waitMs: 0 },
    };
    const result = await compare(input);
    line.close();
    return { ...result, secondLook: line.struck() };
  }

  test.each([
    ["numbers", "9990", "9990"],
    ["words", "009990", "'009990'"],
  ])("a row that differs behind thousands that lag is found in %s", async (table, id, literal) => {
    await target.sql(`UPDATE flux.${table} SET v = 1`);
    const result = await run(table, [`UPDATE flux.${table} SET v = IF(id = ${literal}, 7, 0)`]);
    expect(result.secondLook).toBe(true);
    expect(result.verdict).toBe("differs");
    expect(result.tables[0]!.differences.map(({ key }) => key)).toEqual([{ id }]);
    await target.sql(`UPDATE flux.${table} SET v = 0`);
  });

  test.each(["numbers", "words"])("thousands of rows that lag, and catch up, are the same in %s", async (table) => {
    await target.sql(`UPDATE flux.${table} SET v = 1`);
    const result = await run(table, [`UPDATE flux.${table} SET v = 0`]);
    expect([result.secondLook, result.verdict, result.notProven]).toEqual([true, "same", []]);
  });

  test("keys that Unicode does not distinguish are distinguished by their bytes", async () => {
    for (const side of [source, target])
      await side.sql(
        "CREATE TABLE flux.signs (id VARCHAR(6) CHARACTER SET gbk COLLATE gbk_bin PRIMARY KEY, v INT)",
        // Unicode has neither of the first two: each is converted to a question mark.
        "INSERT INTO flux.signs VALUES (_gbk X'FE80', 0), (_gbk X'FEA0', 0), ('?', 0), (_gbk X'C4E3', 0)",
      );
    for (const bytes of ["FE80", "FEA0", "3F", "C4E3"]) {
      const shown = new TextDecoder("gbk").decode(Buffer.from(bytes, "hex"));
      await target.sql(`UPDATE flux.signs SET v = 1 WHERE id = _gbk X'${bytes}'`);
      const { verdict, tables } = await run("signs");
      expect([verdict, tables[0]!.differences]).toEqual([
        "differs",
        [{ kind: "changed", key: { id: shown }, columns: [{ name: "v" }] }],
      ]);
      await target.sql("UPDATE flux.signs SET v = 0");
    }
    expect((await run("signs")).verdict).toBe("same");
  });

  test("a duplicate key in an engine that allows it does not hide one of its rows", async () => {
    for (const side of [source, target])
      await side.sql(
        ...["one", "two"].map((name) => `CREATE TABLE flux.${name} (id INT NOT NULL PRIMARY KEY, v INT) ENGINE=MyISAM`),
        "CREATE TABLE flux.merged (id INT NOT NULL PRIMARY KEY, v INT) ENGINE=MERGE UNION=(flux.one, flux.two)",
        "INSERT INTO flux.one VALUES (1, 1), (2, 2)",
        "INSERT INTO flux.two VALUES (1, 10), (2, 20)",
      );
    // A lookup by such a key stops at its first row.
    expect((await run("merged")).verdict).toBe("same");
    for (const name of ["one", "two"]) {
      await target.sql(`UPDATE flux.${name} SET v = 99 WHERE id = 1`);
      const { verdict, tables } = await run("merged");
      expect([name, verdict, tables[0]!.method]).toEqual([name, "differs", "buckets"]);
      await target.sql(`UPDATE flux.${name} SET v = IF('${name}' = 'one', 1, 10) WHERE id = 1`);
    }
  });

  test("a column whose name is a number is shown where the key has it", async () => {
    for (const side of [source, target])
      await side.sql(
        "CREATE TABLE flux.`order` (`2` INT, `1` INT, v INT, PRIMARY KEY (`2`, `1`))",
        "INSERT INTO flux.`order` SELECT id DIV 10, id MOD 10, 0 FROM flux.numbers",
      );
    const result = await run("order");
    expect([result.verdict, result.rows]).toEqual(["same", { source: 10_000, target: 10_000 }]);
  });
});
