/** A problem size and its cost. */
export type Point = readonly [size: number, took: number];

/** Timing differences below this are noise on a busy machine. */
const LEAST_SECONDS = 0.005;

/**
 * Growth exponent of the cost, by a least-squares fit in log-log space: 1 if twice the work takes twice as long.
 *
 * @param fixed cost of no work at all: including start-up cost would understate growth
 * @param least costs below this are noise
 */
export function exponentOf(points: readonly Point[], fixed = 0, least = LEAST_SECONDS): number {
  if (points.length < 3) throw new Error(`fitting growth needs at least three sizes; given ${points.length}`);
  const logs = points.map(([size, took]) => [Math.log(size), Math.log(Math.max(took - fixed, least))] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, one) => sum + one[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
  if (spread === 0) throw new Error("fitting growth needs different sizes");
  return logs.reduce((sum, [size, took]) => sum + (size - x) * (took - y), 0) / spread;
}
