import { type Reading, shorten } from "../../model/addresses";
import { readSources, type Sources } from "../core/breadth";
import type { AccessRule } from "../core/facets";
import type { Finding } from "../core/rule";

/** What every rule about sources needs. */
export const NARROW = "only the addresses of the replication task, each as a single address";

/** The sources of an ingress rule that contains addresses itself; undefined for any other access rule. */
export function ingressSources(opening: AccessRule, kinds: readonly AccessRule["kind"][]): Sources | undefined {
  return opening.direction === "ingress" && kinds.includes(opening.kind) ? readSources(opening) : undefined;
}

/** How a parsed entry is shown: the text as written and, where that is not obvious, what it means. */
export function show(reading: Reading): string {
  const how = "how" in reading && reading.how ? ` (${reading.how})` : "";
  return `"${shorten(reading.text)}"${how}`;
}

/** At most three entries and the number of further ones. */
export function showSome(readings: readonly Reading[]): string {
  const shown = readings.slice(0, 3).map(show).join(", ");
  return readings.length > 3 ? `${shown} and ${readings.length - 3} more` : shown;
}

/** One undetermined finding per source that a plan does not show; the same rule judges the real value before the update. */
export function undeterminedSources(opening: AccessRule, sources: Sources, needed: string): Finding[] {
  const unknown = sources.unknown.map((value) =>
    undetermined(value.path || opening.property, "a value that is known only during the update", needed),
  );
  const unresolved = sources.unresolved.map((reading) => {
    const what = reading.kind === "host" ? "a host name, whose addresses can change" : "a list that is kept elsewhere";
    return undetermined(opening.property, `${show(reading)}, ${what}`, needed);
  });
  return [...unknown, ...unresolved];
}

function undetermined(property: string, seen: string, needed: string): Finding {
  const fix = "write the address itself where it is known; otherwise it is judged again before anything opens";
  return { verdict: "undetermined", property, seen, needed, fix };
}

/** The diff that replaces a list of sources. */
export function narrower(opening: AccessRule, seen: string): { before: string; after: string } {
  const one = opening.kind === "account" ? "203.0.113.7" : "203.0.113.7/32";
  return { before: `${opening.property}: ${seen}`, after: `${opening.property}: "${one}"  // the task's address` };
}
