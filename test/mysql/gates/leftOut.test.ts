import { expect, test } from "vitest";
import { byDefaultDatabase, narrows } from "../../../mysql/gates/leftOut";

const exact = (name: string) => name;
const folded = (name: string) => name.toLowerCase();
const narrow = (name: string, value: string, databases: string[] | "all", same = exact) =>
  narrows({ name, value }, { databases }, same);

test("a filter counts if it excludes something selected", () => {
  expect(narrow("Replicate_Do_DB", "shop", ["shop"])).toBe(false);
  expect(narrow("Replicate_Do_DB", "shop,crm", ["crm"])).toBe(false);
  expect(narrow("Replicate_Do_DB", "shop", ["shop", "crm"])).toBe(true);
  expect(narrow("Replicate_Do_DB", "shop", "all")).toBe(true);
  expect(narrow("Replicate_Ignore_DB", "mysql,sys", "all")).toBe(false);
  expect(narrow("Replicate_Ignore_DB", "mysql,shop", "all")).toBe(true);
  expect(narrow("Replicate_Ignore_DB", "shop", ["crm"])).toBe(false);
  expect(narrow("Replicate_Do_Table", "shop.t", ["shop"])).toBe(true);
  expect(narrow("Replicate_Ignore_Table", "shop.t", ["shop"])).toBe(true);
  expect(narrow("Replicate_Wild_Do_Table", "shop.%", ["shop"])).toBe(false);
  expect(narrow("Replicate_Wild_Do_Table", "my\\_shop.%", ["my_shop"])).toBe(false);
  expect(narrow("Replicate_Wild_Do_Table", "shop.o%", ["shop"])).toBe(true);
  expect(narrow("Replicate_Wild_Ignore_Table", "mysql.%", "all")).toBe(false);
  expect(narrow("Replicate_Wild_Ignore_Table", "s_op.%", ["shop"])).toBe(true);
  expect(narrow("Replicate_Wild_Ignore_Table", "s\\_op.%", ["shop"])).toBe(false);
  expect(narrow("Replicate_Ignore_Domain_Ids", "3", ["shop"])).toBe(true);
  expect(narrow("Replicate_Rewrite_DB", "(shop,crm)", ["shop"])).toBe(true);
});

test("a filter of databases goes by the session's database unless changes are logged as rows", () => {
  const goes = (name: string, format?: string) => byDefaultDatabase({ name, value: "shop" }, format);
  for (const name of ["Replicate_Do_DB", "Replicate_Ignore_DB"])
    expect([goes(name, "STATEMENT"), goes(name, "MIXED"), goes(name), goes(name, "ROW")]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  expect(goes("Replicate_Wild_Do_Table", "STATEMENT")).toBe(false);
});

test("with single tables, a filter counts if it excludes one of them", () => {
  const tables = [
    { database: "shop", table: "orders" },
    { database: "my_crm", table: "t_1" },
  ];
  const narrow = (name: string, value: string) =>
    narrows({ name, value }, { databases: ["shop", "my_crm"], tables }, exact);
  expect(narrow("Replicate_Wild_Do_Table", "shop.orders,my\\_crm.t\\_1")).toBe(false);
  expect(narrow("Replicate_Wild_Do_Table", "shop.%,my%.t%")).toBe(false);
  expect(narrow("Replicate_Wild_Do_Table", "shop.orders,my\\_crm.t\\_2")).toBe(true);
  expect(narrow("Replicate_Do_DB", "shop,my_crm")).toBe(false);
  expect(narrow("Replicate_Do_DB", "shop")).toBe(true);
  expect(narrow("Replicate_Ignore_Table", "shop.customer")).toBe(false);
  expect(narrow("Replicate_Ignore_Table", "shop.orders")).toBe(true);
  expect(narrow("Replicate_Ignore_DB", "my_crm")).toBe(true);
});

test.each([
  ["Replicate_Do_DB", "Shop", ["shop"], true, true],
  ["Replicate_Do_DB", "shop", ["Shop"], true, false],
  ["Replicate_Ignore_DB", "Shop", ["shop"], false, true],
  ["Replicate_Do_Table", "Shop.%", ["shop"], true, true],
  ["Replicate_Wild_Do_Table", "Shop.%", ["shop"], true, false],
  ["Replicate_Wild_Ignore_Table", "SHOP.o%", ["shop"], false, true],
] as const)(
  "%s %s of %j: %s where names are exact, %s where they are folded",
  (name, value, databases, apart, alike) => {
    expect(narrow(name, value, [...databases])).toBe(apart);
    expect(narrow(name, value, [...databases], folded)).toBe(alike);
  },
);

test("a filter that names tables in other letters counts as the server reads it", () => {
  const tables = [{ database: "shop", table: "Orders" }];
  const narrow = (name: string, value: string, same: typeof exact) =>
    narrows({ name, value }, { databases: ["shop"], tables }, same);
  expect(narrow("Replicate_Ignore_Table", "shop.orders", exact)).toBe(false);
  expect(narrow("Replicate_Ignore_Table", "shop.orders", folded)).toBe(true);
  expect(narrow("Replicate_Do_Table", "shop.orders", exact)).toBe(true);
  expect(narrow("Replicate_Do_Table", "shop.orders", folded)).toBe(false);
});
