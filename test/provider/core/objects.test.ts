import { expect, it } from "vitest";
import { objectsDiffer, type ShownObjects, type Wanted } from "../../../provider/core/objects";

const shop: Wanted = { databases: ["shop"] };
const tables: Wanted = { databases: ["shop"], tables: { shop: ["orders", "items"] } };

it.each<[string, ShownObjects["databases"], Wanted, string[]]>([
  ["everything, as wanted", "all", { databases: "all" }, []],
  ["the databases, as wanted", { crm: "all", shop: "all" }, { databases: ["shop", "crm"] }, []],
  ["the tables, as wanted", { shop: ["items", "orders"] }, tables, []],
  ["everything, for one database", "all", shop, ["it moves every database"]],
  ["one database, for everything", { shop: "all" }, { databases: "all" }, ["it moves only shop, not every database"]],
  ["one database less", {}, shop, ["it does not move the database shop"]],
  ["one database more", { shop: "all", crm: "all" }, shop, ["it moves the database crm as well"]],
  ["tables of a whole database", { shop: ["t"] }, shop, ["of the database shop it moves only shop.t"]],
  ["a whole database for its tables", { shop: "all" }, tables, ["it moves the whole database shop"]],
  [
    "a table less and one more",
    { shop: ["orders", "log"] },
    tables,
    ["it does not move shop.items", "it moves shop.log as well"],
  ],
  // MySQL on Linux distinguishes them.
  [
    "a database in other letters",
    { Shop: "all" },
    shop,
    ["it does not move the database shop", "it moves the database Shop as well"],
  ],
])("a task that moves %s", (_title, databases, wanted, expected) => {
  expect(objectsDiffer({ databases, odd: [] }, wanted)).toEqual(expected);
});

it("renames and filters differ from every selection", () => {
  expect(objectsDiffer({ databases: { shop: "all" }, odd: ["it renames shop to x"] }, shop)).toEqual([
    "it renames shop to x",
  ]);
});

it("a service that shows nothing says nothing", () => {
  expect(objectsDiffer(undefined, shop)).toEqual([]);
});

it("a long list is cut, and says so", () => {
  const many = Array.from({ length: 25 }, (_, index) => `t${index}`);
  expect(objectsDiffer({ databases: { shop: [...many, "orders", "items"] }, odd: [] }, tables)).toEqual([
    expect.stringMatching(/^it moves shop\.t0, .*shop\.t9 and 15 more as well$/),
  ]);
});
