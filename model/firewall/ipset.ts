import { type Span, spanOf } from "../addresses/span";
import { portsMatch } from "./ports";
import { type Match, NEVER, notUnderstood } from "./rules";
import { wordsOf } from "./words";

/** The sets that `ipset save` printed, by name. */
export type Ipsets = ReadonlyMap<string, Ipset>;

interface Ipset {
  /** `hash:ip,port`. */
  type: string;
  entries: { text: string; options: string[] }[];
}

export function readIpsets(text: string): Ipsets {
  const sets = new Map<string, Ipset>();
  for (const line of text.split("\n")) {
    const [command, name, what, ...options] = wordsOf(line).map((word) => word.text);
    if (command === "create" && name && what) sets.set(name, { type: what, entries: [] });
    else if (command === "add" && name && what) sets.get(name)?.entries.push({ text: what, options });
  }
  return sets;
}

/** Types whose elements are evaluated here; others are not understood. */
const UNDERSTOOD = new Set([
  "hash:ip",
  "hash:net",
  "hash:ip,port",
  "hash:net,port",
  "bitmap:ip",
  "bitmap:port",
  "list:set",
]);

/**
 * A condition that an address is in a set.
 * @param directions of the set's parts: `src`, `src,dst`
 */
export function ipsetMatch(sets: Ipsets, name: string, directions: string, depth = 0): Match {
  const set = sets.get(name);
  if (!set) return notUnderstood(`the set ${name} was not given: ipset save`);
  const where = directions.split(",");
  if (set.type === "list:set" && depth < 8)
    return { on: "any", of: set.entries.map(({ text }) => [ipsetMatch(sets, text, directions, depth + 1)]) };
  const withExceptions = set.entries.some(({ options }) => options.includes("nomatch"));
  if (!UNDERSTOOD.has(set.type)) return notUnderstood(`the set ${name} is of the type ${set.type}`);
  const parts = set.type.split(":")[1]!.split(",");
  if (parts.length > where.length) return notUnderstood(`the set ${name} has more parts than ${directions}`);
  const entries = set.entries.filter(({ options }) => !options.includes("nomatch"));
  const plain = entries.map(({ text }) => text);
  if (parts.length === 1 && where[0] === "src" && parts[0] !== "port" && !withExceptions) {
    const spans = plain.map(spanOf);
    if (spans.every((span): span is Span => span !== undefined))
      return spans.length === 0 ? NEVER : { on: "source", spans, set: { tool: "ipset", name } };
  }
  if (withExceptions) return exceptions(set, name, where);
  return { on: "any", of: plain.map((entry) => entryMatches(entry, parts, where, name)) };
}

function entryMatches(entry: string, parts: readonly string[], where: readonly string[], name: string): Match[] {
  const values = entry.split(",");
  return parts.map((part, at) => partMatch(part, values[at] ?? "", where[at]!, name));
}

function partMatch(part: string, value: string, direction: string, name: string): Match {
  if (part === "port") {
    const [, protocol, port] = /^(?:(\w+):)?(.+)$/.exec(value) ?? [];
    if (protocol !== undefined && protocol !== "tcp") return NEVER;
    return portsMatch(direction === "dst" ? "port" : "sourcePort", port ?? value, "-");
  }
  const span = spanOf(value);
  if (!span) return notUnderstood(`the entry ${value} of the set ${name}`);
  return { on: direction === "src" ? "source" : "destination", spans: [span] };
}

/** The most specific block decides in a set with exceptions. */
function exceptions(set: Ipset, name: string, where: readonly string[]): Match {
  if (set.type !== "hash:net" || where[0] !== "src") return notUnderstood(`the set ${name} has exceptions (nomatch)`);
  const entries = set.entries.map(({ text, options }) => ({ span: spanOf(text), out: options.includes("nomatch") }));
  if (entries.some(({ span }) => span === undefined)) return notUnderstood(`an entry of the set ${name}`);
  const size = (span: Span) => span.last - span.first;
  const of = entries
    .filter(({ out }) => !out)
    .map(({ span }): Match[] => [
      { on: "source", spans: [span!] },
      ...entries
        .filter((other) => other.out && size(other.span!) < size(span!))
        .map((other): Match => ({ on: "not", match: { on: "source", spans: [other.span!] } })),
    ]);
  return { on: "any", of };
}
