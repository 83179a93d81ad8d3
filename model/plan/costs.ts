import { ENGINE_FACTS } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { type GivenPrices, type Money, type Price, priceOf, UNITS, type Unit } from "../prices";
import { locationOf, type Migration, PLACES } from "../spec";
import type { PlaceFacts } from "../spec/places/place";
import { kindOf } from "./kinds";
import type { Lasting } from "./registered";
import { code, type Text, value } from "./text";

/** What a plan costs for each hour or gigabyte, as far as it is known. */
export interface CostLine extends Omit<Price, "list"> {
  count: number;
  /** What is charged for one of it. `given`: by the user, instead of the vendor's list. */
  price: { known: true; each: Money | "free"; given: boolean } | { known: false; why: string };
}

/** The sum for one unit. */
export interface CostTotal {
  unit: Unit;
  /** Sums of what is priced, by currency; what is free adds nothing. */
  sums: readonly Money[];
  /** How many lines have no price: the sum is then a lower bound. */
  notPriced: number;
  /** How many lines are charged only in a part of the time, and are in no sum. */
  atTimes: number;
}

export interface Costs {
  lines: readonly CostLine[];
  totals: readonly CostTotal[];
}

/** What all prices of a plan have in common. */
export const ABOUT_PRICES: Text =
  "Vendors' list prices, with the date on which each was read. What has no figure on a vendor's page is not priced, and never counts as nothing.";

/** @param given prices that replace those of the lists */
export function costsOf(migration: Migration, made: readonly Lasting[], given: GivenPrices = new Map()): Costs {
  const counts = new Map<string, number>();
  const notKnown: CostLine[] = [];
  const ofResources = made.flatMap((one) => ofResource(migration, one));
  for (const charge of [...ofEngine(migration), ...ofResources, ...leaving(migration)]) {
    if (charge.id === undefined) notKnown.push(nothingKnown(charge));
    else counts.set(charge.id, charge.count === "once" ? 1 : (counts.get(charge.id) ?? 0) + 1);
  }
  const lines = [...[...counts].map(([id, count]) => lineOf(priceOf(id), count, given)), ...notKnown];
  return { lines: UNITS.flatMap((unit) => lines.filter((line) => line.unit === unit)), totals: totalsOf(lines) };
}

/** Something that is charged, or about which nothing is known. */
type Charge = { id: string; count: "once" | "each" } | (Unknown & { id?: undefined });
type Unknown = Pick<Price, "what" | "unit">;

const once = (id: string): Charge => ({ id, count: "once" });

function ofEngine({ engine, path, target, task }: Migration): Charge[] {
  const { title, prices }: EngineFacts = ENGINE_FACTS[engine];
  if (!prices) return UNITS.map((unit) => ({ what: `the task of ${title}`, unit }));
  const moved = path === "public" ? prices.moved.public : prices.moved.private;
  const compares = task.consistencyCheck !== "none";
  const compared = prices.compared?.(locationOf(target)?.region);
  return [
    once(prices.task),
    ...(moved ? [once(moved)] : []),
    ...(compares ? [compared ? once(compared) : { what: `the comparison by ${title}`, unit: "GB" as const }] : []),
  ];
}

function ofResource({ source, target }: Migration, { type, name, role }: Lasting): Charge[] {
  const kind = kindOf(type);
  if (!kind) return [{ what: `${name} (${type})`, unit: "hour" }];
  const charges = kind.prices.map((id): Charge => ({ id, count: kind.each?.includes(id) ? "each" : "once" }));
  if (type !== "dbferry:index:AllowlistEntry") return charges;
  const { title, prices }: PlaceFacts = PLACES[(role.startsWith("target-") ? target : source).place];
  const entry: Charge = prices?.entry
    ? { id: prices.entry, count: "each" }
    : { what: `what lets the task in to ${title}`, unit: "hour" };
  return [...charges, entry];
}

/** Rows leave the source's network over the public network, or through the device of a VPN. */
function leaving({ path, source }: Migration): Charge[] {
  if (path !== "public" && path !== "vpn") return [];
  const { title, prices }: PlaceFacts = PLACES[source.place];
  return [prices?.leaving ? once(prices.leaving) : { what: `data that leaves ${title}`, unit: "GB" }];
}

function lineOf({ list, ...price }: Price, count: number, given: GivenPrices): CostLine {
  const own = given.get(price.id);
  if (own) return { ...price, count, price: { known: true, each: own, given: true } };
  if (list !== "free" && "notPriced" in list) return { ...price, count, price: { known: false, why: list.notPriced } };
  return { ...price, count, price: { known: true, each: list, given: false } };
}

function nothingKnown({ what, unit }: Unknown): CostLine {
  const why = "this version of dbferry knows no price of it";
  return { id: "", what, unit, count: 1, says: "nothing was read about it", price: { known: false, why } };
}

function totalsOf(lines: readonly CostLine[]): CostTotal[] {
  return UNITS.flatMap((unit) => {
    const own = lines.filter((line) => line.unit === unit);
    if (own.length === 0) return [];
    const always = own.filter(({ atTimes }) => !atTimes);
    const sums = new Map<string, number>();
    for (const { price, count } of always) {
      if (!price.known || price.each === "free") continue;
      const { amount, currency } = price.each;
      sums.set(currency, (sums.get(currency) ?? 0) + amount * count);
    }
    const notPriced = always.filter(({ price }) => !price.known).length;
    const atTimes = own.length - always.length;
    return [{ unit, sums: [...sums].map(([currency, amount]) => ({ amount, currency })), notPriced, atTimes }];
  });
}

/** `0.52 USD per hour`, or why it is not known. */
export function priceText({ price, count, unit }: CostLine): Text {
  if (!price.known) return `not priced: ${price.why}`;
  if (price.each === "free") return "free, according to the vendor's page";
  const whose = price.given ? " (given by you)" : "";
  return `${moneyText(price.each)} per ${unit}${count > 1 ? `, ${count} times` : ""}${whose}`;
}

/** The sum for a unit. What is not priced makes it a lower bound, and without any amount, unknown. */
export function totalText({ unit, sums, notPriced, atTimes }: CostTotal): Text {
  const sum = sums.map(moneyText).join(" and ");
  const besides = `${counted(atTimes)} only at times`;
  if (notPriced === 0 && sum === "")
    return `nothing per ${unit}, ${atTimes > 0 ? `except ${besides}` : "according to the vendors' pages"}`;
  const open = `${counted(notPriced)} by the ${unit} ${notPriced === 1 ? "is" : "are"} not priced`;
  const text =
    notPriced === 0 ? `${sum} per ${unit}` : sum === "" ? `not known: ${open}` : `at least ${sum} per ${unit}: ${open}`;
  return atTimes > 0 ? `${text}; not included: ${besides}` : text;
}

const counted = (charges: number) => `${charges} ${charges === 1 ? "charge" : "charges"}`;

function moneyText({ amount, currency }: Money): string {
  return `${Number(amount.toFixed(6))} ${currency}`;
}

/** How a user gives a price for what has none; undefined: nothing is left to give. */
export function overrideText({ lines }: Costs): Text | undefined {
  const open = lines.find(({ id, price }) => id !== "" && !price.known);
  return (
    open &&
    `to use prices of your own, give ${code("--price")} for each: ${code(`dbferry plan --price ${open.id}=0.50USD`)}`
  );
}

/** What a line is for, with the key of its price. */
export function forText({ what, id }: CostLine): Text {
  return id === "" ? value(what) : `${what} (${code(id)})`;
}
