import { quoteTable } from "../sql";
import { rowText, type SideName, type TablePlan } from "./checksum";
import { both, type Context } from "./context";
import { beginning, showCut } from "./rows";
import type { Difference } from "./types";

/** Rows per bucket aimed at; a bucket that differs is read once more. */
const PER_BUCKET = 2_000;
const MOST_BUCKETS = 4_096;

/** Count and sum of hashes by bucket: order does not matter, and rows that are there twice count twice. */
export interface Buckets {
  rows: { source: number; target: number };
  /** Buckets that differ. */
  differing: number[];
  buckets: number;
}

/** Compares a table without a usable key: one scan of each side, grouped by a hash of the whole row. */
export async function compareBuckets(context: Context, plan: TablePlan): Promise<Buckets> {
  const estimate = await rowCounts(context, plan);
  const most = Math.max(estimate.source, estimate.target);
  const buckets = Math.min(MOST_BUCKETS, Math.max(16, Math.ceil(most / PER_BUCKET)));
  const [mine, theirs] = await both(sums(context, plan, "source", buckets), sums(context, plan, "target", buckets));
  const differing: number[] = [];
  const rows = { source: 0, target: 0 };
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const [a, b] = [mine.get(bucket), theirs.get(bucket)];
    rows.source += a?.rows ?? 0;
    rows.target += b?.rows ?? 0;
    if (a?.rows !== b?.rows || a?.sum !== b?.sum) differing.push(bucket);
  }
  return { rows, differing, buckets };
}

async function sums(
  context: Context,
  plan: TablePlan,
  side: SideName,
  buckets: number,
): Promise<Map<number, { rows: number; sum: string }>> {
  const crc = `CRC32(${rowText(plan.columns, side)})`;
  const sql = `SELECT ${crc} % ${buckets}, COUNT(*), SUM(${crc}) FROM ${table(plan, side)} GROUP BY 1`;
  const found = new Map<number, { rows: number; sum: string }>();
  for await (const [bucket, rows, sum] of context[side].stream(sql, [], { doing: "hashing a table without a key" })) {
    found.set(Number(bucket), { rows: Number(rows), sum: String(sum) });
  }
  return found;
}

/** How many rows each side has. */
export async function rowCounts(context: Context, plan: TablePlan): Promise<{ source: number; target: number }> {
  const [source, target] = await both(rowCount(context, plan, "source"), rowCount(context, plan, "target"));
  return { source, target };
}

async function rowCount(context: Context, plan: TablePlan, side: SideName): Promise<number> {
  const [row] = await context[side].query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table(plan, side)}`, [], {
    doing: "counting",
  });
  return Number(row!.n);
}

/** Rows of one bucket whose number of occurrences differs. */
export async function differingInBucket(
  context: Context,
  plan: TablePlan,
  bucket: number,
  buckets: number,
): Promise<Difference[]> {
  const read = async (side: SideName) => {
    const text = rowText(plan.columns, side);
    const shown = shownColumns(context, plan)
      .map((column) => `, ${beginning(column[side])}`)
      .join("");
    const sql = `SELECT ${rowName(text)} AS h${shown} FROM ${table(plan, side)} WHERE CRC32(${text}) % ${buckets} = ${bucket}`;
    const found = new Map<string, { times: number; values: (string | null)[] }>();
    for await (const [hash, ...values] of context[side].stream(sql, [], {
      doing: "reading rows of a table without a key",
    })) {
      const known = found.get(String(hash));
      if (known) known.times += 1;
      else found.set(String(hash), { times: 1, values: values.map(showCut) });
    }
    return found;
  };
  const [mine, theirs] = await both(read("source"), read("target"));
  const names = shownColumns(context, plan).map((column) => column.name);
  const differences: Difference[] = [];
  for (const hash of new Set([...mine.keys(), ...theirs.keys()])) {
    const times = { source: mine.get(hash)?.times ?? 0, target: theirs.get(hash)?.times ?? 0 };
    if (times.source === times.target) continue;
    const values = (mine.get(hash) ?? theirs.get(hash))!.values;
    const key = { "(row)": hash, ...Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])) };
    differences.push({ kind: times.source > times.target ? "missing" : "extra", key, times });
  }
  return differences;
}

/** 16 hexadecimal digits by which a row is told from others. MD5() and SHA() are gone from MySQL 9.6, SHA2() from servers without TLS. */
function rowName(text: string): string {
  const digits = (crc: string) => `LPAD(HEX(CRC32(${crc})), 8, '0')`;
  return `CONCAT(${digits(text)}, ${digits(`REVERSE(${text})`)})`;
}

/** Values of rows are the user's data: shown only when asked for. */
function shownColumns(context: Context, plan: TablePlan): TablePlan["columns"]["columns"] {
  return context.input.values ? plan.columns.columns : [];
}

function table(plan: TablePlan, side: SideName): string {
  return quoteTable(plan.table[side].database, plan.table[side].name);
}
