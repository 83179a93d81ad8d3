import { contains, type Span } from "../addresses/span";
import type { Flow, Question } from "./question";
import type { Match, PortRange, Rule } from "./rules";

/** Whether a condition holds, or why that cannot be determined. */
export type Answer = "yes" | "no" | { unknown: string };

/** Whether all conditions of a rule hold. */
export function matches(rule: Rule, flow: Flow, question: Question): Answer {
  // A goto skips the rules after it, so it may also let in.
  const blocks = rule.action.do === "drop" || rule.action.do === "jump";
  return all(rule.matches, flow, question, blocks);
}

/** @param blocks the rule may block: then a column that was not printed is taken to be empty */
function all(list: readonly Match[], flow: Flow, question: Question, blocks: boolean): Answer {
  let answer: Answer = "yes";
  for (const match of list) {
    const one = holds(match, flow, question, blocks);
    if (one === "no") return "no";
    if (one !== "yes" && answer === "yes") answer = one;
  }
  return answer;
}

function holds(match: Match, flow: Flow, question: Question, blocks: boolean): Answer {
  switch (match.on) {
    case "always":
      return "yes";
    case "never":
      return "no";
    case "source":
      return within(question.from, match.spans, "the source address");
    case "destination":
      return flow.to
        ? within(flow.to, match.spans, "the destination")
        : coversEverything(match.spans)
          ? "yes"
          : { unknown: "it depends on which of the host's addresses is called (--to)" };
    case "port":
      return match.ports.some((range) => inside(flow.port, range)) ? "yes" : "no";
    case "sourcePort":
      return ofSourcePort(match.ports);
    case "interface":
      return ofInterface(match.name, question);
    case "state":
      return match.states.some((state) => isState(state, flow)) ? "yes" : "no";
    case "translated":
      return flow.translated ? "yes" : "no";
    case "mark":
      if (flow.marked) return { unknown: "it depends on a mark that another rule sets" };
      return (0 & match.mask) === match.value ? "yes" : "no";
    case "hidden":
      return blocks
        ? "yes"
        : { unknown: "the listing does not show its interface: iptables -L -n -v, or iptables-save" };
    case "notUnderstood":
      return { unknown: match.why };
    case "any":
      return some(match.of.map((list) => all(list, flow, question, blocks)));
    case "not":
      return negated(holds(match.match, flow, question, blocks));
  }
}

function negated(answer: Answer): Answer {
  return answer === "yes" ? "no" : answer === "no" ? "yes" : answer;
}

function some(answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.find((answer) => answer !== "no") ?? "no";
}

const inside = (port: number, [first, last]: PortRange) => first <= port && port <= last;

/** Callers are evaluated in parts that every rule treats alike, so a partial overlap means an unknown address. */
function within(span: Span, spans: readonly Span[], what: string): Answer {
  if (spans.some((one) => contains(one, span))) return "yes";
  const touched = spans.some((one) => one.version === span.version && one.first <= span.last && span.first <= one.last);
  return touched ? { unknown: `it matches a part of ${what} only` } : "no";
}

function coversEverything(spans: readonly Span[]): boolean {
  return spans.some(({ first, last, version }) => first === 0n && last === (1n << (version === 4 ? 32n : 128n)) - 1n);
}

function ofSourcePort(ports: readonly PortRange[]): Answer {
  const everything = ports.some(([first, last]) => first <= 1 && last === 65535);
  return everything ? "yes" : { unknown: "it depends on the port that the caller connects from" };
}

function ofInterface(name: string, { interface: given, from }: Question): Answer {
  const prefix = /^(.*)[+*]$/.exec(name)?.[1];
  if (prefix === "") return "yes";
  if (given !== undefined) return prefix === undefined ? yesNo(given === name) : yesNo(given.startsWith(prefix));
  const local = from.version === 4 ? from.first >> 24n === 127n : from.first === 1n && from.last === 1n;
  if (name === "lo" && !local) return "no";
  return { unknown: `it depends on the interface (${name}) on which the connection arrives (--interface)` };
}

const yesNo = (is: boolean): Answer => (is ? "yes" : "no");

/** A connection's first packet is NEW, unless a rule has exempted it from tracking. */
function isState(state: string, { untracked, translated }: Flow): boolean {
  if (state === "UNTRACKED") return untracked;
  if (untracked) return false;
  return state === "NEW" || (state === "DNAT" && translated);
}
