/**
 * Per-column constants of the hash: fixed, so that two runs agree, and without a pattern, so that the products of two
 * columns do not correlate. SplitMix64 of the column's place.
 */
export type Use = "forwards" | "backwards" | "number" | "high" | "offset";

const USES: readonly Use[] = ["forwards", "backwards", "number", "high", "offset"];
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

/**
 * Added to a number that may be negative, and larger than its absolute value: without it, x and -x have nearly
 * complementary bits, and two columns that change sign together would cancel out. Between 10^digits and 2 * 10^digits.
 */
export function offset(place: number, digits: number): bigint {
  const least = 10n ** BigInt(digits);
  return least + (mixed(BigInt(place * USES.length + USES.indexOf("offset") + 1)) % least);
}

/**
 * Stands for NULL among signed products, which stay below it. A DOUBLE, which old servers use for ENUM, holds it
 * exactly.
 */
export function signedNull(place: number): bigint {
  return 7n * (1n << 60n) + (BigInt(place) << 32n);
}

/** Stands for NULL among unsigned products, which stay below it. */
export function unsignedNull(place: number): bigint {
  return (1n << 63n) | mixed(BigInt(-100_001 - place) & MASK);
}

/** Hash of a row without any content; never 0, which would cancel the key factor. */
export const EMPTY_ROW = 0x5851f42d4c957f2dn;
