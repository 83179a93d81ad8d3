import type { TableName } from "../../../mysql/tableName";
import type {
  ComparedTable,
  ComparisonFindings,
  ComparisonInfo,
  ComparisonOrder,
  ComparisonState,
  ServiceComparison,
  TableResult,
} from "../../core/comparison";
import { UserProblem } from "../../core/failure";
import { translated } from "../../core/states";
import { everyPage } from "../../http/pages";
import type { DrsClient } from "./client";
import type { ComparedContent, ComparisonJob } from "./wire";

/** States of a comparison that the API documents (v3, ListDataLevelTableCompareJobs). */
export const COMPARISON_STATES: Readonly<Record<string, ComparisonState>> = {
  WAITING_FOR_RUNNING: "running",
  RUNNING: "running",
  FULL_DOING: "running",
  // A dynamic one, which continues until somebody ends it.
  INCRE_DOING: "running",
  SUCCESSFUL: "done",
  FAILED: "failed",
  TIMEOUT_INTERRUPT: "failed",
  CANCELLED: "stopped",
};

/**
 * The API's number for a table whose comparison is finished; 1: running, 3: waiting, 4: cancelled. Older pages of the
 * documentation lack the field.
 */
const TABLE_DONE = 2;

const PER_PAGE = 1000;

/** Comparison by value. DRS runs one at a time, without a name or mark. */
export function comparison(client: DrsClient): ServiceComparison {
  return {
    leavesOut: "DRS compares TEXT and BLOB columns by their length only",
    list: (taskId) => list(client, taskId),
    create: (taskId, order) => create(client, taskId, order),
    findings: (taskId, id) => findings(client, taskId, id),
  };
}

async function list(client: DrsClient, taskId: string): Promise<ComparisonInfo[]> {
  const doing = `listing the comparisons of task ${taskId}`;
  const jobs = await everyPage<ComparisonJob & { id: string }, "id">({
    doing: `Huawei DRS, ${doing}`,
    field: "compare_jobs",
    size: PER_PAGE,
    id: "id",
    read: async (page) => {
      const answer = await client.send<{ compare_jobs?: (ComparisonJob & { id: string })[]; count?: number }>(doing, {
        method: "GET",
        url: "/v3/{project_id}/jobs/{job_id}/table/compare",
        params: { job_id: taskId },
        query: { limit: PER_PAGE, offset: (page - 1) * PER_PAGE },
        reads: true,
      });
      return { items: answer.compare_jobs, total: answer.count };
    },
  });
  // A comparison of row counts says nothing about values, but no other can run beside it.
  return jobs
    .map(infoOf)
    .filter(({ type, state }) => type === "contents" || state === "running")
    .sort((one, other) => (other.startedAt ?? "").localeCompare(one.startedAt ?? ""));
}

function infoOf({ id, type, status = "", start_time: startedAt, end_time: endedAt }: ComparisonJob & { id: string }) {
  const state = translated(COMPARISON_STATES, status);
  return { id, type, state, vendorState: status, startedAt, ...(endedAt ? { endedAt } : {}) };
}

async function create(client: DrsClient, taskId: string, { tables }: ComparisonOrder): Promise<string> {
  const doing = `ordering a comparison of task ${taskId}`;
  const { id } = await client.send<{ id?: string }>(doing, {
    method: "POST",
    url: "/v3/{project_id}/jobs/{job_id}/table/compare",
    params: { job_id: taskId },
    body: {
      type: "contents",
      compare_object: byDatabase(tables),
      options: { contentCompareType: "static", lobCompare: "length" },
    },
  });
  if (!id) throw new UserProblem(`Huawei DRS, ${doing}: the response contains no id; look for it in the console`);
  return id;
}

function byDatabase(tables: readonly TableName[]): { db_name: string; table_name: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { database, table } of tables) found.set(database, [...(found.get(database) ?? []), table]);
  return [...found].map(([db_name, table_name]) => ({ db_name, table_name }));
}

/** Both lists: what was compared, and what could not be. */
async function findings(client: DrsClient, taskId: string, id: string): Promise<ComparisonFindings> {
  const compared = await details(client, taskId, id, "compare");
  const left = await details(client, taskId, id, "unCompare");
  return {
    tables: [
      ...compared.map((one) => tableOf(one, resultOf(one))),
      ...left.map((one) => tableOf(one, "notCompared" as const)),
    ],
  };
}

async function details(
  client: DrsClient,
  taskId: string,
  id: string,
  type: "compare" | "unCompare",
): Promise<ComparedContent[]> {
  const doing = `reading the comparison ${id} of task ${taskId}`;
  return everyPage<ComparedContent & { key: string }, "key">({
    doing: `Huawei DRS, ${doing}`,
    field: "content_compare_result_infos",
    size: PER_PAGE,
    id: "key",
    read: async (page) => {
      const answer = await client.send<{ content_compare_result_infos?: ComparedContent[]; total_count?: number }>(
        doing,
        {
          method: "GET",
          url: "/v3/{project_id}/jobs/{job_id}/compare/{compare_job_id}/content-detail",
          params: { job_id: taskId, compare_job_id: id },
          query: { type, limit: PER_PAGE, offset: (page - 1) * PER_PAGE },
          reads: true,
        },
      );
      const items = answer.content_compare_result_infos?.map((one) => ({
        ...one,
        // Keyed by its whole content: two entries for one table both count.
        key: JSON.stringify(one),
      }));
      return { items, total: answer.total_count };
    },
  });
}

export function resultOf({
  status,
  line_compare_result: rows,
  content_compare_result: values,
}: ComparedContent): TableResult {
  if (status !== undefined && status !== TABLE_DONE) return [1, 3, 4].includes(status) ? "notCompared" : "unknown";
  if (rows === false || values === false) return "different";
  return rows === true && values === true ? "same" : "unknown";
}

function tableOf(one: ComparedContent, result: TableResult): ComparedTable {
  const { source_db: database = "", source_table_name: table = "", source_row_num, target_row_num, message } = one;
  const rows = source_row_num === target_row_num ? "" : `${source_row_num} / ${target_row_num} rows`;
  const raw =
    result === "unknown" ? JSON.stringify([one.status, one.line_compare_result, one.content_compare_result]) : "";
  const text = [result === "different" ? rows : "", message ?? "", raw].filter(Boolean).join(", ");
  return { database, table, result, ...(text ? { text } : {}) };
}
