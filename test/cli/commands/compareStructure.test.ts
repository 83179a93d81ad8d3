import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dbferry, url } from "../../mysql/support/command";
import { type Real, start } from "../../mysql/support/servers";

describe("dbferry compare also compares the structure", () => {
  let source: Real;
  let target: Real;
  const compare = (...more: string[]) =>
    dbferry("compare", "--source", url(source), "--target", url(target), "--wait", "0", ...more);
  const shop = ["--databases", "shop"];

  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target])
      await side.sql(
        "CREATE DATABASE shop",
        "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), UNIQUE KEY name (name))",
        "INSERT INTO shop.orders VALUES (1, 'ann')",
        "CREATE VIEW shop.names AS SELECT name FROM shop.orders",
        "CREATE PROCEDURE shop.count_orders() SELECT COUNT(*) FROM orders",
      );
  });
  afterAll(() => Promise.all([source?.stop(), target?.stop()]));

  test("equal: exit code 0 and both verdicts", async () => {
    const { code, out } = await compare(...shop);
    expect(out).toMatch(/source and target have the same structure\n.*source and target hold the same data\n$/);
    expect(code).toBe(0);
  });

  test("equal data with a missing key: exit code 1, a diff, and the statement that repairs it", async () => {
    await target.sql("ALTER TABLE shop.orders DROP KEY name");
    const { code, out } = await compare(...shop);
    expect(code).toBe(1);
    expect(out).toContain(
      "DIFFERS table shop.orders: UNIQUE key `name` missing on the target\n        + UNIQUE KEY `name` (`name`)",
    );
    expect(out).toContain("ALTER TABLE `shop`.`orders` ADD UNIQUE KEY `name` (`name`);");
    const json = await compare(...shop, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      verdict: "differs",
      structure: { verdict: "differs", differences: [{ kind: "table", name: { database: "shop", object: "orders" } }] },
    });
    const data = await compare(...shop, "--data-only");
    expect(data.out).toMatch(/the structure was excluded by request: the verdict does not cover it\n$/);
    expect(data.code).toBe(0);
    await target.sql("ALTER TABLE shop.orders ADD UNIQUE KEY name (name)");
  });

  test("structure only: says that the data was left out", async () => {
    const { code, out } = await compare(...shop, "--structure-only");
    expect(code).toBe(0);
    expect(out).toMatch(/^structure: 4 objects of the source compared/);
    expect(out).toMatch(/the data was excluded by request: the verdict does not cover it\n$/);
    expect((await compare(...shop, "--structure-only", "--data-only")).error).toMatch(/--data-only/);
  });

  test.each([
    ["SELECT, SHOW VIEW, TRIGGER", "without EVENT on"],
    ["SELECT, SHOW VIEW, EVENT", "without TRIGGER on"],
    ["SELECT, TRIGGER, EVENT", "without SHOW VIEW on"],
    ["SELECT, SHOW VIEW, TRIGGER, EVENT", "without SELECT on mysql.proc"],
  ])("an account with %s alone proves nothing: exit code 3", async (rights, reason) => {
    await source.sql(`GRANT ${rights} ON shop.* TO 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'`);
    const weak = `mysql://weak:weak-1@127.0.0.1:${source.admin.port}/`;
    const { code, out } = await dbferry("compare", "--source", weak, "--target", url(target), ...shop, "--wait", "0");
    expect(out).toContain(`NOT PROVEN source: ${reason}`);
    // A routine that the account cannot see is not reported as extra on the target, and no DROP is suggested.
    expect(out).not.toMatch(/DIFFERS|DROP/);
    expect(code).toBe(3);
    await source.sql("DROP USER 'weak'@'127.0.0.1'");
  });

  test("a counted table is not proven: exit code 3", async () => {
    expect((await compare(...shop, "--mode", "counts")).code).toBe(3);
  });
});
