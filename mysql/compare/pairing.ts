import { createHash } from "node:crypto";
import type { OddRow } from "./buckets";
import type { CompareContext } from "./context";
import { differingColumns } from "./describe";
import type { TablePlan } from "./tablePlan";
import type { Difference } from "./types";

/** Rows per side that are compared with each other; the rest are reported individually. */
const MOST_TRIED = 200;

/**
 * Without a key, a changed row looks like a missing row and an extra row. The two are reported as one change only when
 * it is unambiguous: each is the other's nearest row, no other is equally near, and at most half of their columns
 * differ.
 */
export function pairOddRows(context: CompareContext, plan: TablePlan, odd: readonly OddRow[]): Difference[] {
  const once = (row: OddRow) => Math.abs(row.times.source - row.times.target) === 1;
  const missing = odd.filter((row) => row.times.source > row.times.target && once(row)).slice(0, MOST_TRIED);
  const extra = odd.filter((row) => row.times.target > row.times.source && once(row)).slice(0, MOST_TRIED);
  const partner = new Map<OddRow, OddRow>();
  for (const row of missing) {
    const near = nearest(row, extra);
    if (near && nearest(near, missing) === row) partner.set(row, near);
  }
  const taken = new Set(partner.values());
  return odd
    .filter((row) => !taken.has(row))
    .map((row) => {
      const twin = partner.get(row);
      return twin ? changed(context, plan, row, twin) : alone(context, plan, row);
    });
}

/** The one row that differs in the fewest columns; undefined on a tie or when most columns differ. */
function nearest(row: OddRow, others: readonly OddRow[]): OddRow | undefined {
  let best: { distance: number; row?: OddRow } = { distance: row.cells.length / 2 + 0.5 };
  for (const other of others) {
    const distance = row.cells.filter((cell, at) => cell.hash !== other.cells[at]!.hash).length;
    if (distance < best.distance) best = { distance, row: other };
    else if (distance === best.distance) best = { distance };
  }
  return best.row;
}

function changed(context: CompareContext, plan: TablePlan, row: OddRow, twin: OddRow): Difference {
  return {
    kind: "changed",
    key: name(context, plan, row),
    columns: differingColumns(context, plan, row.cells, twin.cells),
  };
}

function alone(context: CompareContext, plan: TablePlan, row: OddRow): Difference {
  const kind = row.times.source > row.times.target ? "missing" : "extra";
  return { kind, key: name(context, plan, row), times: row.times };
}

/** 16 hexadecimal digits that identify the row, and its values if requested. */
function name({ input }: CompareContext, plan: TablePlan, row: OddRow): Record<string, string | null> {
  const digest = createHash("sha256").update(JSON.stringify(row.cells.map((cell) => cell.hash)));
  const values = [...plan.columns.readings, ...plan.columns.fetched].map((one, at) => [one.name, row.cells[at]!.shown]);
  return { "(row)": digest.digest("hex").slice(0, 16), ...(input.values ? Object.fromEntries(values) : {}) };
}
