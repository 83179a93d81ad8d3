/** A number from 0 to 2^31 - 1 that depends only on seed, column and row (FNV-1a, then a mixing step). */
export function random(seed: number, column: string, row: number): number {
  let hash = 2166136261 ^ seed;
  for (let i = 0; i < column.length; i++) hash = Math.imul(hash ^ column.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ row, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 1;
}
