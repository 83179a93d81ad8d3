import { describe, expect, it } from "vitest";
import { alibabaDtsDriver } from "../../../../provider/drivers/alibabaDts";
import { dataCheck, judged } from "../../../../provider/drivers/alibabaDts/comparison";
import type { WireCheckedTable } from "../../../../provider/drivers/alibabaDts/wire";
import { serveVendor } from "../../support/loopbackVendor";

/** A task with a verification, which restarts when the task is started. */
async function service(
  now: { Status?: string; boot?: string; configured?: boolean; restarts?: boolean } = {},
  rows: Partial<WireCheckedTable>[] = [{}],
) {
  const state = { Status: "Finished", boot: "2026-12-01T00:00:00Z", configured: true, restarts: true, ...now };
  const calls: string[] = [];
  let job = "Migrating";
  const table = (): WireCheckedTable => ({
    SourceDbName: "shop",
    SourceTbName: "orders",
    Status: "0",
    ErrorCode: 0,
    BootTime: state.boot,
    DiffCount: 0,
    TotalCount: 2,
    FinishCount: 2,
  });
  const answers: Record<string, () => object> = {
    DescribeDtsJobs: () => ({
      DtsJobList: [
        {
          DtsJobId: "d1",
          Status: job,
          ...(state.configured
            ? { MigrationMode: { FullDataCheck: true }, FullDataCheckStatus: { Status: state.Status, Percent: "40" } }
            : {}),
        },
      ],
      TotalRecordCount: 1,
    }),
    DescribeDataCheckTableDetails: () => ({ TableDetails: rows.map((row) => ({ ...table(), ...row })) }),
    SuspendDtsJob: () => {
      job = "Suspending";
      return {};
    },
    StartDtsJob: () => {
      job = "Migrating";
      if (state.restarts) state.boot = "2026-12-01T09:00:00Z";
      return {};
    },
  };
  const dts = await serveVendor(async (request, response) => {
    for await (const _ of request);
    const query = new URL(request.url!, "http://localhost").searchParams;
    const action = String(request.headers["x-acs-action"] ?? query.get("Action"));
    calls.push(action);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ Success: true, ...answers[action]!() }));
  });
  const driver = alibabaDtsDriver({
    region: "cn-hangzhou",
    accessKey: "LTAItest",
    secretKey: "a-secret-key",
    endpoints: { dts },
  });
  return { own: driver.can.comparison!, calls, state };
}

const ORDER = { name: "dbferry-x", check: "full" as const, tables: [{ database: "shop", table: "orders" }] };

describe("Alibaba DTS's verification of the data", () => {
  it("is configured with the task: all rows or a sample, of the task's objects, and never repairs", () => {
    expect(JSON.parse(dataCheck("full", "{}")!)).toEqual({
      fullDataCheck: true,
      incrementalDataCheck: false,
      fullCheckFixData: false,
      fullCheckReferEndpoint: "all",
      fullCheckModel: 2,
      checkMaximumHourEnable: 0,
      dataCheckDbList: "{}",
    });
    expect(JSON.parse(dataCheck({ samplePercent: 30 }, "{}")!)).toMatchObject({
      fullCheckModel: 1,
      fullCheckRatio: 30,
    });
    expect(dataCheck("none", "{}")).toBeUndefined();
  });

  it.each([
    ["NotStarted", "created"],
    ["Checking", "running"],
    ["Finished", "done"],
    ["Inconsistency", "done"],
    ["Failed", "failed"],
    ["Pondering", "unknown"],
    ["", "unknown"],
  ])("in the state '%s' is %s", async (Status, state) => {
    const { own } = await service({ Status });
    expect(await own.list("d1")).toMatchObject([{ state, vendorState: Status, percent: 40 }]);
  });

  it("is repeated by suspending and resuming the task, and counts from then on", async () => {
    const { own, calls } = await service();
    const id = await own.create("d1", ORDER);
    expect(await own.mayStart!("d1")).toBe(true);
    await own.start!("d1", id);
    expect(calls.filter((call) => !call.startsWith("Describe"))).toEqual(["SuspendDtsJob", "StartDtsJob"]);
    expect(await own.list("d1")).toMatchObject([{ id, state: "done" }]);
    expect((await own.findings("d1", id)).tables).toEqual([{ ...ORDER.tables[0], result: "same" }]);
  });

  it("counts with all that it says of a table, whatever comes last", async () => {
    const { own } = await service({}, [{ DiffCount: 3 }, {}]);
    const { tables } = await own.findings("d1", "");
    expect(tables.map(({ result }) => result)).toEqual(["different", "same"]);
  });

  it("counts as absent if it did not start again, whatever the previous one found", async () => {
    const { own } = await service({ restarts: false });
    const id = await own.create("d1", ORDER);
    await own.start!("d1", id);
    expect(await own.list("d1")).toMatchObject([{ state: "created" }]);
    expect((await own.findings("d1", id)).tables).toMatchObject([
      { result: "notCompared", text: "not again since 2026-12-01T00:00:00Z" },
    ]);
  });

  it("is refused if the task was configured without it, and the task is not suspended", async () => {
    const { own, calls } = await service({ configured: false });
    expect(await own.list("d1")).toEqual([]);
    await expect(own.create("d1", ORDER)).rejects.toThrow(/configured without.*before the phase migrate/s);
    expect(calls).not.toContain("SuspendDtsJob");
  });

  const done = { Status: "0", ErrorCode: 0, DiffCount: 0, TotalCount: 9, FinishCount: 9 };
  it.each<[Partial<WireCheckedTable>, string]>([
    [{}, "same"],
    [{ DiffCount: 3 }, "different"],
    [{ Status: "5", ErrorCode: 2 }, "different"],
    [{ Status: "5", ErrorCode: 1 }, "notCompared"],
    [{ Status: "3" }, "notCompared"],
    [{ FinishCount: 8 }, "notCompared"],
    [{ Status: "7" }, "unknown"],
    [{ ErrorCode: 9 }, "unknown"],
    [{ DiffCount: undefined }, "unknown"],
    [{ TotalCount: undefined }, "unknown"],
  ])("with %j for a table is %s", (change, result) => {
    expect(judged({ ...done, ...change }).result).toBe(result);
  });
});
