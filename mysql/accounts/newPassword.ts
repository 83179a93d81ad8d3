import { randomInt } from "node:crypto";

const LETTERS = "abcdefghjkmnpqrstuvwxyz";
const CLASSES = [LETTERS, LETTERS.toUpperCase(), "23456789", "-_=+"];

/** 28 characters of four classes, about 160 bits; none needs escaping in a shell, in SQL or in a vendor's form. */
export function makePassword(): string {
  const pick = (from: string) => from[randomInt(from.length)]!;
  const characters = [...CLASSES.map(pick), ...Array.from({ length: 24 }, () => pick(CLASSES.join("")))];
  for (let i = characters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j]!, characters[i]!];
  }
  return characters.join("");
}
