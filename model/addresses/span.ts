import { parseCidr } from "cidr-tools";
import ipaddr from "ipaddr.js";
import { asAddress, asBlock, isBlock } from "./block";
import { readAddress } from "./read";
import { rangeBlocks } from "./sets";

/** A contiguous range of addresses of one family, both ends included. */
export interface Span {
  version: 4 | 6;
  first: bigint;
  last: bigint;
}

/** An address, a block, network and netmask, or a range as one span; undefined if it is none of them, or ambiguous. */
export function spanOf(text: string): Span | undefined {
  // A plain IPv6 block is itself only, although it may carry IPv4 addresses.
  if (isBlock(text)) {
    const { version, start, end } = parseCidr(asBlock(text));
    return { version, first: start, last: end };
  }
  const { blocks, kind } = readAddress(text);
  if (kind !== "blocks" || (blocks.length > 1 && !/^[^-]+-[^-]+$/.test(text))) return undefined;
  const parsed = blocks.map((block) => parseCidr(block));
  const version = parsed[0]!.version;
  if (parsed.some((one) => one.version !== version)) return undefined;
  return {
    version,
    first: parsed.reduce((low, { start }) => (start < low ? start : low), parsed[0]!.start),
    last: parsed.reduce((high, { end }) => (end > high ? end : high), parsed[0]!.end),
  };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

/** The span as addresses and blocks, for people. */
export function blocksOfSpan({ version, first, last }: Span): string[] {
  const [low, high] = [addressText(version, first), addressText(version, last)];
  return low === high ? [low] : rangeBlocks(low, high).map(asAddress);
}

function addressText(version: 4 | 6, value: bigint): string {
  const bytes = Array.from({ length: version === 4 ? 4 : 16 }, (_, at, all = version === 4 ? 3 : 15) =>
    Number((value >> BigInt(8 * (all - at))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
