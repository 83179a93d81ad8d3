/**
 * Numbers by which columns are told apart in a hash: fixed, so that two runs say the same, and without a pattern, so that no
 * two columns' products go together. SplitMix64 of the column's place.
 */
export type Use = "forwards" | "backwards" | "number" | "high";

const USES: readonly Use[] = ["forwards", "backwards", "number", "high"];
const MASK = 0xffffffffffffffffn;

function mixed(n: bigint): bigint {
  let z = (n * 0x9e3779b97f4a7c15n) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/** An odd number of exactly `bits` bits for the column at `place`. */
export function factor(place: number, use: Use, bits = 31): bigint {
  const z = mixed(BigInt(place * USES.length + USES.indexOf(use) + 1));
  const top = 1n << BigInt(bits - 1);
  return (z & (top - 1n)) | top | 1n;
}

/** Stands for NULL beside signed products, which stay below it. */
export function signedNull(place: number): bigint {
  return 9_000_000_000_000_000_000n + ((mixed(BigInt(-1 - place) & MASK) >> 10n) % 200_000_000_000_000_000n);
}

/** Stands for NULL beside products without a sign, which stay below it. */
export function unsignedNull(place: number): bigint {
  return (1n << 63n) | mixed(BigInt(-100_001 - place) & MASK);
}

/** What a row without any content hashes to; never 0, which would swallow the factor of its key. */
export const EMPTY_ROW = 0x5851f42d4c957f2dn;
