import { type Bag, isBag, isObject, type Known, Unknown } from "./values";

/** What a setting of a database instance keeps safe; each is judged by one rule. */
export type SafeguardTopic = "tls" | "audit" | "backup" | "binlog" | "encryption" | "deletion";

/** One setting that keeps a database instance safe, with the provider's default applied. */
export interface Safeguard {
  topic: SafeguardTopic;
  /** Where it is written, or would be. */
  property: string;
  on: Known<boolean>;
  /** The value as written, or what its absence means. */
  seen: string;
  /** What to do, and what that costs where it cannot be undone. */
  fix: string;
  /** Lines of the program before and after; absent where no change of the program would be safe. */
  change?: { before: string; after: string };
  /** For how long the backups or logs are kept; absent when the setting does not say. */
  kept?: Keeping;
  /** The task whose end the instance is; absent when no task of the plan names it. */
  forTask?: string;
}

/** For how long something is kept. */
export interface Keeping {
  property: string;
  amount: Known<number>;
  unit: keyof typeof HOURS_PER;
  seen: string;
  /** The lines of the program that keep it for another time; absent when the vendor keeps it no longer than that. */
  write: (amount: number) => { before: string; after: string };
}

/** Units in which providers take durations. */
export const HOURS_PER = { seconds: 1 / 3600, hours: 1, days: 24 } as const;

/** An account that a task replicates with, as far as the plan shows what else it is open to. */
export interface ReplicationUser {
  property: string;
  user: string;
  /** The earlier task that logs in with the same account. */
  sharedWith?: string;
  /** The account in the plan, and the hosts from which it may log in. */
  account?: { name: string; hosts: Known<Known<string>[]> | undefined };
  /** True when the task reaches the server inside networks. */
  privatePath: boolean;
}

/** The lines that set one property: of a nested one, the whole of the outermost object, so that nothing beside it is lost. */
export function lines(inputs: Bag, path: string, literal: string): { before: string; after: string } {
  const [top = "", ...rest] = path.split(".");
  const before = inputs[top];
  const shown = before === undefined || before === null ? "" : `${top}: ${literalOf(before)}`;
  return { before: shown, after: `${top}: ${replaced(before, rest, literal)}` };
}

function replaced(value: unknown, [key, ...rest]: readonly string[], literal: string): string {
  if (key === undefined) return literal;
  if (Array.isArray(value)) return `[${replaced(value[0], [key, ...rest], literal)}]`;
  const bag = isBag(value) ? value : {};
  const own = `${key}: ${replaced(bag[key], rest, literal)}`;
  const names = key in bag ? Object.keys(bag) : [...Object.keys(bag), key];
  // What is not known yet stands in the program in a form that the plan does not show.
  if (names.some((name) => name !== key && hasUnknown(bag[name]))) return `{ ..., ${own} }`;
  return `{ ${names.map((name) => (name === key ? own : `${name}: ${literalOf(bag[name])}`)).join(", ")} }`;
}

function literalOf(value: unknown): string {
  if (value instanceof Unknown) return "...";
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (isObject(value)) {
    return `{ ${Object.keys(value)
      .map((key) => `${key}: ${literalOf(value[key])}`)
      .join(", ")} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}

function hasUnknown(value: unknown): boolean {
  return value instanceof Unknown || (isObject(value) && Object.values(value).some(hasUnknown));
}
