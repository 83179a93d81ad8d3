import { expect, it } from "vitest";
import { objectsDiffer } from "../../../../provider/core/objects";
import { dbList } from "../../../../provider/drivers/alibabaDts/endpoints";
import { objectsOf } from "../../../../provider/drivers/alibabaDts/objects";

it.each([
  ["databases", { databases: ["shop", "crm"] }],
  ["tables", { databases: ["shop", "crm"], tables: { shop: ["orders", "items"], crm: ["lead"] } }],
])("a task that was configured with %s shows exactly that", (_title, selection) => {
  const objects = objectsOf(dbList(selection));
  expect(objectsDiffer(objects, selection)).toEqual([]);
  expect(objectsDiffer(objects, { databases: ["shop"] })).not.toEqual([]);
});

it("what it adds of its own changes nothing", () => {
  const text = JSON.stringify({ shop: { name: "shop", all: "true", state: "normal", dml_op: "iud", shard: 12 } });
  expect(objectsOf(text)).toEqual({ databases: { shop: "all" }, odd: [] });
});

it("renames, filters and changes that are left out are told", () => {
  const Table = {
    a: { name: "b", all: true },
    c: { name: "c", all: true, filter: "id > 7" },
    d: { name: "d", all: true, dml_op: "i" },
  };
  expect(objectsOf(JSON.stringify({ shop: { name: "x", all: false, Table } }))).toEqual({
    databases: { shop: ["a", "c", "d"] },
    odd: [
      "it renames shop to x",
      "it renames shop.a to b",
      "it moves only the rows of shop.c that match id > 7",
      "of the changes of shop.d it moves only i",
    ],
  });
});

it.each(["", "[]", "{", '"shop"', '{"shop":1}', undefined])("what cannot be read is not known: %j", (text) => {
  expect(objectsOf(text)).toBeUndefined();
});
