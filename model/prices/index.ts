import { nearest } from "../nearest";
import { type Problem, ProblemsError } from "../problems";
import { alicloud } from "./alicloud";
import { huaweicloud } from "./huaweicloud";
import type { Money, Price } from "./price";
import { tencentcloud } from "./tencentcloud";

export { type Evidence, type Money, type Price, UNITS, type Unit } from "./price";

/** What goes through a network that belongs to no cloud. */
const ELSEWHERE: readonly Price[] = [
  {
    id: "own-network.gb",
    what: "data that leaves your own network",
    unit: "GB",
    list: { notPriced: "it depends on your own provider" },
    says: "by your own contract",
  },
];

/** Every price that a migration may meet. */
export const PRICES: readonly Price[] = [...alicloud, ...huaweicloud, ...tencentcloud, ...ELSEWHERE];

/** The price with an id. */
export function priceOf(id: string): Price {
  const found = PRICES.find((price) => price.id === id);
  if (!found) throw new Error(`price '${id}': not in model/prices`);
  return found;
}

/** Prices that a user gives instead of those of the lists, by id. */
export type GivenPrices = ReadonlyMap<string, Money>;

const FORM = /^([\w.-]+)=(\d{1,9}(?:\.\d{1,9})?)\s*([A-Za-z]{3})$/;

/**
 * Reads prices as `drs.hour=0.52USD`.
 *
 * @throws ProblemsError with every one that cannot be read
 */
export function readPrices(given: readonly string[]): GivenPrices {
  const known = PRICES.map(({ id }) => id);
  const prices = new Map<string, Money>();
  const problems: Problem[] = [];
  for (const text of given) {
    const [, id = "", amount = "", currency = ""] = FORM.exec(text) ?? [];
    if (id === "") {
      const needed = "ID=AMOUNT and the code of a currency, such as drs.hour=0.52USD";
      problems.push({ path: "--price", seen: JSON.stringify(text), needed });
    } else if (!known.includes(id)) {
      const near = nearest(id, known);
      const fix = near === undefined ? {} : { fix: `did you mean ${near}?` };
      problems.push({ path: "--price", seen: JSON.stringify(id), needed: `one of ${known.join(", ")}`, ...fix });
    } else if (prices.has(id)) {
      problems.push({ path: "--price", seen: `${id} twice`, needed: "each price once" });
    } else {
      prices.set(id, { amount: Number(amount), currency: currency.toUpperCase() });
    }
  }
  if (problems.length > 0) throw new ProblemsError("the prices", problems);
  return prices;
}
