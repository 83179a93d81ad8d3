import type { OrderedCheck } from "../../../model/spec/consistencyCheck";
import { type TableName, tableId } from "../../../mysql/tableName";
import type {
  ComparedTable,
  ComparisonFindings,
  ComparisonInfo,
  ComparisonState,
  ServiceComparison,
  TableResult,
} from "../../core/comparison";
import { UserProblem } from "../../core/failure";
import { translated } from "../../core/states";
import { everyPage } from "../../http/pages";
import type { DtsClient } from "./client";
import { pause, start } from "./run";
import { row } from "./tasks";
import type { Answer, WireCheckedTable } from "./wire";

/** States of a full data verification that the API documents (DescribeDtsJobs). */
export const CHECK_STATES: Readonly<Record<string, ComparisonState>> = {
  NotStarted: "created",
  Checking: "running",
  Finished: "done",
  // Finished; the differences are in its details.
  Inconsistency: "done",
  Failed: "failed",
};

/** A table's state: 0 completed, 2 initializing, 3 running, 5 failed. */
const [DONE, ...NOT_DONE] = ["0", "2", "3", "5"];
/** Why a table failed; the second means more differences than the service lists. */
const ERRORS: Readonly<Record<number, string>> = {
  1: "it has no primary key, and too many rows",
  3: "it does not exist",
  4: "its query has an error",
};
const MANY_DIFFERENCES = 2;

const PAGE = 50;

/** A task has one verification, which restarts when a suspended task is resumed. */
const ID = "full data verification";

/**
 * The verification that the task is configured with; undefined: none. It must never repair data: that would hide what
 * it finds.
 */
export function dataCheck(check: OrderedCheck | "none", objects: string): string | undefined {
  if (check === "none") return undefined;
  return JSON.stringify({
    fullDataCheck: true,
    incrementalDataCheck: false,
    fullCheckFixData: false,
    fullCheckReferEndpoint: "all",
    ...(check === "full" ? { fullCheckModel: 2 } : { fullCheckModel: 1, fullCheckRatio: check.samplePercent }),
    checkMaximumHourEnable: 0,
    dataCheckDbList: objects,
  });
}

/**
 * The full data verification that the task was configured with. It ran after the load and before the last writes, so it
 * is repeated by suspending and resuming the task. A table counts only if it was verified since then.
 */
export function comparison(made: () => DtsClient): ServiceComparison {
  /** When each table was last verified before the task was resumed, by task. */
  const before = new Map<string, ReadonlyMap<string, string>>();
  const isFresh = (taskId: string, one: WireCheckedTable) => {
    const last = before.get(taskId);
    return last === undefined || last.get(keyOf(one)) !== (one.BootTime ?? "");
  };
  return {
    leavesOutEmpty: true,
    list: async (taskId) => {
      const seen = await verification(made(), taskId);
      if (!seen) return [];
      const isOver = seen.state === "done" || seen.state === "failed";
      if (!isOver || !before.has(taskId)) return [seen];
      // As it was before the task was resumed.
      const again = (await tables(made(), taskId)).some((one) => isFresh(taskId, one));
      return [again ? seen : { ...seen, state: "created" }];
    },
    create: async (taskId) => {
      if (!(await verification(made(), taskId)))
        throw new UserProblem(
          `Alibaba DTS: the task ${taskId} was configured without a full data verification, and a task that has started takes none; needed: ` +
            "task.consistencyCheck before the phase migrate",
        );
      before.set(taskId, new Map((await tables(made(), taskId)).map((one) => [keyOf(one), one.BootTime ?? ""])));
      await pause(made(), taskId);
      return ID;
    },
    mayStart: async (taskId) => (await row(made(), taskId))?.Status === "Suspending",
    start: (taskId) => start(made(), taskId, `letting the task ${taskId} go on, which verifies the data again`),
    findings: async (taskId) => findings(await tables(made(), taskId), (one) => isFresh(taskId, one)),
  };
}

async function verification(client: DtsClient, taskId: string): Promise<ComparisonInfo | undefined> {
  const job = await row(client, taskId);
  const check = job?.FullDataCheckStatus;
  if (!job?.MigrationMode?.FullDataCheck && !check?.Status) return undefined;
  const vendorState = check?.Status ?? "";
  const state = translated(CHECK_STATES, vendorState);
  const percent = Number(check?.Percent || Number.NaN);
  return {
    id: ID,
    state,
    vendorState,
    ...(check?.ErrorMessage ? { reason: check.ErrorMessage } : {}),
    ...(Number.isFinite(percent) ? { percent } : {}),
  };
}

async function tables(client: DtsClient, taskId: string): Promise<(WireCheckedTable & { key: string })[]> {
  const doing = `reading the data verification of the task ${taskId}`;
  return everyPage<WireCheckedTable & { key: string }, "key">({
    doing: `Alibaba DTS, ${doing}`,
    field: "TableDetails",
    size: PAGE,
    id: "key",
    read: async (page) => {
      const answer = await client.call<Answer & { TableDetails?: WireCheckedTable[] }>(
        "DescribeDataCheckTableDetails",
        doing,
        { query: { DtsJobId: taskId, CheckType: "1", PageNumber: String(page), PageSize: String(PAGE) } },
      );
      // Keyed by its whole content: two entries for one table both count.
      return { items: answer.TableDetails?.map((one) => ({ ...one, key: JSON.stringify(one) })) };
    },
  });
}

function keyOf({ SourceDbName = "", SourceTbName = "" }: WireCheckedTable): string {
  return tableId(SourceDbName, SourceTbName);
}

function findings(all: readonly WireCheckedTable[], isFresh: (one: WireCheckedTable) => boolean): ComparisonFindings {
  return {
    tables: all.map((one): ComparedTable => {
      const name: TableName = { database: one.SourceDbName ?? "", table: one.SourceTbName ?? "" };
      if (!isFresh(one)) return { ...name, result: "notCompared", text: `not again since ${one.BootTime}` };
      const { result, text } = judged(one);
      return { ...name, result, ...(text ? { text } : {}) };
    }),
  };
}

export function judged(one: WireCheckedTable): { result: TableResult; text?: string } {
  const { DiffCount: differs, TotalCount: total, FinishCount: done, ErrorCode: code = 0 } = one;
  const status = String(one.Status ?? "");
  if (differs && differs > 0) return { result: "different", text: `${differs} rows` };
  if (code === MANY_DIFFERENCES) return { result: "different", text: "more rows than it lists" };
  if (NOT_DONE.includes(status)) return { result: "notCompared", text: ERRORS[code] ?? `status ${status}` };
  if (status !== DONE || code !== 0) return { result: "unknown", text: `status '${status}', error ${code}` };
  if (differs !== 0 || typeof total !== "number" || typeof done !== "number")
    return { result: "unknown", text: JSON.stringify([differs, total, done]) };
  return done < total ? { result: "notCompared", text: `${done} of ${total} rows` } : { result: "same" };
}
