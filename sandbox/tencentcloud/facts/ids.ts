import { randomBytes } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** An id in the vendor's format: a prefix and eight letters and digits, such as `sg-33ocnj9n`. */
export function newId(prefix: string): string {
  return `${prefix}-${[...randomBytes(8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}
