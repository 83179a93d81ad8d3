import { createHash } from "node:crypto";
import { quoteName } from "../sql";
import { canonicalJson } from "./canonicalJson";
import { both, type CompareContext } from "./context";
import { rowHash } from "./hash";
import { keyColumns, keyId } from "./keyValues";
import { from, oneOf } from "./ranges";
import type { KeyValues, SideName, TablePlan } from "./tablePlan";

/** A row that differs, with its hash on each side; undefined where the row does not exist. */
export interface RowDifference {
  key: KeyValues;
  source?: string;
  target?: string;
}

/** Most rows read per side, for a range in which one side has far more rows than the other. */
const MOST = 20_000;
/** Keys per statement. */
const MOST_KEYS = 500;

/** Result of reading the rows of both sides. */
export interface RowsRead {
  differing: RowDifference[];
  /** Every row of both sides was read. */
  whole: boolean;
}

/** Rows that differ among those that match `condition`. */
export async function differingAmong(
  context: CompareContext,
  plan: TablePlan,
  condition: string,
  most = MOST,
): Promise<RowsRead> {
  const [mine, theirs] = await both(
    context,
    readHashes(context, plan, "source", condition, most),
    readHashes(context, plan, "target", condition, most),
  );
  // Rows beyond the last one read on a side are unknown: they may exist without having been reached.
  const whole = { source: mine.read < most, target: theirs.read < most };
  const differing: RowDifference[] = [];
  for (const [id, row] of mine.rows) {
    const twin = theirs.rows.get(id);
    if (twin?.hash === row.hash || (twin === undefined && !whole.target)) continue;
    differing.push({ key: row.key, source: row.hash, target: twin?.hash });
  }
  if (whole.source)
    for (const [id, row] of theirs.rows) if (!mine.rows.has(id)) differing.push({ key: row.key, target: row.hash });
  return { differing, whole: whole.source && whole.target };
}

/** Rechecks individual rows by key; those that are now the same are left out. */
export async function differingOf(
  context: CompareContext,
  plan: TablePlan,
  keys: readonly KeyValues[],
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    const some = keys.slice(at, at + MOST_KEYS);
    found.push(...(await differingAmong(context, plan, `WHERE ${oneOf(plan.key!, some)}`)).differing);
  }
  return found;
}

async function readHashes(
  context: CompareContext,
  plan: TablePlan,
  side: SideName,
  condition: string,
  most: number,
): Promise<{ rows: Map<string, { key: KeyValues; hash: string }>; read: number }> {
  const keys = keyColumns(plan.key!);
  const order = plan.key!.columns.map(quoteName).join(", ");
  // JSON in canonical form: servers may write the same value differently.
  const texts = [...plan.columns.readings.filter((one) => one.json), ...plan.columns.fetched].map(
    (one) => one.sql[side],
  );
  const hash = `(${rowHash(plan, side, { withoutJson: true })})`;
  const sql = `SELECT ${[...keys, hash, ...texts].join(", ")} FROM ${from(plan, side)} ${condition} ORDER BY ${order} LIMIT ${most}`;
  const rows = new Map<string, { key: KeyValues; hash: string }>();
  let read = 0;
  // Rows with short keys may be buffered; rows with texts, which may be megabytes each, are streamed.
  const short = plan.key!.integer && texts.length === 0;
  const doing = "reading rows";
  const given = short
    ? await context[side].query<unknown[]>(sql, [], { doing, asArrays: true })
    : context[side].stream(sql, [], { doing });
  for await (const row of given) {
    read += 1;
    const key = row.slice(0, keys.length) as KeyValues;
    const server = String(row[keys.length]);
    const hash = texts.length === 0 ? server : `${server}/${digestOf(row.slice(keys.length + 1))}`;
    // Damaged tables and some engines may contain a key twice: each row counts.
    const twin = rows.get(keyId(key));
    rows.set(keyId(key), { key, hash: twin ? [twin.hash, hash].sort().join(" and ") : hash });
  }
  return { rows, read };
}

function digestOf(texts: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify(texts.map(canonicalJson)))
    .digest("hex");
}
