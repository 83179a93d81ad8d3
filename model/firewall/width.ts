import { blocksOfSpan, contains, type Span } from "../addresses/span";
import type { Match, PortRange, Rule } from "./rules";

/** What a rule blocks besides one caller and one port; empty: nothing else. */
export interface Width {
  /** Only callers in question. */
  isNarrow: boolean;
  /** For people: "the rest of 10.0.0.0/8", "other ports". */
  also: string[];
}

export function widthOf(rule: Rule, from: Span, port: number): Width {
  const sources = rule.matches.filter(isSource);
  const isNarrow = sources.some(({ spans }) => spans.length > 0 && spans.every((span) => contains(from, span)));
  const others = isNarrow ? [] : [otherSources(rule.matches)];
  return {
    isNarrow,
    also: [
      ...others,
      ...otherPorts(
        rule.matches,
        port,
        shown(isNarrow ? sources.flatMap(({ spans }) => spans.flatMap(blocksOfSpan)) : blocksOfSpan(from)),
      ),
    ],
  };
}

function isSource(match: Match): match is Match & { on: "source" | "destination" } {
  return match.on === "source";
}

function otherSources(matches: readonly Match[]): string {
  const sources = matches.find(isSource);
  if (sources) return `every caller in ${shown(sources.spans.flatMap(blocksOfSpan))}`;
  const excluded = matches.flatMap((match) =>
    match.on === "not" && match.match.on === "source" ? match.match.spans : [],
  );
  if (excluded.length > 0) return `every caller outside of ${shown(excluded.flatMap(blocksOfSpan))}`;
  return "every caller";
}

function otherPorts(matches: readonly Match[], port: number, from: string): string[] {
  const ports = matches.flatMap((match): readonly PortRange[] => (match.on === "port" ? match.ports : []));
  if (ports.length === 0) return [`other ports than ${port} to ${from}, where nothing else blocks them`];
  const others = ports.filter(([first, last]) => first !== port || last !== port);
  if (others.length === 0) return [];
  return [`port ${others.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(", ")} to ${from}`];
}

function shown(blocks: readonly string[]): string {
  return blocks.length <= 3 ? blocks.join(", ") : `${blocks.slice(0, 3).join(", ")} and ${blocks.length - 3} more`;
}
