import { blocksOfSpan, contains, type Span } from "../addresses/span";
import { admitting, removing, removingElement, type Words } from "./commands";
import { judge } from "./judge";
import type { Question } from "./question";
import type { Chain, Match, Rule, Ruleset } from "./rules";
import type { Blocking } from "./walk";
import { widthOf } from "./width";

/** One removal of something that blocks only the callers in question. */
export interface Deletion {
  command: Words;
  rule: Rule;
  /** What it opens besides; ports only. */
  also: string[];
}

/** Something that blocks others too. */
export interface Wide {
  /** The callers that it blocks. */
  from: Span;
  blocking: Blocking;
  /** Lets the callers in before it, and nobody else. */
  admit: Words[];
  /** Removes it for everybody, if a command does. */
  remove?: Words;
  /** What that would open. */
  also: string[];
  /** Why no command removes it. */
  why?: string;
}

export interface Remedy {
  /** From the last to the first, because numbers shift after each. */
  deletions: Deletion[];
  /** What blocks the callers once those are gone. */
  wide: Wide[];
}

/** How to let the callers in, as narrowly as the rules allow. */
export function remedyFor(ruleset: Ruleset, questions: readonly Question[]): Remedy {
  const deletions: Deletion[] = [];
  // Each deletion is tried on one notation alone.
  let left: Ruleset = { ...ruleset, again: undefined };
  for (;;) {
    const judged = questions.map((question) => ({ question, verdict: judge(left, question) }));
    const found = judged
      .flatMap(({ question, verdict }) => verdict.blocks.map((blocking) => deletionOf(blocking, question)))
      .find((one) => one !== undefined);
    if (!found) {
      const wide = judged.flatMap(({ question, verdict }) =>
        firstOfEachTable(verdict.blocks).map((one) => wideOf(shifted(one, deletions), question)),
      );
      return { deletions: ordered(deletions), wide };
    }
    deletions.push(found.deletion);
    left = found.without(left);
  }
}

/** A rule with the number that it has after the deletions. */
function shifted(blocking: Blocking, deletions: readonly Deletion[]): Blocking {
  const { rule } = blocking;
  const removal = rule?.removal;
  if (!rule || removal?.by !== "number") return blocking;
  const before = deletions.filter(
    ({ rule: { removal: gone }, command }) =>
      gone.by === "number" &&
      command.includes("-D") &&
      [gone.tool, gone.table, gone.chain].join() === [removal.tool, removal.table, removal.chain].join() &&
      gone.number < removal.number,
  ).length;
  return before === 0
    ? blocking
    : { ...blocking, rule: { ...rule, removal: { ...removal, number: removal.number - before } } };
}

/** A caller that is let in before the first of them does not meet the others. */
function firstOfEachTable(blocks: readonly Blocking[]): Blocking[] {
  return blocks.filter(({ chain }, at) => blocks.findIndex((one) => one.chain.table === chain.table) === at);
}

interface Found {
  deletion: Deletion;
  without(ruleset: Ruleset): Ruleset;
}

function deletionOf({ rule, port }: Blocking, { from }: Question): Found | undefined {
  if (!rule) return undefined;
  const { isNarrow, also } = widthOf(rule, from, port);
  const element = isNarrow ? undefined : ownElement(rule, from);
  if (element) {
    const command = removingElement(element.set, blocksOfSpan(element.span).join());
    const uses = `whatever else the rules with the set ${element.set.name} block for it`;
    return { deletion: { command, rule, also: [uses] }, without: (ruleset) => withoutElement(ruleset, element) };
  }
  const command = removing(rule.removal);
  if (!isNarrow || !command) return undefined;
  return {
    deletion: { command, rule, also },
    without: (ruleset) => changed(ruleset, (rules) => rules.filter((one) => one !== rule)),
  };
}

type Element = { set: NonNullable<(Match & { on: "source" })["set"]>; span: Span };

/** An element of a named set that contains only callers in question. */
function ownElement(rule: Rule, from: Span): Element | undefined {
  for (const match of rule.matches) {
    if (match.on !== "source" || !match.set) continue;
    const span = match.spans.find((one) => contains(from, one) && blocksOfSpan(one).length === 1);
    if (span) return { set: match.set, span };
  }
  return undefined;
}

function withoutElement(ruleset: Ruleset, { set, span }: Element): Ruleset {
  const same = (match: Match) => match.on === "source" && JSON.stringify(match.set) === JSON.stringify(set);
  const strip = (match: Match): Match =>
    match.on === "source" && same(match)
      ? { ...match, spans: match.spans.filter((one) => one.first !== span.first || one.last !== span.last) }
      : match;
  return changed(ruleset, (rules) =>
    rules.map((rule) => (rule.matches.some(same) ? { ...rule, matches: rule.matches.map(strip) } : rule)),
  );
}

function changed(ruleset: Ruleset, change: (rules: Rule[]) => Rule[]): Ruleset {
  const entries = [...ruleset.chains].map(([key, chain]): [string, Chain] => [
    key,
    { ...chain, rules: change(chain.rules) },
  ]);
  return { ...ruleset, chains: new Map(entries) };
}

function wideOf(blocking: Blocking, { from }: Question): Wide {
  const { rule, chain, port } = blocking;
  const admit = admitting(blocking, from);
  if (!rule)
    return { from, blocking, admit, also: [], why: `it is the policy of chain ${chain.name}, for every caller` };
  const remove = removing(rule.removal);
  const { also } = widthOf(rule, from, port);
  return {
    from,
    blocking,
    admit,
    also,
    ...(remove ? { remove } : {}),
    ...(rule.removal.by === "none" ? { why: rule.removal.why } : {}),
  };
}

/** Chain by chain, the highest number first. */
function ordered(deletions: readonly Deletion[]): Deletion[] {
  const at = ({ rule: { removal } }: Deletion) =>
    removal.by === "number" ? removal.number : removal.by === "handle" ? removal.handle : 0;
  const chainOf = ({ rule: { removal } }: Deletion) =>
    removal.by === "number" || removal.by === "handle" ? `${removal.by} ${removal.table} ${removal.chain}` : removal.by;
  const chains = [...new Set(deletions.map(chainOf))];
  return [...deletions].sort((a, b) => chains.indexOf(chainOf(a)) - chains.indexOf(chainOf(b)) || at(b) - at(a));
}
