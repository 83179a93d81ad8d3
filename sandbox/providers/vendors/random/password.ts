import { randomInt } from "node:crypto";
import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";

const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** A password that exists in the state alone, as that of the provider does. */
export const passwordHandler: Handler = {
  async create(inputs) {
    return { id: "none", state: { ...inputs, result: passwordFor(inputs), bcryptHash: "$2a$10$of-the-sandbox" } };
  },
  async read(id, prior): Promise<Existing | undefined> {
    if (!prior) throw new ProviderError("the sandbox's random provider imports nothing");
    return { id, state: prior };
  },
  async update(_, prior) {
    return prior;
  },
  async delete() {},
};

/** @throws ProviderError when the least numbers of characters do not fit */
function passwordFor(inputs: Values): string {
  const length = Number(inputs["length"]);
  const kinds = [
    { on: inputs["lower"], least: inputs["minLower"], of: "abcdefghijklmnopqrstuvwxyz" },
    { on: inputs["upper"], least: inputs["minUpper"], of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { on: inputs["numeric"], least: inputs["minNumeric"], of: "0123456789" },
    { on: inputs["special"], least: inputs["minSpecial"], of: String(inputs["overrideSpecial"] || SPECIAL) },
  ].filter(({ on }) => on === true);
  const pick = (of: string) => of[randomInt(of.length)]!;
  const must = kinds.flatMap(({ least, of }) => Array.from({ length: Number(least ?? 0) }, () => pick(of)));
  if (must.length > length || kinds.length === 0)
    throw new ProviderError("Attribute length value must be at least the sum of the least numbers of characters");
  const all = kinds.map(({ of }) => of).join("");
  const letters = [...must, ...Array.from({ length: length - must.length }, () => pick(all))];
  for (let at = letters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [letters[at], letters[other]] = [letters[other]!, letters[at]!];
  }
  return letters.join("");
}
