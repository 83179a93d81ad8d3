import { ENGINE_FACTS, type Engine } from "../../model/engines";
import type { EngineFacts } from "../../model/engines/facts";
import { type Price, priceOf } from "../../model/prices";
import type { StackTask } from "./tasks";

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
  const price = taskPrice(engine);
  if (!price) return { hours, notKnown: `dbferry has no price for ${engine}` };
  const { says, evidence, list } = price;
  const vendor = { says, ...(evidence ? { source: evidence.url, read: evidence.read } : {}) };
  if (over) return { ...vendor, notKnown: "the task has ended, and only the vendor's bill says when it was billed" };
  if (list === "free" || "notPriced" in list) {
    const which = size === undefined ? where : `size ${size} in ${where}`;
    return { ...vendor, hours, notKnown: `no page publishes a price for ${which}` };
  }
  if (hours === undefined) return { ...vendor, notKnown: "the state does not say when the task was created" };
  return { ...vendor, hours, amount: Math.ceil(hours) * list.amount, currency: list.currency };
}

function taskPrice(engine: string): Price | undefined {
  if (!Object.hasOwn(ENGINE_FACTS, engine)) return undefined;
  const { prices }: EngineFacts = ENGINE_FACTS[engine as Engine];
  return prices && priceOf(prices.task);
}
