import { afterAll, beforeAll, expect, test } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import { compareStructure } from "../../../mysql/structure/structure";
import { type Real, start } from "../support/servers";

/** Names that are different on one server and the same on the other: each of them must be accounted for. */
let sensitive: Real;
let folding: Real;

beforeAll(async () => {
  [sensitive, folding] = await Promise.all([start(), start({ "lower-case-table-names": 1 })]);
  const table = (database: string, name: string) => [
    `CREATE TABLE ${database}.${name} (id INT PRIMARY KEY)`,
    `INSERT INTO ${database}.${name} VALUES (1)`,
  ];
  await sensitive.sql(
    "CREATE DATABASE Shop",
    ...table("Shop", "items"),
    "CREATE DATABASE shop",
    ...table("shop", "items"),
    "CREATE DATABASE depot",
    ...table("depot", "Goods"),
    ...table("depot", "goods"),
  );
  await folding.sql(
    "CREATE DATABASE shop",
    ...table("shop", "items"),
    "CREATE DATABASE depot",
    ...table("depot", "goods"),
  );
});
afterAll(async () => {
  await Promise.all([sensitive?.stop(), folding?.stop()]);
});

const compared = async (source: Real, target: Real, databases: string[] | "all") => {
  const sides = { source: source.admin, target: target.admin, databases };
  const data = await compare({ ...sides, mode: "full", recheck: { rounds: 0 } });
  const structure = await compareStructure({ ...sides, settleSeconds: 0 });
  return { data, structure };
};

test.each([
  ["two databases", ["Shop", "shop"], /Shop/],
  ["two tables", ["depot"], /Goods/],
  ["all of them", "all" as const, /Shop.*Goods|Goods.*Shop/s],
])("%s of the source that the target takes for one are not the same", async (_, databases, other) => {
  const { data, structure } = await compared(sensitive, folding, databases);
  expect([data.verdict, structure.verdict]).toEqual(["differs", "differs"]);
  expect(JSON.stringify(data.tables.filter(({ verdict }) => verdict !== "same"))).toMatch(other);
  expect(JSON.stringify(structure.differences)).toMatch(other);
  expect(data.tables.flatMap(({ structure }) => structure)).not.toContain("the table exists only on the target");
});

test.each([
  ["two databases", ["Shop", "shop"], /Shop/],
  ["two tables", ["depot"], /Goods/],
  ["all of them", "all" as const, /Shop.*Goods|Goods.*Shop/s],
])("%s of the target that the source takes for one are not the same", async (_, databases, other) => {
  const { data, structure } = await compared(folding, sensitive, databases);
  expect([data.verdict, structure.verdict]).toEqual(["differs", "differs"]);
  expect(JSON.stringify(data.tables.filter(({ verdict }) => verdict !== "same"))).toMatch(other);
  expect(JSON.stringify(structure.differences)).toMatch(other);
  expect(data.tables.flatMap(({ structure }) => structure)).not.toContain("the table is missing on the target");
});

test.each(["shop", "Shop"])("the database %s alone is compared with its one counterpart", async (database) => {
  for (const [source, target] of [
    [sensitive, folding],
    [folding, sensitive],
  ] as const) {
    const { data, structure } = await compared(source, target, [database]);
    expect([data.verdict, structure.verdict]).toEqual(["same", "same"]);
    expect(data.tables.map(({ table }) => table)).toEqual(["items"]);
  }
});
