import type { TencentClient } from "../../clouds/tencentcloud/client";
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
import { order } from "./client";
import { isGone } from "./refusals";
import type { WireComparison, WireComparisonReport, WireSkipped } from "./wire";

/** Every state of a comparison that the API documents (DescribeCompareTasks). */
export const COMPARISON_STATES: Readonly<Record<string, ComparisonState>> = {
  created: "created",
  readyRun: "running",
  running: "running",
  stopping: "running",
  success: "done",
  failed: "failed",
  canceled: "stopped",
};

/** Its conclusions. */
export const CONCLUSIONS: Readonly<Record<string, TableResult>> = {
  same: "same",
  different: "different",
  skipAll: "notCompared",
};

const PER_PAGE = 100;

/** Consistency checks of a task, found by their names. */
export function comparison(client: TencentClient): ServiceComparison {
  return {
    list: (taskId) => list(client, taskId),
    create: (taskId, wanted) => create(client, taskId, wanted),
    start: (taskId, id) => act(client, "dts StartCompare", "starting", taskId, id),
    remove: (taskId, seen) => remove(client, taskId, seen),
    findings: (taskId, id) => findings(client, taskId, id),
  };
}

async function list(client: TencentClient, taskId: string): Promise<ComparisonInfo[]> {
  const doing = `listing the comparisons of task ${taskId}`;
  const found = await everyPage<WireComparison, "CompareTaskId">({
    doing: `Tencent DTS, ${doing}`,
    field: "Items",
    size: PER_PAGE,
    id: "CompareTaskId",
    read: async (page) => {
      const answer = await client.read<{ Items?: WireComparison[]; TotalCount?: number }>(
        "dts DescribeCompareTasks",
        doing,
        { JobId: taskId, Limit: PER_PAGE, Offset: (page - 1) * PER_PAGE },
      );
      // The vendor writes null for a list without entries.
      return { items: answer.TotalCount === 0 ? [] : answer.Items, total: answer.TotalCount };
    },
  });
  return found.sort((one, other) => (other.CreatedAt ?? "").localeCompare(one.CreatedAt ?? "")).map(infoOf);
}

function infoOf({
  CompareTaskId: id,
  TaskName: name,
  Status = "",
  Message,
  CompareProcess,
  FinishedAt: endedAt,
}: WireComparison): ComparisonInfo {
  const state = translated(COMPARISON_STATES, Status);
  const percent = CompareProcess?.Percent;
  return {
    id,
    state,
    vendorState: Status,
    ...(name ? { name } : {}),
    ...(Message ? { reason: Message } : {}),
    ...(typeof percent === "number" ? { percent } : {}),
    ...(endedAt ? { endedAt } : {}),
  };
}

/**
 * The independent kind. The built-in kind writes to the source, so it skips a source that accepts no writes, and
 * replays on the target what it found. The independent kind reads both and requires that neither changes, which is the
 * case in a cutover.
 */
async function create(client: TencentClient, taskId: string, { name, check }: ComparisonOrder): Promise<string> {
  const doing = `ordering a comparison of task ${taskId}`;
  const how =
    check === "full" ? { Method: "dataCheck" } : { Method: "sampleDataCheck", SampleRate: check.samplePercent };
  const { CompareTaskId } = await client.call<{ CompareTaskId?: string }>("dts CreateCompareTask", doing, {
    JobId: taskId,
    TaskName: name,
    ObjectMode: "sameAsMigrate",
    Options: { ...how, Type: "independent" },
  });
  if (!CompareTaskId)
    throw new UserProblem(`Tencent DTS, ${doing}: the response contains no id; look for it in the console`);
  return CompareTaskId;
}

async function act(
  client: TencentClient,
  action: "dts StartCompare" | "dts StopCompare" | "dts DeleteCompareTask",
  doing: string,
  taskId: string,
  id: string,
): Promise<void> {
  await order(client, action, `${doing} the comparison ${id} of`, taskId, { CompareTaskId: id });
}

/** A running one is stopped first. */
async function remove(
  client: TencentClient,
  taskId: string,
  { id, state, vendorState }: ComparisonInfo,
): Promise<void> {
  if (vendorState === "stopping") return;
  try {
    if (state === "running") await act(client, "dts StopCompare", "stopping", taskId, id);
    else await act(client, "dts DeleteCompareTask", "removing", taskId, id);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** The service names the tables that differ or were skipped, and counts the others. */
async function findings(client: TencentClient, taskId: string, id: string): Promise<ComparisonFindings> {
  const doing = `reading the comparison ${id} of task ${taskId}`;
  const report = (part: object) =>
    client.read<WireComparisonReport>("dts DescribeCompareReport", doing, {
      JobId: taskId,
      CompareTaskId: id,
      ...part,
    });
  const skipped = await everyPage<WireSkipped & { key: string }, "key">({
    doing: `Tencent DTS, ${doing}`,
    field: "Skipped.Items",
    size: PER_PAGE,
    id: "key",
    read: async (page) => {
      const { Detail } = await report({ SkippedLimit: PER_PAGE, SkippedOffset: (page - 1) * PER_PAGE });
      const { Items, TotalCount } = Detail?.Skipped ?? {};
      const items = Items?.map((one) => ({ ...one, key: JSON.stringify([one.Db, one.Table]) }));
      return { items: TotalCount === 0 ? [] : items, total: TotalCount };
    },
  });
  // A table has one entry for each of its blocks that differ; the first page names enough of them.
  const { Abstract, Detail } = await report({ DifferenceLimit: PER_PAGE, DifferenceOffset: 0 });
  const different = new Map((Detail?.Difference?.Items ?? []).map((one) => [JSON.stringify([one.Db, one.Table]), one]));
  return {
    tables: [
      ...[...different.values()].map(
        ({ Db: database = "", Table: table = "" }): ComparedTable => ({ database, table, result: "different" }),
      ),
      ...skipped.map(({ Db: database = "", Table: table = "", Reason }): ComparedTable => {
        return { database, table, result: "notCompared", ...(Reason ? { text: Reason } : {}) };
      }),
    ],
    compared: Abstract?.CheckedTables ?? 0,
    verdict: verdictOf(Abstract),
  };
}

/** A conclusion that contradicts its own numbers is not accepted. */
export function verdictOf({
  Conclusion = "",
  Status = "",
  DifferentTables = 0,
  SkippedTables = 0,
}: WireComparisonReport["Abstract"] = {}): NonNullable<ComparisonFindings["verdict"]> {
  const result = translated(CONCLUSIONS, Conclusion);
  if (result === "different" || DifferentTables > 0) return { result: "different", vendorResult: Conclusion };
  if (result === "same" && (Status !== "success" || SkippedTables > 0))
    return { result: "unknown", vendorResult: `${Conclusion}, ${Status}, ${SkippedTables} tables skipped` };
  return { result, vendorResult: Conclusion };
}
