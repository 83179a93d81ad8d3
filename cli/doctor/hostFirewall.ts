import { blocksOfSpan } from "../../model/addresses/span";
import { pasted } from "../../model/firewall/commands";
import { judge, type Verdict } from "../../model/firewall/judge";
import type { Question } from "../../model/firewall/question";
import { type Remedy, remedyFor } from "../../model/firewall/remedy";
import type { Ruleset } from "../../model/firewall/rules";
import type { Blocking } from "../../model/firewall/walk";
import type { Advice, Hop, HopState } from "../../model/hops";

/** One question with its answer. */
interface Judged {
  question: Question;
  verdict: Verdict;
}

/** The host's firewall as a hop. */
export function hostFirewallHop(ruleset: Ruleset, questions: readonly Question[]): Hop {
  const judged = questions.map((question) => ({ question, verdict: judge(ruleset, question) }));
  const states = judged.map(({ verdict }) => stateOf(verdict));
  const state = (["shut", "unknown", "inferred"] as const).find((one) => states.includes(one)) ?? "open";
  const advice = adviceOf(remedyFor(ruleset, questions));
  return {
    hop: "hostFirewall",
    state,
    seen: judged.flatMap(seenOf),
    ...(advice.length > 0 ? { commands: advice, fix: afterwards(judged) } : {}),
  };
}

function stateOf({ verdict, unseen }: Verdict): HopState {
  return verdict === "open" && unseen.length > 0 ? "inferred" : verdict;
}

function seenOf({ question, verdict }: Judged): string[] {
  const from = callers(question);
  const connection = `a new connection from ${from} to port ${question.port}`;
  const unseen = verdict.unseen.map((what) => `not given: ${what}`);
  if (verdict.verdict === "open") return [`the rules let ${connection} in`, ...unseen];
  if (verdict.verdict === "shut") {
    const out = verdict.shutOut.join(", ");
    return [
      `the rules block ${out === from ? connection : `${connection}, for ${out}`}`,
      ...verdict.blocks.map(blockingText),
    ];
  }
  return [
    `it is not known whether the rules let ${connection} in`,
    ...verdict.doubts.map((doubt) => `not understood: ${doubt}`),
    ...verdict.blocks.map((blocking) => `may block it: ${blockingText(blocking)}`),
    ...unseen,
  ];
}

const callers = ({ from }: Question) => blocksOfSpan(from).join(", ");

function blockingText({ rule, chain, through }: Blocking): string {
  const way = through.length > 0 ? `, reached by ${through.map(({ place }) => place).join(", ")}` : "";
  if (!rule) return `the policy of chain ${chain.name} (${chain.table}) drops what no rule lets in`;
  return `${rule.place}${way}: ${rule.text}`;
}

function adviceOf({ deletions, wide }: Remedy): Advice[] {
  const advice: Advice[] = [];
  if (deletions.length > 0) {
    const also = [...new Set(deletions.flatMap((one) => one.also))];
    const besides = also.length > 0 ? `; this also opens ${also.join("; ")}` : "";
    const why = `delete what blocks nobody else, from the last to the first${besides}`;
    advice.push({ why, commands: deletions.map(({ command }) => pasted(command)) });
  }
  for (const { from: span, blocking, admit, remove, also, why } of wide) {
    const from = blocksOfSpan(span).join(", ");
    const what = blocking.rule ? blocking.rule.place : `the policy of chain ${blocking.chain.name}`;
    const first = deletions.length > 0 ? `then let only ${from} in` : `let only ${from} in`;
    if (admit.length > 0) advice.push({ why: `${first}, ahead of ${what}`, commands: admit.map(pasted) });
    if (remove && also.length > 0)
      advice.push({
        why: `instead of that, ${what} can be deleted, which opens the host to others: ${also.join("; ")}`,
        commands: [pasted(remove)],
      });
    else if (why && blocking.rule) advice.push({ why: `${what}: ${why}`, commands: [] });
  }
  return advice;
}

/** Changes that survive the commands. */
function afterwards(judged: readonly Judged[]): string[] {
  const chains = judged.flatMap(({ verdict }) => verdict.blocks.map(({ chain }) => chain.name));
  const agent = chains.find((name) => /HIDS|HOSTGUARD/i.test(name));
  return [
    ...(agent
      ? [
          `the host's security agent writes the chain ${agent} and blocks the address again: add it to the agent's list of trusted addresses first`,
        ]
      : []),
    "list the rules again before each command, because the numbers shift; change the rules that the host loads at startup too",
  ];
}
