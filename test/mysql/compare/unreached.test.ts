import { afterAll, beforeAll, expect, test } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import { compareStructure } from "../../../mysql/structure/structure";
import { type Real, start } from "../support/servers";

/**
 * Tables with upper-case names created before the server was configured for lower-case names: information_schema hides
 * them.
 */
let source: Real;
let target: Real;

beforeAll(async () => {
  [source, target] = await Promise.all([start(), start()]);
  await Promise.all(
    [source, target].map((side) =>
      side.sql(
        "CREATE DATABASE shop",
        "CREATE TABLE shop.items (id INT PRIMARY KEY)",
        "INSERT INTO shop.items VALUES (1)",
      ),
    ),
  );
  await source.sql("CREATE TABLE shop.Orders (id INT PRIMARY KEY)", "INSERT INTO shop.Orders VALUES (1)");
  await source.sql("CREATE DATABASE Archive", "CREATE TABLE Archive.years (id INT PRIMARY KEY)");
  await source.server.restartWith({ "lower-case-table-names": 1 });
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
});

const compared = (more: object) =>
  compare({
    source: source.admin,
    target: target.admin,
    databases: ["shop"],
    mode: "full",
    recheck: { rounds: 0 },
    ...more,
  });

test("what the source has but cannot open is not proven", async () => {
  const { verdict, notProven, tables } = await compared({});
  expect(verdict).toBe("notProven");
  expect(notProven).toEqual([expect.stringMatching(/^the table shop\.Orders on the source cannot be opened: .*= 1/)]);
  expect(tables.map(({ table, verdict }) => [table, verdict])).toEqual([["items", "same"]]);
});

test("a database that cannot be opened is named too", async () => {
  const { verdict, notProven } = await compared({ databases: "all" });
  expect(verdict).not.toBe("same");
  expect(notProven).toContainEqual(expect.stringMatching(/^the database Archive on the source cannot be opened/));
});

test("what was not selected does not count", async () => {
  const { verdict } = await compared({ tables: [{ database: "shop", table: "items" }] });
  expect(verdict).toBe("same");
});

test("the structure comparison names them too", async () => {
  const sides = { source: source.admin, target: target.admin, settleSeconds: 0 };
  const shop = await compareStructure({ ...sides, databases: ["shop"] });
  expect(shop).toMatchObject({ verdict: "notProven", differences: [] });
  expect(shop.notProven).toEqual([
    { reason: expect.stringMatching(/^the table shop\.Orders on the source cannot be/) },
  ]);
  const all = await compareStructure({ ...sides, databases: "all" });
  expect(all.notProven).toContainEqual({ reason: expect.stringMatching(/^the database Archive on the source cannot/) });
});
