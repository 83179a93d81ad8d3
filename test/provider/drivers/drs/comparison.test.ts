import { describe, expect, it } from "vitest";
import type { HuaweiClient, HuaweiRequest } from "../../../../provider/clouds/huaweicloud/client";
import { DrsClient } from "../../../../provider/drivers/drs/client";
import { COMPARISON_STATES, comparison, resultOf } from "../../../../provider/drivers/drs/comparison";

/** DRS that answers with these, by the end of the path. */
function drs(answers: Record<string, (request: HuaweiRequest) => object>) {
  const requests: HuaweiRequest[] = [];
  const huawei = {
    projectId: "p",
    send: async (_service: string, _doing: string, request: HuaweiRequest) => {
      requests.push(request);
      const found = Object.entries(answers).find(([end]) => `${request.method} ${request.url}`.endsWith(end));
      return found?.[1](request) ?? expect.unreachable(request.url);
    },
  } as unknown as HuaweiClient;
  return { own: comparison(new DrsClient(huawei)), requests };
}

const job = (id: string, status: string, more: object = {}) => ({
  id,
  type: "contents",
  status,
  start_time: `2026-12-01T00:00:0${id}Z`,
  end_time: "",
  ...more,
});

describe("Huawei DRS's comparisons", () => {
  it("are read with their states; an undocumented one is unknown, with the vendor's word", async () => {
    const compare_jobs = [job("1", "SUCCESSFUL"), job("2", "RUNNING"), job("3", "PONDERING"), job("4", "toString")];
    const { own } = drs({ "GET /v3/{project_id}/jobs/{job_id}/table/compare": () => ({ compare_jobs, count: 4 }) });
    expect((await own.list("t")).map(({ id, state, vendorState }) => [id, state, vendorState])).toEqual([
      ["4", "unknown", "toString"],
      ["3", "unknown", "PONDERING"],
      ["2", "running", "RUNNING"],
      ["1", "done", "SUCCESSFUL"],
    ]);
    expect(Object.values(COMPARISON_STATES).filter((state) => state === "done")).toHaveLength(1);
  });

  it("of row counts prove nothing, and are waited for", async () => {
    const compare_jobs = [job("1", "SUCCESSFUL", { type: "lines" }), job("2", "RUNNING", { type: "lines" })];
    const { own } = drs({ "/table/compare": () => ({ compare_jobs, count: 2 }) });
    expect((await own.list("t")).map(({ id }) => id)).toEqual(["2"]);
  });

  it("are ordered by value for exactly the selected tables", async () => {
    const { own, requests } = drs({ "POST /v3/{project_id}/jobs/{job_id}/table/compare": () => ({ id: "c" }) });
    const tables = [
      { database: "shop", table: "orders" },
      { database: "crm", table: "leads" },
      { database: "shop", table: "items" },
    ];
    expect(await own.create("t", { name: "x", check: "full", tables })).toBe("c");
    expect(requests[0]!.body).toEqual({
      type: "contents",
      compare_object: [
        { db_name: "shop", table_name: ["orders", "items"] },
        { db_name: "crm", table_name: ["leads"] },
      ],
      options: { contentCompareType: "static", lobCompare: "length" },
    });
  });

  it("count with all entries for a table, in any order", async () => {
    const row = { source_db: "shop", source_table_name: "orders", status: 2, line_compare_result: true };
    const all = [
      { ...row, content_compare_result: false },
      { ...row, content_compare_result: true },
    ];
    const { own } = drs({
      "/content-detail": ({ query = {} }) =>
        query["type"] === "compare"
          ? { content_compare_result_infos: all, total_count: 2 }
          : { content_compare_result_infos: [], total_count: 0 },
    });
    expect((await own.findings("t", "c")).tables.map(({ result }) => result)).toEqual(["different", "same"]);
  });

  it("report table by table what was compared and what could not be, over all pages", async () => {
    const row = (table: string, more: object = {}) => ({
      source_db: "shop",
      source_table_name: table,
      source_row_num: 2,
      target_row_num: 2,
      status: 2,
      line_compare_result: true,
      content_compare_result: true,
      message: "",
      ...more,
    });
    const many = Array.from({ length: 1000 }, (_, n) => row(`t${n}`));
    const compared = [...many, row("orders", { content_compare_result: false }), row("odd", { status: 9 })];
    const { own } = drs({
      "/content-detail": ({ query = {} }) => {
        const all = query["type"] === "compare" ? compared : [row("keyless", { message: "no primary key" })];
        const from = Number(query["offset"]);
        return {
          total_count: all.length,
          content_compare_result_infos: all.slice(from, from + Number(query["limit"])),
        };
      },
    });
    const { tables } = await own.findings("t", "c");
    expect(tables).toHaveLength(1003);
    expect(tables.slice(1000)).toEqual([
      { database: "shop", table: "orders", result: "different" },
      { database: "shop", table: "odd", result: "unknown", text: "[9,true,true]" },
      { database: "shop", table: "keyless", result: "notCompared", text: "no primary key" },
    ]);
  });

  it.each([
    [{ status: 2, line_compare_result: true, content_compare_result: true }, "same"],
    [{ line_compare_result: true, content_compare_result: true }, "same"],
    [{ status: 2, line_compare_result: false, content_compare_result: true }, "different"],
    [{ status: 2, line_compare_result: true, content_compare_result: false }, "different"],
    [{ status: 1, line_compare_result: true, content_compare_result: true }, "notCompared"],
    [{ status: 4, line_compare_result: false, content_compare_result: false }, "notCompared"],
    [{ status: -2, line_compare_result: true, content_compare_result: true }, "unknown"],
    [{ status: 2, line_compare_result: true }, "unknown"],
    [{ status: 2, line_compare_result: true, content_compare_result: "yes" as never }, "unknown"],
    [{}, "unknown"],
  ])("%j is %s", (one, result) => {
    expect(resultOf(one)).toBe(result);
  });
});
