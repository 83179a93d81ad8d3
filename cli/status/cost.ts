import type { StackTask } from "./tasks";

/** A vendor's published prices for a task. Every figure needs its source and the date it was read. */
interface Prices {
  /** By size and region, in the vendor's currency. */
  perHour: Readonly<Record<string, { amount: number; currency: string }>>;
  /** What the vendor states apart from figures. */
  says: string;
  source: string;
  /** Date of reading. */
  read: string;
}

const PRICES: Readonly<Record<string, Prices>> = {
  drs: {
    // The page refers to a calculator for every figure.
    perHour: {},
    says: "billed from its start to its end, by size and region, even while failed; plus data over the internet",
    source: "https://support.huaweicloud.com/intl/en-us/price-drs/drs_00_0006.html",
    read: "2026-11-29",
  },
};

/** What a task has cost so far; unknown prices are never guessed. */
export interface Cost {
  /** Since the engine recorded the task; absent if the state does not say. */
  hours?: number;
  amount?: number;
  currency?: string;
  /** Why there is no amount. */
  notKnown?: string;
  says?: string;
  source?: string;
  read?: string;
}

export function costOf({ engine, size, where, created, look }: StackTask, now: Date): Cost {
  const since = created === undefined ? Number.NaN : Date.parse(created);
  const over = "known" in look && (!look.known || look.task.state === "ended");
  const hours = Number.isNaN(since) || over ? undefined : Math.max(0, now.getTime() - since) / 3_600_000;
  const known = PRICES[engine];
  if (!known) return { hours, notKnown: `dbferry has no price for ${engine}` };
  const { perHour, ...vendor } = known;
  const price = perHour[`${size} ${where}`];
  if (over) return { ...vendor, notKnown: "the task has ended, and only the vendor's bill says when it was billed" };
  if (!price) return { ...vendor, hours, notKnown: `no page publishes a price for size ${size ?? "?"} in ${where}` };
  if (hours === undefined) return { ...vendor, notKnown: "the state does not say when the task was created" };
  return { ...vendor, hours, amount: Math.ceil(hours) * price.amount, currency: price.currency };
}
