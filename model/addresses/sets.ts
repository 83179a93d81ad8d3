import { containsCidr, excludeCidr, mergeCidr, parseCidr } from "cidr-tools";

/**
 * Addresses that no caller from the internet can have: RFC 1918, shared space (RFC 6598), loopback, link-local and
 * unique local IPv6. Documentation ranges are not included, because sandboxes and examples use them as public
 * addresses.
 */
export const PRIVATE_BLOCKS: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
];

/** The part of IPv6 that is allocated at all (RFC 4291, 2.4): opening it opens everything. */
export const GLOBAL_V6 = "2000::/3";

/** How many addresses of each family a list of blocks covers; overlaps count once. */
export interface Size {
  v4: bigint;
  v6: bigint;
}

export function sizeOf(blocks: readonly string[]): Size {
  return sumOf(mergeCidr([...blocks]));
}

/** The sum of the blocks' sizes: an upper bound of {@link sizeOf} that needs no set arithmetic. */
export function sumOf(blocks: readonly string[]): Size {
  const size: Size = { v4: 0n, v6: 0n };
  for (const block of blocks) {
    const { start, end, version } = parseCidr(block);
    size[version === 4 ? "v4" : "v6"] += end - start + 1n;
  }
  return size;
}

/** The part of the blocks that is reachable from the internet. */
export function publicPart(blocks: readonly string[]): string[] {
  return excludeCidr([...blocks], [...PRIVATE_BLOCKS]);
}

/** The part of the blocks that is reachable only from a private network. */
export function privatePart(blocks: readonly string[]): string[] {
  const open = publicPart(blocks);
  return open.length === 0 ? mergeCidr([...blocks]) : excludeCidr([...blocks], open);
}

export function covers(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length > 0 && inner.length > 0 && containsCidr([...outer], [...inner]);
}

/** Blocks of the range from `first` to `last` of one family; empty when the ends are not in order. */
export function rangeBlocks(first: string, last: string): string[] {
  const low = parseCidr(first);
  const high = parseCidr(last);
  if (low.version !== high.version || low.start > high.start) return [];
  const world = low.version === 4 ? "0.0.0.0/0" : "::/0";
  const below = excludeCidr(world, first).filter((block) => parseCidr(block).end < low.start);
  const above = excludeCidr(world, last).filter((block) => parseCidr(block).start > high.start);
  return excludeCidr(world, [...below, ...above]);
}
