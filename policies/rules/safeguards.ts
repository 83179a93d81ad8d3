import { HOURS_PER, type Keeping, type Safeguard, type SafeguardTopic } from "../core/instance";
import type { Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** What a safeguard needs. */
export interface Need {
  topic: SafeguardTopic;
  /** What must be on. */
  needed: string;
  /** For how many hours at least something is kept, and in words. */
  hours?: number;
  words?: string;
}

/** The finding on one safeguard: off, kept too short, or not known. */
export function judgeSafeguard(safeguard: Safeguard, { topic, needed, hours, words = "" }: Need): Finding[] {
  if (safeguard.topic !== topic) return [];
  const { property, on, seen, fix, edits, told, kept } = safeguard;
  if (on === false) {
    // Turned on, it is kept for the provider's default, which can be too short.
    const longer = kept && hours !== undefined ? judgeKeeping(kept, hours, "").flatMap((one) => one.edits ?? []) : [];
    const fixed = edits ? { edits: [...edits, ...longer] } : { told: told ?? "no change of this resource turns it on" };
    return [violation({ property, seen, needed, fix, ...fixed })];
  }
  const unknown = on instanceof Unknown ? [undecided(property, needed, on)] : [];
  if (!kept || hours === undefined) return unknown;
  return [...unknown, ...judgeKeeping(kept, hours, `${needed}, kept for ${words}`)];
}

function judgeKeeping(kept: Keeping, hours: number, needed: string): Finding[] {
  if (kept.amount instanceof Unknown) return [undecided(kept.property, needed, kept.amount)];
  // What is not a number keeps nothing for certain.
  if (kept.amount * HOURS_PER[kept.unit] >= hours) return [];
  const amount = Math.ceil(hours / HOURS_PER[kept.unit]);
  const { property } = kept;
  return [
    violation({ property, seen: kept.seen, needed, fix: `set ${property}: ${amount}`, edits: kept.write(amount) }),
  ];
}
