import { columnsOf, digestOf, valueSql } from "../../../inspection/digest";
import { type End, rows } from "../../../inspection/end";
import type { Selection } from "../../../mover/types";
import type { CompareObjects, CompareOptions, TableResult } from "./task";

const OWN = ["mysql", "information_schema", "performance_schema", "sys", "__tencentdb__"];

export interface TableRef {
  database: string;
  table: string;
  keyed: boolean;
}

/** Tables of the source that both the task and the comparison select. */
export async function chosenTables(source: End, selection: Selection, objects: CompareObjects): Promise<TableRef[]> {
  const found = await rows<{ database: string; table: string; keys: number }>(
    source,
    "SELECT t.TABLE_SCHEMA AS `database`, t.TABLE_NAME AS `table`, COUNT(c.CONSTRAINT_NAME) AS `keys` FROM information_schema.TABLES t " +
      "LEFT JOIN information_schema.TABLE_CONSTRAINTS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME " +
      "AND c.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE') WHERE t.TABLE_TYPE = 'BASE TABLE' GROUP BY 1, 2 ORDER BY 1, 2",
  );
  const moved = ({ database, table }: { database: string; table: string }) =>
    selection === "all" ||
    selection.some((one) =>
      typeof one === "string" ? one === database : one.database === database && one.tables.includes(table),
    );
  const asked = ({ database, table }: { database: string; table: string }) =>
    objects === "all" ||
    objects.some((one) => one.database === database && (one.tables === "all" || one.tables.includes(table)));
  return found
    .filter((one) => !OWN.includes(one.database) && moved(one) && asked(one))
    .map(({ database, table, keys }) => ({ database, table, keyed: Number(keys) > 0 }));
}

export function skipped({ database, table }: TableRef, why: string): TableResult {
  const base = { database, table, sourceRows: 0, targetRows: 0, finishedAt: Date.now() };
  return { ...base, conclusion: "skipped", source: why, target: "" };
}

/** Compares one table on both servers. The service compares no rows of a table without a key. */
export async function compareTable(
  source: End,
  target: End,
  ref: TableRef,
  options: CompareOptions,
): Promise<TableResult> {
  const { database, table } = ref;
  const base = { database, table, sourceRows: 0, targetRows: 0, finishedAt: Date.now() };
  if (!ref.keyed && options.Method !== "rowsCount")
    return skipped(ref, "The table has neither a primary nor a unique key.");
  const values = options.Method === "rowsCount" ? [] : (await columnsOf(source, ref)).map(valueSql);
  const percent = options.Method === "sampleDataCheck" ? options.SampleRate : 100;
  const [from, to] = await Promise.all([
    digestOf(source, ref, values, percent),
    digestOf(target, ref, values, percent),
  ]);
  if (from.error) return skipped(ref, from.error);
  return {
    ...base,
    conclusion: !to.error && from.text === to.text ? "same" : "different",
    source: from.text,
    target: to.text,
    sourceRows: from.rows,
    targetRows: to.rows,
    finishedAt: Date.now(),
  };
}
