import type { Service } from "../../service";
import type { Drs } from "../drs";
import * as bodies from "./bodies";
import type { Comparison } from "./comparison";
import type { TableContent } from "./tables";

/** Comparisons of values of DRS v3. */
export function addComparisons(service: Service, drs: Drs): void {
  const tables = "/v3/:projectId/jobs/:jobId/table/compare";
  service.add({
    method: "POST",
    path: tables,
    body: bodies.comparison,
    handle: async ({ params, body }) => {
      const { id } = drs.comparisons.add(await drs.find(params["jobId"]!), body);
      return { status: 200, body: { id } };
    },
  });
  service.add({
    method: "GET",
    path: tables,
    query: bodies.listQuery,
    handle: async ({ params, query }) => {
      const all = drs.comparisons.of(await drs.find(params["jobId"]!)).toReversed();
      const compare_jobs = all.slice(query.offset, query.offset + query.limit).map(renderJob);
      return { status: 200, body: { compare_jobs, count: all.length } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/jobs/:jobId/compare/:comparisonId/content-detail",
    query: bodies.detailQuery,
    handle: async ({ params, query }) => {
      const { tables: all } = drs.comparisons.get(await drs.find(params["jobId"]!), params["comparisonId"]!);
      const found = all.filter(
        ({ state, database }) =>
          (query.type === "unCompare") === (state === "uncomparable") &&
          (query.db_name ?? database) === database &&
          (query.target_db_name ?? database) === database,
      );
      const content_compare_result_infos = found.slice(query.offset, query.offset + query.limit).map(renderTable);
      return { status: 200, body: { total_count: found.length, content_compare_result_infos } };
    },
  });
}

const utc = (at: number | undefined) => (at === undefined ? "" : new Date(at).toISOString().replace(/\.\d+Z$/, "Z"));

function renderJob({ id, request, status, createdAt, endedAt }: Comparison): object {
  return {
    id,
    type: request.type,
    options: request.options,
    status,
    start_time: utc(createdAt),
    end_time: utc(endedAt),
    export_status: "INIT",
    report_remain_seconds: -1,
  };
}

/** The state: 2 compared, 3 waiting. */
function renderTable(one: TableContent): object {
  const done = one.state !== "waiting";
  return {
    source_db: one.database,
    target_db: one.database,
    source_table_name: one.table,
    target_table_name: one.table,
    source_row_num: one.sourceRows,
    target_row_num: one.targetRows,
    difference_row_num: Math.abs(one.sourceRows - one.targetRows),
    line_compare_result: one.sameRows,
    content_compare_result: one.sameValues,
    message: one.message,
    status: done ? 2 : 3,
    complete_shard_count: done ? 1 : 0,
    total_shard_count: 1,
    progress: done ? 100 : 0,
  };
}
