import { canonicalJson } from "./canonicalJson";
import { both, type CompareContext } from "./context";
import { columnHash } from "./hash";
import { keyColumns, keyId, showKey } from "./keyValues";
import { from, oneOf } from "./ranges";
import type { RowDifference } from "./rowHashes";
import type { KeyValues, Range, SideName, TablePlan } from "./tablePlan";
import type { Difference, KeyRange } from "./types";

/** Number of characters or bytes of a value that are shown. */
const SHOWN = 500;

export function showValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Buffer.isBuffer(value) ? `0x${value.toString("hex")}` : String(value);
}

/** SQL that reads only the part of a value that is shown. */
export function beginning(expression: string): string {
  return `LEFT(${expression}, ${SHOWN + 1})`;
}

/** The result of `beginning`, marked if the value is longer. */
export function showCut(value: unknown): string | null {
  if (typeof value === "string" && value.length > SHOWN) return `${value.slice(0, SHOWN)}…`;
  if (Buffer.isBuffer(value) && value.length > SHOWN) return `${showValue(value.subarray(0, SHOWN))}…`;
  return showValue(value);
}

/** What differs in each row: the columns and, if requested, their values. */
export async function describeRows(
  context: CompareContext,
  plan: TablePlan,
  rows: readonly RowDifference[],
  unsettled: ReadonlySet<RowDifference>,
): Promise<Difference[]> {
  const changed = rows.filter((row) => !unsettled.has(row) && row.source !== undefined && row.target !== undefined);
  const keys = changed.map((row) => row.key);
  const [mine, theirs] =
    keys.length === 0
      ? [new Map<string, Cell[]>(), new Map<string, Cell[]>()]
      : await both(context, readCells(context, plan, "source", keys), readCells(context, plan, "target", keys));
  return rows.map((row): Difference => {
    const shown = showKey(plan, row.key);
    const key = Object.fromEntries(plan.key!.columns.map((name, at) => [name, shown[at]!]));
    if (unsettled.has(row)) return { kind: "unsettled", key };
    if (row.source === undefined) return { kind: "extra", key };
    if (row.target === undefined) return { kind: "missing", key };
    const [left, right] = [mine.get(keyId(row.key)), theirs.get(keyId(row.key))];
    return { kind: "changed", key, columns: differingColumns(context, plan, left, right) };
  });
}

/** One column of one row. */
export interface Cell {
  hash: string | null;
  shown: string | null;
}

export function differingColumns(
  { input }: CompareContext,
  plan: TablePlan,
  mine: readonly Cell[] | undefined,
  theirs: readonly Cell[] | undefined,
): Difference["columns"] {
  const names = [...plan.columns.readings, ...plan.columns.fetched].map((one) => one.name);
  return names.flatMap((name, at) => {
    const [a, b] = [mine?.[at], theirs?.[at]];
    if (a?.hash === b?.hash) return [];
    return [input.values ? { name, source: a?.shown ?? null, target: b?.shown ?? null } : { name }];
  });
}

/** SQL for every column of a row: a hash that detects differences, and the part that is shown. */
export function cellsSql(context: CompareContext, plan: TablePlan, side: SideName): string[] {
  // A value may be as large as a packet: only its hash and its beginning are read.
  const hashes = plan.columns.readings.map((one) => (one.json ? one.sql[side] : columnHash(plan, one, side)));
  const fetched = plan.columns.fetched.map((one) => one.sql[side]);
  const shown = context.input.values
    ? [...plan.columns.readings, ...plan.columns.fetched].map((one) => beginning(one.sql[side]))
    : [];
  return [...hashes, ...fetched, ...shown];
}

/** The cells in a result of `cellsSql`, one per column. */
export function cellsOf(plan: TablePlan, values: readonly unknown[]): Cell[] {
  const { readings, fetched } = plan.columns;
  const count = readings.length + fetched.length;
  return Array.from({ length: count }, (_, at) => {
    const json = at >= readings.length || readings[at]!.json;
    const hash = json ? canonicalJson(values[at]) : showValue(values[at]);
    return { hash, shown: values.length > count ? showCut(values[count + at]) : null };
  });
}

async function readCells(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
  keys: readonly KeyValues[],
): Promise<Map<string, Cell[]>> {
  const names = keyColumns(plan.key!);
  const columns = [...names, ...cellsSql(context, plan, side)].join(", ");
  const sql = `SELECT ${columns} FROM ${from(plan, side)} WHERE ${oneOf(plan.key!, keys)}`;
  const found = new Map<string, Cell[]>();
  for await (const row of context[side].stream(sql, [], { doing: "reading differing rows" })) {
    found.set(keyId(row.slice(0, names.length)), cellsOf(plan, row.slice(names.length)));
  }
  return found;
}

/** A range as readable text. */
export function keyRange(plan: TablePlan, range: Range, rows: KeyRange["rows"]): KeyRange {
  const show = (values: KeyValues | undefined) => values && showKey(plan, values).map((value) => value ?? "NULL");
  return { from: show(range.from), to: show(range.to), rows };
}
