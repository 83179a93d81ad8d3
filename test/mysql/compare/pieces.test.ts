import { expect, test } from "vitest";
import { planColumns } from "../../../mysql/compare/columns";
import type { CompareContext } from "../../../mysql/compare/context";
import { sumPieces } from "../../../mysql/compare/pieces";
import type { TablePlan } from "../../../mysql/compare/tablePlan";

const id = { name: "id", type: "int", fullType: "int", nullable: false, virtual: false, fraction: 0 };
const place = { database: "shop", name: "t" };
const plan: TablePlan = {
  database: "shop",
  table: { source: place, target: place },
  columns: planColumns([id], [id]),
  hash: "crc32",
  packet: 4_194_304,
  notProven: [],
};
const pieces = [
  { plan, range: {} },
  { plan, range: {} },
];

/** Two servers that answer for both pieces with these numbers, whatever the query. */
function summed(...numbers: number[]) {
  const side = { busy: false, query: async () => numbers.map((i) => [i, "0", null]) };
  const context = { input: {}, source: side, target: side, duty: { share: 1 } };
  return sumPieces(context as unknown as CompareContext, pieces);
}

test("a result that is missing or given twice is no range without rows", async () => {
  expect(await summed(0, 1)).toHaveLength(2);
  for (const given of [[], [0], [1], [0, 0], [0, 1, 1], [0, 2]])
    await expect(summed(...given), String(given)).rejects.toThrow(/results for 2 ranges .*; needed: one for each/s);
});
