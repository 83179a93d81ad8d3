import type { ConnectOptions } from "../../mysql/connect";
import { best, say } from "../measure";
import { compareCommand, ROWS } from "./millionRows";
import type { BenchServer } from "./server";

/** Number of differing rows, spread over the table, and the allowed time as a multiple of comparing equal data. */
export const SPREAD = [
  [20, 2],
  [2_000, 3],
  [100_000, 4],
] as const;

export interface SpreadFound {
  /** Seconds of the fastest whole process, by number of differing rows; 0 means equal data. */
  took(rows: number): number;
  /** Peak megabytes by number of differing rows. */
  memory: ReadonlyMap<number, number>;
  /** Peak megabytes when every row differs. */
  everyRow: number;
}

/** Finds differing rows spread over a million, interleaved with comparisons of equal data, as whole processes. */
export async function findSpread(source: ConnectOptions, other: BenchServer, turns: number): Promise<SpreadFound> {
  const times = new Map<number, number[]>();
  const memory = new Map<number, number>();
  for (let turn = 0; turn < turns; turn += 1)
    for (const rows of [0, ...SPREAD.map(([count]) => count)]) {
      const change = (by: string) =>
        other.db.query(`UPDATE bench.t SET amount = amount ${by} WHERE id % ${ROWS / rows} = 7`);
      if (rows > 0) await change("+ 1");
      const done = await compareCommand(source, other.options, rows === 0 ? 0 : 1);
      if (rows > 0) await change("- 1");
      times.set(rows, [...(times.get(rows) ?? []), done.wholeSeconds]);
      memory.set(rows, Math.max(memory.get(rows) ?? 0, done.megabytes));
    }
  const took = (rows: number) => best(times.get(rows)!);
  const each = SPREAD.map(([rows]) => `, ${rows} differ ${took(rows).toFixed(2)} s`);
  say(`  equal ${took(0).toFixed(2)} s${each.join("")}`);
  await other.db.query("UPDATE bench.t SET amount = amount + 1");
  const all = await compareCommand(source, other.options, 1);
  say(`  every row differs: ${all.wholeSeconds.toFixed(1)} s, ${all.megabytes.toFixed(0)} MB`);
  return { took, memory, everyRow: all.megabytes };
}
