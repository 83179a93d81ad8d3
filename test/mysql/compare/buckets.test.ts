import { expect, test } from "vitest";
import { planColumns } from "../../../mysql/compare/columns";
import type { CompareContext } from "../../../mysql/compare/context";
import { startResult } from "../../../mysql/compare/result";
import { SuspectBuckets } from "../../../mysql/compare/suspectTotals";
import type { Column, SideName, TablePlan } from "../../../mysql/compare/tablePlan";

const column = (name: string, type: string): Column => ({
  name,
  type,
  fullType: type,
  nullable: true,
  virtual: false,
  fraction: 0,
});
const columns = [column("n", "int"), column("doc", "json")];
const place = { database: "shop", name: "log" };
const plan: TablePlan = {
  database: "shop",
  table: { source: place, target: place },
  columns: planColumns(columns, columns),
  hash: "crc32",
  packet: 4_194_304,
  notProven: [],
};

/** A table without a key, one bucket of which had different sums and now has these rows. */
async function concluded(rows: Record<SideName, string[][]>) {
  const side = (name: SideName) => ({
    async *stream() {
      yield* rows[name];
    },
  });
  const context = { input: {}, source: side("source"), target: side("target") } as unknown as CompareContext;
  const result = startResult(plan, "buckets");
  const seen = { rows: { source: 1, target: 1 }, differing: [3], buckets: 16 };
  await new SuspectBuckets(context, plan, result, seen).conclude();
  return { differing: result.differing, notProven: result.notProven };
}

test("sums that differ are explained by JSON that is written in two ways", async () => {
  const rows = { source: [["1", '{"a": 1.0, "b": 2}']], target: [["1", '{"b": 2, "a": 1}']] };
  expect(await concluded(rows)).toEqual({ differing: 0, notProven: [] });
});

test("sums that differ, of rows that are the same to the letter when they are read, are not explained by it", async () => {
  // The row that differed has been changed on both sides, and belongs to another bucket now.
  const rows = { source: [["1", '{"a": 1}']], target: [["1", '{"a": 1}']] };
  for (const same of [rows, { source: [], target: [] }])
    expect(await concluded(same)).toEqual({
      differing: 0,
      notProven: [expect.stringMatching(/^the sums of 1 parts differ although no differing row was found/)],
    });
});

test("a value that differs is a difference", async () => {
  const rows = { source: [["1", '{"a": 1}']], target: [["1", '{"a": 2}']] };
  expect(await concluded(rows)).toMatchObject({ differing: 1, notProven: [] });
});
