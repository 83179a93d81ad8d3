/**
 * Numbers by which columns are told apart in a hash: fixed, so that two runs say the same, and without a pattern, so that no
 * two columns' products go together. SplitMix64 of the column's place.
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
 * Added to a number that may be negative, and larger than it: x and -x are each other's bits turned round, and two columns
 * whose signs change together would cancel out. Between 10^digits and 2 * 10^digits.
 */
export function offset(place: number, digits: number): bigint {
  const least = 10n ** BigInt(digits);
  return least + (mixed(BigInt(place * USES.length + USES.indexOf("offset") + 1)) % least);
}

/** Stands for NULL beside products that stay below it; no digit of it is lost in a DOUBLE, as which old servers count ENUM. */
export function signedNull(place: number): bigint {
  return 7n * (1n << 60n) + (BigInt(place) << 32n);
}

/** Stands for NULL beside products without a sign, which stay below it. */
export function unsignedNull(place: number): bigint {
  return (1n << 63n) | mixed(BigInt(-100_001 - place) & MASK);
}

/** What a row without any content hashes to; never 0, which would swallow the factor of its key. */
export const EMPTY_ROW = 0x5851f42d4c957f2dn;
