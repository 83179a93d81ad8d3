import type { Span } from "../addresses/span";
import type { Match, Ruleset } from "./rules";

/** The callers in parts that every rule treats alike: cut at the ends of every range of sources in the rules. */
export function alikeParts(from: Span, { chains, again }: Ruleset): Span[] {
  if (from.first === from.last) return [from];
  const cuts = new Set<bigint>([from.first]);
  const cut = (at: bigint) => {
    if (at > from.first && at <= from.last) cuts.add(at);
  };
  const visit = (match: Match): void => {
    if (match.on === "source")
      for (const span of match.spans.filter(({ version }) => version === from.version)) {
        cut(span.first);
        cut(span.last + 1n);
      }
    else if (match.on === "not") visit(match.match);
    else if (match.on === "any") for (const list of match.of) for (const one of list) visit(one);
  };
  for (const chain of [...chains.values(), ...(again?.values() ?? [])])
    for (const rule of chain.rules) for (const match of rule.matches) visit(match);
  const starts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  return starts.map((first, at) => ({
    version: from.version,
    first,
    last: at + 1 < starts.length ? starts[at + 1]! - 1n : from.last,
  }));
}
