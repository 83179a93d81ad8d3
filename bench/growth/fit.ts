/** A size of the work, and what it took. */
export type Point = readonly [size: number, took: number];

/** What is smaller than this cannot be told from nothing by a clock on a machine with other work. */
const LEAST_SECONDS = 0.005;

/**
 * The power of the size with which the cost grows, by least squares over the logarithms: 1 where twice the work takes twice as long.
 *
 * @param fixed what no work at all takes: a start that is counted makes growth look smaller than it is
 * @param least what cannot be told from nothing
 */
export function exponentOf(points: readonly Point[], fixed = 0, least = LEAST_SECONDS): number {
  if (points.length < 3) throw new Error(`growth is fitted from three sizes; given ${points.length}`);
  const logs = points.map(([size, took]) => [Math.log(size), Math.log(Math.max(took - fixed, least))] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, one) => sum + one[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
  if (spread === 0) throw new Error("growth is fitted from different sizes");
  return logs.reduce((sum, [size, took]) => sum + (size - x) * (took - y), 0) / spread;
}
