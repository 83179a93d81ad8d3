import { expect, it } from "vitest";
import { asHeld } from "../../../mysql/facts/selection";

const ROWS = [
  { d: "Shop", t: "Orders" },
  { d: "Shop", t: "items" },
  { d: "empty", t: null },
];
const GIVEN = {
  databases: ["SHOP", "EMPTY", "gone"],
  tables: [
    { database: "shop", table: "ORDERS" },
    { database: "shop", table: "nothing" },
  ],
};

it("a selection gets the server's own spelling where the server finds names in any", async () => {
  expect(await asHeld(async () => ROWS, true, GIVEN)).toEqual({
    databases: ["Shop", "empty", "gone"],
    tables: [
      { database: "Shop", table: "Orders" },
      { database: "Shop", table: "nothing" },
    ],
  });
});

it("stays as it is elsewhere, and the server is not asked", async () => {
  const ask = async () => {
    throw new Error("asked");
  };
  expect(await asHeld(ask, false, GIVEN)).toBe(GIVEN);
  const all = { databases: "all" } as const;
  expect(await asHeld(ask, true, all)).toBe(all);
});
