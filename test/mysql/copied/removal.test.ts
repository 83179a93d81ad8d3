import { describe, expect, it } from "vitest";
import { keepFirst, type TargetBefore } from "../../../mysql/copied/before";
import type { DatabaseObject } from "../../../mysql/copied/objects";
import { planRemoval } from "../../../mysql/copied/removal";

const table = (name: string): DatabaseObject => ({ kind: "table", name });
const before = (databases: TargetBefore["databases"]): TargetBefore => ({ server: "s1", at: "2026-11-29", databases });
const planned = (was: TargetBefore["databases"], ...objects: DatabaseObject[]) => {
  const database = { name: "shop", objects, rows: 1, bytes: 1, sessions: [] };
  const fold = (name: string) => name.toLowerCase();
  return planRemoval(before(was), { server: "s1", databases: [database], fold, complete: true })[0]!;
};

describe("removing what a migration of single tables copied", () => {
  it("includes the database that did not exist before, if it holds nothing else", () => {
    expect(planned({ shop: { stood: false, only: ["orders"] } }, table("orders"))).toMatchObject({
      remove: "database",
    });
  });

  it("includes only those tables if somebody has added something else beside them", () => {
    const view: DatabaseObject = { kind: "view", name: "customer" };
    expect(
      planned({ shop: { stood: false, only: ["Orders", "customer"] } }, table("orders"), table("kept"), view),
    ).toMatchObject({ remove: "objects", objects: [table("orders")], stays: [table("kept"), view] });
  });

  it("includes none that existed before", () => {
    const shop = { stood: true as const, objects: ["table orders"], only: ["orders", "customer"] };
    expect(planned({ shop }, table("orders"), table("customer"))).toMatchObject({ objects: [table("customer")] });
    expect(planned({ shop }, table("orders"), table("kept"))).toMatchObject({ remove: "nothing" });
  });

  it("includes nothing of a database without any of them", () => {
    expect(planned({ shop: { stood: false, only: ["orders"] } }, table("kept"))).toMatchObject({
      remove: "nothing",
      why: expect.stringContaining("none of the tables"),
    });
  });
});

it("covers two selections by everything that either may have copied", () => {
  const shop = (only?: string[]) => before({ shop: { stood: false, ...(only ? { only } : {}) } });
  const kept = (first?: string[], later?: string[]) => keepFirst(shop(first), shop(later))!.databases["shop"];
  expect(kept(["a"], ["b"])).toEqual({ stood: false, only: ["a", "b"] });
  expect(kept(["a"])).toEqual({ stood: false });
  expect(kept(undefined, ["a"])).toEqual({ stood: false });
  expect(keepFirst(shop(["a"]), before({}))!.databases["shop"]).toEqual({ stood: false, only: ["a"] });
});

it("excludes what somebody else created before the selection grew to include it", () => {
  const first = before({ shop: { stood: false, only: ["a"] } });
  const there = { stood: true as const, objects: ["table a", "table b"] };
  const more = keepFirst(first, before({ shop: { ...there, only: ["a", "b"] } }))!.databases;
  expect(planned(more, table("a"), table("b"))).toMatchObject({ remove: "objects", objects: [table("a")] });
  const whole = keepFirst(first, before({ shop: there }))!.databases;
  expect(planned(whole, table("a"), table("b"), table("c"))).toMatchObject({ objects: [table("a"), table("c")] });
  const same = keepFirst(first, before({ shop: { ...there, only: ["a"] } }))!.databases;
  expect(same["shop"]).toEqual({ stood: false, only: ["a"] });
});
