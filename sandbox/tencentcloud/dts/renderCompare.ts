import { beijing, page } from "../paging";
import type { Parameters } from "../parameters";
import { type CompareTask, conclusionOf, type TableResult } from "./compare/task";

const time = (at: number | undefined) => (at === undefined ? "" : beijing(at));

/** One row of DescribeCompareTasks. */
export function renderCompareTask(task: CompareTask): object {
  const done = task.tables.length;
  const none = { Status: "", Percent: 0, StepAll: 0, StepNow: 0, Message: "", Steps: [] };
  return {
    JobId: task.jobId,
    CompareTaskId: task.id,
    TaskName: task.name,
    Status: task.status,
    Message: task.message,
    CreatedAt: beijing(task.createdAt),
    StartedAt: time(task.startedAt),
    FinishedAt: time(task.finishedAt),
    Config: task.config,
    Method: task.options.Method,
    Options: task.options,
    Conclusion: conclusionOf(task) ?? "",
    CheckProcess: none,
    CompareProcess: {
      ...none,
      Status: task.status,
      Message: task.message,
      StepAll: task.total,
      StepNow: done,
      Percent: task.total === 0 ? 0 : Math.floor((done / task.total) * 100),
    },
  };
}

/** DescribeCompareReport; its lists are paged separately. */
export function renderReport(task: CompareTask, p: Parameters): object {
  const of = (wanted: string) => task.tables.filter(({ conclusion }) => conclusion === wanted);
  const named = (list: TableResult[], db?: string, table?: string) =>
    list.filter((one) => (!db || one.database === db) && (!table || one.table === table));
  const size = { most: 1000, usual: 20 };
  const different = page(
    named(of("different"), p.DifferenceDB, p.DifferenceTable),
    { Offset: p.DifferenceOffset, Limit: p.DifferenceLimit },
    size,
  );
  const skipped = page(
    named(of("skipped"), p.SkippedDB, p.SkippedTable),
    { Offset: p.SkippedOffset, Limit: p.SkippedLimit },
    size,
  );
  const sum = (side: "sourceRows" | "targetRows") => task.tables.reduce((total, one) => total + one[side], 0);
  return {
    Abstract: {
      Options: task.options,
      Objects: task.config,
      Conclusion: conclusionOf(task) ?? "",
      Status: task.status,
      TotalTables: task.total,
      CheckedTables: task.tables.length - of("skipped").length,
      NearlyTableCount: task.total,
      DifferentTables: of("different").length,
      SkippedTables: of("skipped").length,
      DifferentRows: of("different").reduce(
        (total, one) => total + Math.max(1, Math.abs(one.sourceRows - one.targetRows)),
        0,
      ),
      SrcSampleRows: sum("sourceRows"),
      DstSampleRows: sum("targetRows"),
      StartedAt: time(task.startedAt),
      FinishedAt: time(task.finishedAt),
    },
    Detail: {
      Difference: { TotalCount: different.total, Items: different.items.map(renderDifference) },
      Skipped: {
        TotalCount: skipped.total,
        Items: skipped.items.map(({ database, table, source }) => ({
          Db: database,
          Schema: "",
          Table: table,
          Reason: source,
        })),
      },
    },
  };
}

function renderDifference({ database, table, source, target, finishedAt }: TableResult): object {
  return {
    Db: database,
    Schema: "",
    Table: table,
    Chunk: 0,
    SrcItem: source,
    DstItem: target,
    IndexName: "",
    LowerBoundary: "",
    UpperBoundary: "",
    CostTime: 0,
    FinishedAt: beijing(finishedAt),
  };
}
