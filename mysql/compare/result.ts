import type { TablePlan } from "./tablePlan";
import type { CompareInput, CompareResult, TableResult, Verdict } from "./types";

/** The result for a table that one side lacks. */
export function absent(database: string, table: string, why: string): TableResult {
  return { ...emptyResult(database, table, "none"), verdict: "differs", structure: [why] };
}

export function emptyResult(database: string, table: string, method: TableResult["method"]): TableResult {
  return {
    database,
    table,
    verdict: "notProven",
    rows: { source: 0, target: 0 },
    method,
    differing: 0,
    differences: [],
    ranges: [],
    notProven: [],
    structure: [],
    chunks: 0,
    seconds: 0,
  };
}

/** Sets a table's verdict once nothing is left to recheck. */
export function concludeTable(result: TableResult, mode: CompareInput["mode"]): void {
  const complete = mode === "full" && result.method !== "count" && result.method !== "none";
  // Chunks with different counts were rechecked, so any remaining difference between the totals was lag.
  if (complete && result.method === "key" && result.differing === 0) result.rows.target = result.rows.source;
  const differs = result.differing > 0 || result.structure.length > 0 || result.rows.source !== result.rows.target;
  result.verdict = differs ? "differs" : complete && result.notProven.length === 0 ? "same" : "notProven";
}

/** The overall verdict: any difference wins, then anything not proven. If nothing was compared, nothing is proven. */
export function concludeAll(tables: readonly TableResult[], notProven: readonly string[]): Verdict {
  if (tables.some((table) => table.verdict === "differs")) return "differs";
  const all = tables.length > 0 && notProven.length === 0 && tables.every((table) => table.verdict === "same");
  return all ? "same" : "notProven";
}

/** What a mode does not compare. */
export function modeNotes({ mode, ratio }: CompareInput): string[] {
  if (mode === "counts") return ["rows were counted, but their values were not compared"];
  if (mode === "sample") return [`values were compared in ${Math.round((ratio ?? 0.1) * 100)} % of the chunks`];
  return [];
}

export type Totals = Pick<CompareResult, "rows" | "compared">;

export function totals(tables: readonly TableResult[]): Totals {
  const sum = (pick: (table: TableResult) => number) => tables.reduce((total, table) => total + pick(table), 0);
  return {
    rows: { source: sum((table) => table.rows.source), target: sum((table) => table.rows.target) },
    compared: sum((table) => (table.method === "key" || table.method === "buckets" ? table.rows.source : 0)),
  };
}

/** The initial result of a table that is about to be read. */
export function startResult(
  plan: TablePlan,
  method: "key" | "buckets" | "count" = plan.key ? "key" : "buckets",
): TableResult {
  return {
    ...emptyResult(plan.database, plan.table.source.name, method),
    key: plan.key?.columns,
    structure: [...plan.columns.structure],
    notProven: [...plan.notProven],
  };
}
