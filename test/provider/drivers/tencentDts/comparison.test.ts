import { describe, expect, it } from "vitest";
import { type Script, vendorWith } from "./vendor";

const own = async (script: Script) => {
  const vendor = await vendorWith(script);
  return { ...vendor, own: vendor.driver.can.comparison! };
};
const ABSTRACT = { Conclusion: "same", Status: "success", TotalTables: 2, CheckedTables: 2, DifferentTables: 0 };
const report = (Abstract: object, Detail: object = {}) => ({
  Abstract: { ...ABSTRACT, SkippedTables: 0, ...Abstract },
  Detail: { Difference: { TotalCount: 0, Items: null }, Skipped: { TotalCount: 0, Items: null }, ...Detail },
});

describe("Tencent DTS's comparisons", () => {
  it("are read newest first, with their names and states; an undocumented one is unknown", async () => {
    const row = (CompareTaskId: string, Status: string, CreatedAt: string, more: object = {}) => ({
      CompareTaskId,
      TaskName: `name of ${CompareTaskId}`,
      Status,
      CreatedAt,
      ...more,
    });
    const { own: comparison } = await own({
      DescribeCompareTasks: [
        {
          TotalCount: 3,
          Items: [
            row("a", "success", "2026-12-01 10:00:00", { FinishedAt: "2026-12-01 10:05:00" }),
            row("b", "running", "2026-12-01 11:00:00", { CompareProcess: { Percent: 40 } }),
            row("c", "pondering", "2026-12-01 09:00:00", { Message: "why not" }),
          ],
        },
      ],
    });
    expect(await comparison.list("dts-1")).toEqual([
      { id: "b", name: "name of b", state: "running", vendorState: "running", percent: 40 },
      { id: "a", name: "name of a", state: "done", vendorState: "success", endedAt: "2026-12-01 10:05:00" },
      { id: "c", name: "name of c", state: "unknown", vendorState: "pondering", reason: "why not" },
    ]);
    const none = await own({ DescribeCompareTasks: [{ TotalCount: 0, Items: null }] });
    expect(await none.own.list("dts-1")).toEqual([]);
  });

  it("are independent and cover all that the task moves, in full or as a sample, and are started by id", async () => {
    const { own: comparison, of } = await own({ CreateCompareTask: [{ CompareTaskId: "c" }], StartCompare: [{}] });
    expect(await comparison.create("dts-1", { name: "dbferry-x", check: "full", tables: [] })).toBe("c");
    await comparison.create("dts-1", { name: "dbferry-x", check: { samplePercent: 30 }, tables: [] });
    await comparison.start!("dts-1", "c");
    const base = { JobId: "dts-1", TaskName: "dbferry-x", ObjectMode: "sameAsMigrate" };
    expect(of("CreateCompareTask")).toEqual([
      { ...base, Options: { Method: "dataCheck", Type: "independent" } },
      { ...base, Options: { Method: "sampleDataCheck", SampleRate: 30, Type: "independent" } },
    ]);
    expect(of("StartCompare")).toEqual([{ JobId: "dts-1", CompareTaskId: "c" }]);
  });

  it("are stopped before they are removed", async () => {
    const { own: comparison, calls } = await own({ StopCompare: [{}], DeleteCompareTask: [{}] });
    await comparison.remove!("dts-1", { id: "c", state: "running", vendorState: "running" });
    await comparison.remove!("dts-1", { id: "c", state: "running", vendorState: "stopping" });
    await comparison.remove!("dts-1", { id: "c", state: "stopped", vendorState: "canceled" });
    expect(calls.map(({ action }) => action)).toEqual(["StopCompare", "DeleteCompareTask"]);
  });

  it("name what differs, each table once, and what was skipped", async () => {
    const block = (Table: string) => ({ Db: "shop", Table, SrcItem: "a", DstItem: "b" });
    const { own: comparison } = await own({
      DescribeCompareReport: [
        report(
          { Conclusion: "different", DifferentTables: 1, CheckedTables: 1, SkippedTables: 1 },
          {
            Difference: { TotalCount: 2, Items: [block("orders"), block("orders")] },
            Skipped: { TotalCount: 1, Items: [{ Db: "shop", Table: "log", Reason: "no key" }] },
          },
        ),
      ],
    });
    expect(await comparison.findings("dts-1", "c")).toEqual({
      tables: [
        { database: "shop", table: "orders", result: "different" },
        { database: "shop", table: "log", result: "notCompared", text: "no key" },
      ],
      compared: 1,
      verdict: { result: "different", vendorResult: "different" },
    });
  });

  it.each([
    [{}, "same"],
    [{ Conclusion: "skipAll", CheckedTables: 0, SkippedTables: 2 }, "notCompared"],
    [{ Conclusion: "maybe" }, "unknown"],
    [{ Conclusion: "" }, "unknown"],
    [{ Conclusion: "constructor" }, "unknown"],
    [{ Status: "running" }, "unknown"],
    [{ SkippedTables: 1 }, "unknown"],
    [{ DifferentTables: 1 }, "different"],
  ])("with %j has the verdict %s", async (abstract, result) => {
    const { own: comparison } = await own({ DescribeCompareReport: [report(abstract)] });
    expect((await comparison.findings("dts-1", "c")).verdict?.result).toBe(result);
  });
});
