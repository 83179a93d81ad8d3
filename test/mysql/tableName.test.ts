import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDatabaseNames, parseTableNames, showTable, tableId, tableOf } from "../../mysql/tableName";

const name = fc
  .string({ minLength: 1, unit: fc.constantFrom("a", "B", "é", ".", "`", ",", " ", "'", '"', "$", "-") })
  .filter((text) => text.trim() === text);

test("a displayed table name is parsed back as the same table, whatever it contains", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ database: name, table: name }), { minLength: 1, maxLength: 4 }), (tables) => {
      expect(parseTableNames(tables.map(showTable).join(", "))).toEqual({ tables, wrong: [] });
      for (const one of tables) expect(tableOf(tableId(one.database, one.table))).toEqual(one);
    }),
  );
});

test("two tables whose joined names are the same text are distinguished", () => {
  const pairs = [
    { database: "shop", table: "eu.orders" },
    { database: "shop.eu", table: "orders" },
  ];
  expect(pairs.map(showTable)).toEqual(["`shop`.`eu.orders`", "`shop.eu`.`orders`"]);
  expect(new Set(pairs.map((one) => tableId(one.database, one.table))).size).toBe(2);
});

test("an ambiguous name is refused, not guessed", () => {
  expect(parseTableNames("shop.eu.orders, shop, shop.orders")).toEqual({
    tables: [{ database: "shop", table: "orders" }],
    wrong: ["shop.eu.orders", "shop"],
  });
  expect(parseDatabaseNames("shop, `a,b`, c.d")).toEqual({ databases: ["shop", "a,b"], wrong: ["c.d"] });
});
