import { quoteName } from "../sql";
import { from, type KeyValues, notBefore, type Range, rowHash, type SideName, type TablePlan, where } from "./checksum";
import { chunk, sameSum } from "./chunk";
import { both, type Context } from "./context";
import type { Difference, KeyRange } from "./types";

/** A row that differs, by its hashes; undefined where the side does not have it. */
export interface RowDifference {
  key: KeyValues;
  source?: string;
  target?: string;
}

/** Rows that are held in memory at once on each side. */
const SMALL = 2_000;
/** Of a range where one side has far more rows than the other, no more than this are read. */
const MOST = 20_000;

/** Rows that differ within a range, found by halving it into small pieces first. `most`: stop after so many. */
export async function differingRows(
  context: Context,
  plan: TablePlan,
  range: Range,
  most: number,
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  let start = range.from;
  for (;;) {
    const end = await pieceEnd(context, plan, start, range.to);
    const piece: Range = { from: start, to: end ?? range.to };
    if (!sameSum(...(await chunk(context, plan, piece)))) found.push(...(await diffPiece(context, plan, piece)));
    if (end === undefined || found.length >= most) return found;
    start = end;
  }
}

async function pieceEnd(
  context: Context,
  plan: TablePlan,
  start: KeyValues | undefined,
  to: KeyValues | undefined,
): Promise<KeyValues | undefined> {
  const names = plan.key!.columns.map(quoteName).join(", ");
  const sql = `SELECT ${names} FROM ${from(plan, "source")} ${where(plan, { from: start, to })} ORDER BY ${names} LIMIT ${SMALL},1`;
  const [row] = await context.source.query(sql, [], { doing: "cutting a differing chunk" });
  return row ? (Object.values(row) as KeyValues) : undefined;
}

async function diffPiece(context: Context, plan: TablePlan, range: Range): Promise<RowDifference[]> {
  const [mine, theirs] = await both(
    readHashes(context, plan, "source", range),
    readHashes(context, plan, "target", range),
  );
  const found: RowDifference[] = [];
  for (const [id, row] of mine) {
    const twin = theirs.get(id);
    if (twin?.hash !== row.hash) found.push({ key: row.key, source: row.hash, target: twin?.hash });
  }
  for (const [id, row] of theirs) if (!mine.has(id)) found.push({ key: row.key, target: row.hash });
  return found;
}

async function readHashes(
  context: Context,
  plan: TablePlan,
  side: SideName,
  range: Range,
): Promise<Map<string, { key: KeyValues; hash: string }>> {
  const names = plan.key!.columns.map(quoteName).join(", ");
  // The same expression on both sides: what a range allows for speed must not depend on which piece is read.
  const sql = `SELECT ${names}, ${rowHash(plan, side)} AS h FROM ${from(plan, side)} ${where(plan, range)} ORDER BY ${names} LIMIT ${MOST}`;
  const rows = new Map<string, { key: KeyValues; hash: string }>();
  for await (const row of context[side].stream(sql, [], { doing: "reading rows" })) {
    const key = row.slice(0, -1);
    rows.set(keyId(key), { key, hash: String(row.at(-1)) });
  }
  return rows;
}

/** A key as one string, to find its twin by. */
export function keyId(key: KeyValues): string {
  return JSON.stringify(key.map(showValue));
}

export function showValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Buffer.isBuffer(value) ? `0x${value.toString("hex")}` : String(value);
}

/** Characters or bytes of a value that are shown. */
const SHOWN = 500;

/** SQL that reads so much of a value as is shown. */
export function beginning(expression: string): string {
  return `LEFT(${expression}, ${SHOWN + 1})`;
}

/** What `beginning` gave, with a mark where there is more. */
export function showCut(value: unknown): string | null {
  if (typeof value === "string" && value.length > SHOWN) return `${value.slice(0, SHOWN)}…`;
  if (Buffer.isBuffer(value) && value.length > SHOWN) return `${showValue(value.subarray(0, SHOWN))}…`;
  return showValue(value);
}

/** What differs in one row: columns, and their values if asked for. */
export async function describe(
  context: Context,
  plan: TablePlan,
  row: RowDifference,
  unsettled: boolean,
): Promise<Difference> {
  const columns = plan.key!.columns;
  const key = Object.fromEntries(columns.map((name, at) => [name, showValue(row.key[at])]));
  if (unsettled) return { kind: "unsettled", key };
  if (row.source === undefined) return { kind: "extra", key };
  if (row.target === undefined) return { kind: "missing", key };
  const { values = false } = context.input;
  const read = async (side: SideName) => {
    // A value may be as large as a packet: its hash tells whether it differs, its beginning is what is shown.
    const texts = plan.columns.columns.map((column) => column[side]);
    const exprs = [...texts.map((text) => `CRC32(${text})`), ...(values ? texts.map(beginning) : [])].join(", ");
    const equal = `${notBefore(plan.key!, row.key, true)} ORDER BY ${columns.map(quoteName).join(", ")} LIMIT 1`;
    let found: { hashes: string[]; shown: (string | null)[] } = { hashes: [], shown: [] };
    for await (const row of context[side].stream(`SELECT ${exprs} FROM ${from(plan, side)} WHERE ${equal}`)) {
      found = { hashes: row.slice(0, texts.length).map(String), shown: row.slice(texts.length).map(showCut) };
    }
    return found;
  };
  const [mine, theirs] = await both(read("source"), read("target"));
  const differing = plan.columns.columns.flatMap((column, at) =>
    mine.hashes[at] === theirs.hashes[at]
      ? []
      : [values ? { name: column.name, source: mine.shown[at], target: theirs.shown[at] } : { name: column.name }],
  );
  return { kind: "changed", key, columns: differing };
}

/** A range as text for people. */
export function keyRange(range: Range, source: number, target: number): KeyRange {
  const show = (values: KeyValues | undefined) => values?.map((value) => showValue(value) ?? "NULL");
  return { from: show(range.from), to: show(range.to), rows: { source, target } };
}
