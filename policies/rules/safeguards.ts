import { HOURS_PER, type Keeping, type Safeguard, type SafeguardTopic } from "../core/instance";
import type { Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** The requirement for a safeguard. */
export interface Need {
  topic: SafeguardTopic;
  /** What must be on. */
  needed: string;
  /** Minimum retention, in hours and in words. */
  hours?: number;
  words?: string;
}

/** Judges one safeguard: off, kept too briefly, or unknown. */
export function judgeSafeguard(safeguard: Safeguard, { topic, needed, hours, words = "" }: Need): Finding[] {
  if (safeguard.topic !== topic) return [];
  const { property, on, seen, fix, edits, told, kept } = safeguard;
  if (on === false) {
    // Turning it on gives the provider's default retention, which can be too short.
    const longer = kept && hours !== undefined ? judgeKeeping(kept, hours, "").flatMap((one) => one.edits ?? []) : [];
    const fixed = edits ? { edits: [...edits, ...longer] } : { told: told ?? "no change to this resource turns it on" };
    return [violation({ property, seen, needed, fix, ...fixed })];
  }
  const unknown = on instanceof Unknown ? [undecided(property, needed, on)] : [];
  if (!kept || hours === undefined) return unknown;
  return [...unknown, ...judgeKeeping(kept, hours, `${needed}, kept for ${words}`)];
}

function judgeKeeping(kept: Keeping, hours: number, needed: string): Finding[] {
  if (kept.amount instanceof Unknown) return [undecided(kept.property, needed, kept.amount)];
  // NaN fails the comparison, so a non-numeric retention counts as too short.
  if (kept.amount * HOURS_PER[kept.unit] >= hours) return [];
  const amount = Math.ceil(hours / HOURS_PER[kept.unit]);
  const { property } = kept;
  return [
    violation({ property, seen: kept.seen, needed, fix: `set ${property}: ${amount}`, edits: kept.write(amount) }),
  ];
}
