import { blocksOfSpan, type Span } from "../addresses/span";
import { alikeParts } from "./parts";
import type { Question } from "./question";
import type { Ruleset } from "./rules";
import { type Blocking, type Fates, follow } from "./walk";

/**
 * Whether the rules let the caller in. `shut`: a part of the callers is blocked for certain. `unknown`: something that
 * was not understood could decide. `open` refers to the rules as given; `unseen` says what they cannot show.
 */
export interface Verdict {
  verdict: "open" | "shut" | "unknown";
  /** Rules and policies at which the connection ends, or may end, in evaluation order. */
  blocks: Blocking[];
  /** What was not understood. */
  doubts: string[];
  /** The callers in question that are blocked, as addresses and blocks. */
  shutOut: string[];
  unseen: string[];
}

export function judge(ruleset: Ruleset, question: Question): Verdict {
  const parts = alikeParts(question.from, ruleset).map((from) => ({
    from,
    fates: agreed(ruleset, { ...question, from }),
  }));
  const shut = parts.filter(({ fates }) => fateOf(fates) === "shut");
  const doubtful = parts.filter(({ fates }) => fateOf(fates) === "unknown");
  const family = noRules(ruleset, question.from);
  const verdict = shut.length > 0 ? "shut" : doubtful.length > 0 || family ? "unknown" : "open";
  const decisive = verdict === "shut" ? shut : doubtful;
  return {
    verdict,
    blocks: [...new Set(decisive.flatMap(({ fates }) => fates.blocks).map(keyOf))].map(
      (key) => decisive.flatMap(({ fates }) => fates.blocks).find((one) => keyOf(one) === key)!,
    ),
    doubts:
      verdict === "unknown"
        ? [...new Set([...(family ? [family] : []), ...decisive.flatMap(({ fates }) => fates.doubts)])]
        : [],
    shutOut: merged(shut.map(({ from }) => from)).flatMap(blocksOfSpan),
    unseen: ruleset.unseen,
  };
}

/** What happens by one notation of the rules, in doubt where the other one says the opposite. */
function agreed(ruleset: Ruleset, question: Question): Fates {
  const fates = follow(ruleset, question);
  if (!ruleset.again) return fates;
  const other = follow({ ...ruleset, chains: ruleset.again }, question);
  const [one, two] = [fateOf(fates), fateOf(other)];
  if (one === two || one === "unknown" || two === "unknown") return fates;
  const why = `iptables-save shows the connection ${one}, nft -j list ruleset shows it ${two}`;
  return { passes: true, blocks: [...fates.blocks, ...other.blocks], doubts: [...fates.doubts, why], lost: true };
}

const keyOf = ({ rule, chain }: Blocking) => rule ?? chain;

function fateOf({ passes, blocks, lost }: Fates): Verdict["verdict"] {
  if (lost || (passes && blocks.length > 0)) return "unknown";
  return passes ? "open" : "shut";
}

/** Rules of the other IP version say nothing about a caller. */
function noRules({ versions }: Ruleset, { version }: Span): string | undefined {
  return versions.has(version) ? undefined : `no rules for IPv${version} were given`;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before && before.last + 1n === span.first) before.last = span.last;
    else result.push({ ...span });
  }
  return result;
}
