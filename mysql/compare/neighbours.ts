import type { KeyValues, Range, Suspected, WalkKey } from "./tablePlan";

/** Adjacent ranges that are searched as one. */
export interface Joined {
  whole: Suspected;
  parts: Suspected[];
}

/** Joins adjacent ranges of an integer key, each with both ends, up to `most` rows. Pure. */
export function joinNeighbours(ranges: readonly Suspected[], most: number): Joined[] {
  const joined: Joined[] = [];
  for (const one of ranges) {
    const last = joined.at(-1);
    const touches = last && String(last.whole.range.to![0]) === String(one.range.from![0]);
    if (last && touches && last.whole.rows + one.rows <= most) {
      last.whole = { range: { from: last.whole.range.from, to: one.range.to }, rows: last.whole.rows + one.rows };
      last.parts.push(one);
    } else {
      joined.push({ whole: one, parts: [one] });
    }
  }
  return joined;
}

/** Whether a range contains the row; assumed for a key that is not an integer and for an open-ended range. Pure. */
export function holds(key: WalkKey, { from, to }: Range, values: KeyValues): boolean {
  if (!key.integer || !from || !to) return true;
  const [at, low, high] = [values[0], from[0], to[0]].map((value) => BigInt(String(value)));
  return low! <= at! && at! < high!;
}
