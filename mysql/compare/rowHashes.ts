import { createHash } from "node:crypto";
import { quoteName } from "../sql";
import { canonicalJson } from "./canonicalJson";
import { both, type Context } from "./context";
import { rowHash } from "./hash";
import { from, keyId, oneOf } from "./ranges";
import type { KeyValues, SideName, TablePlan } from "./tablePlan";

/** A row that differs, by its hashes; undefined where the side does not have it. */
export interface RowDifference {
  key: KeyValues;
  source?: string;
  target?: string;
}

/** Of a range where one side has far more rows than the other, no more than this are read. */
const MOST = 20_000;
/** Keys in one statement. */
const MOST_KEYS = 500;

/** Rows that differ among those that `condition` picks. */
export async function differingAmong(
  context: Context,
  plan: TablePlan,
  condition: string,
  most = MOST,
): Promise<RowDifference[]> {
  const [mine, theirs] = await both(
    context,
    readHashes(context, plan, "source", condition, most),
    readHashes(context, plan, "target", condition, most),
  );
  // Beyond what was read of a side nothing is known: a row that is not there may only not have been reached.
  const whole = { source: mine.size < most, target: theirs.size < most };
  const found: RowDifference[] = [];
  for (const [id, row] of mine) {
    const twin = theirs.get(id);
    if (twin?.hash === row.hash || (twin === undefined && !whole.target)) continue;
    found.push({ key: row.key, source: row.hash, target: twin?.hash });
  }
  if (whole.source) for (const [id, row] of theirs) if (!mine.has(id)) found.push({ key: row.key, target: row.hash });
  return found;
}

/** Looks at single rows once more, by their keys; those that are the same now are left out. */
export async function differingOf(
  context: Context,
  plan: TablePlan,
  keys: readonly KeyValues[],
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    const some = keys.slice(at, at + MOST_KEYS);
    found.push(...(await differingAmong(context, plan, `WHERE ${oneOf(plan.key!, some)}`)));
  }
  return found;
}

async function readHashes(
  context: Context,
  plan: TablePlan,
  side: SideName,
  condition: string,
  most: number,
): Promise<Map<string, { key: KeyValues; hash: string }>> {
  const names = plan.key!.columns.map(quoteName);
  // JSON by what it says: the servers may write one value in two ways.
  const texts = [...plan.columns.readings.filter((one) => one.json), ...plan.columns.fetched].map(
    (one) => one.sql[side],
  );
  const hash = `(${rowHash(plan, side, { withoutJson: true })})`;
  const sql = `SELECT ${[...names, hash, ...texts].join(", ")} FROM ${from(plan, side)} ${condition} ORDER BY ${names.join(", ")} LIMIT ${most}`;
  const rows = new Map<string, { key: KeyValues; hash: string }>();
  for await (const row of context[side].stream(sql, [], { doing: "reading rows" })) {
    const key = row.slice(0, names.length);
    const server = String(row[names.length]);
    rows.set(keyId(key), { key, hash: texts.length === 0 ? server : `${server}/${said(row.slice(names.length + 1))}` });
  }
  return rows;
}

function said(texts: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify(texts.map(canonicalJson)))
    .digest("hex");
}
