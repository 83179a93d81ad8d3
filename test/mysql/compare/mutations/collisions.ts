import { crc32 } from "node:zlib";

/** Words with the same CRC32. */
export const KNOWN_PAIRS: readonly (readonly [string, string])[] = [
  ["plumless", "buckeroo"],
  ["codding", "gnu"],
  ["exhibiters", "schlager"],
];

/** The n-th number of a given width from a multiplicative generator: all are distinct, and look alike. */
function numberText(n: number, digits: number): string {
  return String((BigInt(n + 1) * 6364136223846793005n) % 10n ** BigInt(digits)).padStart(digits, "1");
}

/** Two decimal numbers with that many digits whose texts have the same CRC32: some 80,000 candidates suffice. */
export function numbersThatCollide(digits: number): [string, string] {
  const seen = new Map<number, string>();
  for (let n = 0; ; n++) {
    const text = numberText(n, digits);
    const crc = crc32(text);
    const twin = seen.get(crc);
    if (twin !== undefined && twin !== text && text[0] !== "0" && twin[0] !== "0") return [twin, text];
    seen.set(crc, text);
  }
}

/**
 * Two texts of the letters d to g that have the same CRC32, read forwards and backwards, alone, repeated, and after any
 * prefix. CRC32 is linear: a bit change that preserves it does so in every text. Any two hashes that are both made of
 * CRC32 therefore collide.
 */
export function lettersThatCollide(length = 48): [string, string] {
  const base = Buffer.alloc(length, "d");
  const bits = Array.from({ length: length * 2 }, (_, bit) => bit);
  const changed = (mask: bigint) => {
    const copy = Buffer.from(base);
    for (const bit of bits) if ((mask >> BigInt(bit)) & 1n) copy[bit >> 1]! ^= 1 << (bit & 1);
    return copy;
  };
  const fingerprint = (value: Buffer) => (BigInt(crc32(value)) << 32n) | BigInt(crc32(Buffer.from(value).reverse()));
  const zero = fingerprint(base);
  // Gaussian elimination: reduce each bit's effect by the previous ones; the first that reduces to zero is a
  // combination without effect.
  const basis: { effect: bigint; mask: bigint }[] = [];
  for (const bit of bits) {
    let mask = 1n << BigInt(bit);
    let effect = fingerprint(changed(mask)) ^ zero;
    for (const one of basis) {
      if ((effect ^ one.effect) < effect) {
        effect ^= one.effect;
        mask ^= one.mask;
      }
    }
    if (effect === 0n) return [base.toString("latin1"), changed(mask).toString("latin1")];
    basis.push({ effect, mask });
    basis.sort((a, b) => (a.effect < b.effect ? 1 : -1));
  }
  throw new Error(`${length} letters are too few for two checksums`);
}
