import { type Column, columnsOf, digestOf, lengthSql, type TableRef, valueSql } from "../../../inspection/digest";
import type { End } from "../../../inspection/end";

/** What a comparison of values knows of a table. */
export interface TableContent extends TableRef {
  state: "waiting" | "compared" | "uncomparable";
  sourceRows: number;
  targetRows: number;
  sameRows: boolean;
  sameValues: boolean;
  message: string;
}

/** Types whose values DRS does not compare; without `lobCompare: length`, not even their length. */
const LOBS = /^(tiny|medium|long)?(blob|text)$/;
/** Types of a primary key by which DRS cannot compare a table (support.huaweicloud.com/intl/en-us/drs_faq/drs_16_1130.html). */
const KEYS_REFUSED =
  /^((tiny|medium|long)?(blob|text)|float|double|timestamp|date|datetime|time|binary|varbinary|geometry|json)$/;

export function waitingTable(database: string, table: string): TableContent {
  return {
    database,
    table,
    state: "waiting",
    sourceRows: 0,
    targetRows: 0,
    sameRows: false,
    sameValues: false,
    message: "",
  };
}

export async function compareTable(
  source: End,
  target: End,
  table: TableContent,
  options: Record<string, string>,
): Promise<TableContent> {
  const columns = await columnsOf(source, table);
  const message = obstacle(columns);
  if (message) return { ...table, state: "uncomparable", message };
  const values = columns.flatMap((column) => {
    if (!LOBS.test(column.type)) return [valueSql(column)];
    return options["lobCompare"] === "length" ? [lengthSql(column)] : [];
  });
  const [from, to] = await Promise.all([digestOf(source, table, values), digestOf(target, table, values)]);
  if (from.error) return { ...table, state: "uncomparable", message: from.error };
  return {
    ...table,
    state: "compared",
    sourceRows: from.rows,
    targetRows: to.rows,
    sameRows: from.rows === to.rows,
    sameValues: !to.error && from.text === to.text,
    message: to.error ?? "",
  };
}

function obstacle(columns: readonly Column[]): string | undefined {
  if (columns.length === 0) return "The table does not exist in the source database.";
  const key = columns.filter(({ primary }) => primary);
  if (key.length === 0) return "The table has no primary key.";
  const bad = key.find(({ type }) => KEYS_REFUSED.test(type));
  return bad && `The primary key is of a type that cannot be compared: ${bad.type}.`;
}
