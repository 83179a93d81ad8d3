/** An independent, simpler count of addresses: numbers and segments, without the code under test. */

/** An inclusive range of IPv4 addresses as numbers. */
export type Span = [low: number, high: number];

const LOOPBACK: Span = [127 * 2 ** 24, 128 * 2 ** 24 - 1];
/** RFC 1918, shared space, loopback and link-local. */
const PRIVATE: Span[] = [
  [10 * 2 ** 24, 11 * 2 ** 24 - 1],
  [172 * 2 ** 24 + 16 * 2 ** 16, 172 * 2 ** 24 + 32 * 2 ** 16 - 1],
  [192 * 2 ** 24 + 168 * 2 ** 16, 192 * 2 ** 24 + 169 * 2 ** 16 - 1],
  [100 * 2 ** 24 + 64 * 2 ** 16, 100 * 2 ** 24 + 128 * 2 ** 16 - 1],
  LOOPBACK,
  [169 * 2 ** 24 + 254 * 2 ** 16, 169 * 2 ** 24 + 255 * 2 ** 16 - 1],
];

/** The addresses of a block. */
export function spanOf(base: number, prefix: number): Span {
  const size = 2 ** (32 - prefix);
  const low = Math.floor(base / size) * size;
  return [low, low + size - 1];
}

export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** How many public and private addresses the spans cover, counting each once. */
export function count(spans: readonly Span[]): { open: number; closed: number } {
  const edges = [...new Set([...spans, ...PRIVATE].flatMap(([low, high]) => [low, high + 1]))].sort((a, b) => a - b);
  const total = { open: 0, closed: 0 };
  edges.slice(0, -1).forEach((low, index) => {
    const inside = (list: readonly Span[]) => list.some(([from, to]) => from <= low && low <= to);
    if (!inside(spans)) return;
    total[inside(PRIVATE) ? "closed" : "open"] += edges[index + 1]! - low;
  });
  return total;
}

/** What NET-01, NET-02 and NET-04 must report for a list, from the counts alone. */
export function expected(spans: readonly Span[]): "NET-01" | "NET-02" | "NET-04" | "ok" {
  if (spans.some(([low, high]) => low === 0 && high === 2 ** 32 - 1)) return "NET-01";
  if (count(spans).open >= 2 ** 24) return "NET-02";
  const [first, last] = LOOPBACK;
  const wide = spans.some((span) => {
    // Loopback addresses are unreachable from other machines.
    if (span[0] >= first && span[1] <= last) return false;
    const { open, closed } = count([span]);
    return open > 256 || closed > 65536;
  });
  return wide ? "NET-04" : "ok";
}
