import { type Reading, shorten } from "../../model/addresses";
import { asBlock } from "../../model/addresses/block";
import { isWorld, readSources, type Sources } from "../core/breadth";
import type { AccessRule } from "../core/facets";
import type { Edit } from "../core/fix/edit";
import type { Finding } from "../core/rule";

/** The `needed` text shared by all rules about sources. */
export const NARROW = "only the addresses of the replication task, each as a single address";

/** The sources of an ingress rule that contains addresses itself; undefined for any other access rule. */
export function ingressSources(opening: AccessRule, kinds: readonly AccessRule["kind"][]): Sources | undefined {
  return opening.direction === "ingress" && kinds.includes(opening.kind) ? readSources(opening) : undefined;
}

/** Displays a parsed entry as written, with its meaning where that is not obvious. */
export function show(reading: Reading): string {
  const how = "how" in reading && reading.how ? ` (${reading.how})` : "";
  return `"${shorten(reading.text)}"${how}`;
}

/** At most three entries, and the number of the remaining ones. */
export function showSome(readings: readonly Reading[]): string {
  const shown = readings.slice(0, 3).map(show).join(", ");
  return readings.length > 3 ? `${shown} and ${readings.length - 3} more` : shown;
}

/**
 * One undetermined finding per source that the plan does not show; the same rule judges the actual value before the
 * update.
 */
export function undeterminedSources(opening: AccessRule, sources: Sources, needed: string): Finding[] {
  const unknown = sources.unknown.map((value) =>
    undetermined(value.path || opening.property, "a value that is known only during the update", needed),
  );
  const unresolved = sources.unresolved.map((reading) => {
    const what = reading.kind === "host" ? "a host name, whose addresses can change" : "a list kept elsewhere";
    return undetermined(opening.property, `${show(reading)}, ${what}`, needed);
  });
  return [...unknown, ...unresolved];
}

function undetermined(property: string, seen: string, needed: string): Finding {
  const fix = "write the address where it is known; otherwise it is judged again before anything opens";
  return { verdict: "undetermined", property, seen, needed, fix };
}

/** A placeholder for the task's address, from the ranges reserved for documentation. */
const TASK = { v4: "203.0.113.7", v6: "2001:db8::7" };

/**
 * The edits that remove entries from the sources and keep the others; when none is left, the task's address takes their
 * place.
 */
export function without(
  opening: AccessRule,
  bad: readonly Reading[],
  { v4, v6, note }: { v4: string; v6: string; note: string } = { ...TASK, note: "the task's address" },
): Edit[] {
  const prefixed = opening.kind !== "account";
  const at = (property: string): Edit => {
    const six = /ipv6/i.test(property) || opening.whenAbsent === "::/0";
    const address = six ? v6 : v4;
    const one = prefixed ? asBlock(address) : address;
    if (opening.entry) return { at: property, to: opening.entry(one), note };
    return {
      at: property,
      without: bad.map(({ text }) => text),
      instead: one,
      note,
      ...(opening.list ? { list: true } : {}),
    };
  };
  return [opening.property, ...(opening.alsoAt ? [opening.alsoAt] : [])].map(at);
}

/** Entries that admit everyone by themselves. */
export const worldwide = (entries: readonly Reading[]) => entries.filter(({ blocks }) => isWorld(blocks));
