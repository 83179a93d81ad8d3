import { expect, it } from "vitest";
import { type ComparisonFindings, judgeComparison } from "../../../provider/core/comparison";

const ORDERS = { database: "shop", table: "orders" };
const ITEMS = { database: "shop", table: "items" };
const BY = { title: "Huawei DRS", leavesOut: "TEXT by its length only" };

const judge = (findings: ComparisonFindings) => judgeComparison(BY, "full", [ORDERS, ITEMS], findings);
const same = (table: object) => ({ ...(table as typeof ORDERS), result: "same" as const });

it("proves what the service compared and found equal, and says what it left out", () => {
  expect(judge({ tables: [same(ORDERS), same(ITEMS)] })).toMatchObject({
    status: "pass",
    found: "Huawei DRS compared every row of 2 tables and found no difference; TEXT by its length only",
  });
  expect(
    judgeComparison({ title: "DTS" }, { samplePercent: 30 }, [ORDERS, ITEMS], {
      tables: [],
      compared: 2,
      verdict: { result: "same", vendorResult: "same" },
    }),
  ).toMatchObject({ status: "pass", found: "DTS compared 30 percent of the rows of 2 tables and found no difference" });
});

it("shuts the gate for a difference, with the tables' names, whatever else was not compared", () => {
  const different = { ...ORDERS, result: "different" as const, text: "3 / 2 rows" };
  const outcome = judge({ tables: [different, { ...ITEMS, result: "notCompared" }] });
  expect(outcome).toMatchObject({
    status: "fail",
    found: expect.stringContaining("1 table: shop.orders (3 / 2 rows)"),
  });
  const unnamed = judge({ tables: [], compared: 2, verdict: { result: "different", vendorResult: "different" } });
  expect(unnamed.status).toBe("fail");
});

it.each<[string, ComparisonFindings, RegExp]>([
  [
    "a table that it left out",
    { tables: [same(ORDERS), { ...ITEMS, result: "notCompared", text: "no key" }] },
    /not compared: shop.items \(no key\)/,
  ],
  [
    "a result that is not known",
    { tables: [same(ORDERS), { ...ITEMS, result: "unknown", text: "7" }] },
    /shop.items \(7\)/,
  ],
  ["a table without a word of it", { tables: [same(ORDERS)] }, /not in its result: shop.items/],
  [
    "fewer tables than there are",
    { tables: [], compared: 1, verdict: { result: "same", vendorResult: "same" } },
    /1 of 2 tables/,
  ],
  [
    "more tables than there are",
    { tables: [], compared: 3, verdict: { result: "same", vendorResult: "same" } },
    /3 of 2 tables/,
  ],
  [
    "a verdict that is not known",
    { tables: [], compared: 2, verdict: { result: "unknown", vendorResult: "maybe" } },
    /its verdict is 'maybe'/,
  ],
  ["an empty result", { tables: [] }, /not in its result: shop.orders, shop.items/],
])("reports %s as not proven, with what to do", (_, findings, found) => {
  expect(judge(findings)).toMatchObject({
    status: "undetermined",
    found: expect.stringMatching(found),
    remedy: expect.stringMatching(/exemption of G09.*task\.consistencyCheck: none/),
  });
});
