/** `row_id`, or the first of `row_id_2`, `row_id_3` … that is not taken. */
export function freeName(taken: ReadonlySet<string> = new Set()): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? "row_id" : `row_id_${n}`;
    if (!taken.has(name)) return name;
  }
}
