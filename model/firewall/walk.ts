import { matches } from "./match";
import { distinct, type Flow, type Question, start } from "./question";
import type { Chain, Rule, Ruleset, Stage } from "./rules";

/** A rule, or the policy of a chain, at which packets of the question end. */
export interface Blocking {
  rule?: Rule;
  chain: Chain;
  /** Rules through which the packet got there. */
  through: readonly Rule[];
  /** The port that it is addressed to at that point. */
  port: number;
}

/** Everything that can happen to a packet, given the unknowns. */
export interface Fates {
  passes: boolean;
  blocks: Blocking[];
  /** What was not understood, of the rules that the packet meets. */
  doubts: string[];
  /** A doubt that affects the outcome itself. */
  lost: boolean;
}

/** Follows a packet from one caller, or from callers that every rule treats alike. */
export function follow(ruleset: Ruleset, question: Question): Fates {
  return new Walk(ruleset, question).fates();
}

interface Exits {
  accepted: Flow[];
  returned: Flow[];
}

class Walk {
  private readonly blocks = new Map<Rule | Chain, Blocking>();
  private readonly doubts = new Set<string>();
  private lost = false;

  constructor(
    private readonly ruleset: Ruleset,
    private readonly question: Question,
  ) {}

  fates(): Fates {
    const routed = this.stage("prerouting", this.stage("ingress", [start(this.question)]));
    const here = routed.filter((flow) => this.isFor(flow) !== "another");
    const away = routed.filter((flow) => this.isFor(flow) !== "here");
    for (const { to } of away.filter((flow) => this.isFor(flow) === "either"))
      if (to)
        this.doubts.add("a rule redirects the connection to an address that may be this host's or another's (--to)");
    const passes = [...this.stage("input", here), ...this.stage("forward", away)].length > 0;
    return { passes, blocks: [...this.blocks.values()], doubts: [...this.doubts], lost: this.lost };
  }

  private isFor(flow: Flow): "here" | "another" | "either" {
    if (!flow.translated || flow.toThisHost || !flow.to) return "here";
    const { to } = this.question;
    return to && to.first === flow.to.first && to.last === flow.to.last ? "here" : "either";
  }

  private stage(stage: Stage, flows: Flow[]): Flow[] {
    const wanted = this.question.from.version === 4 ? "ip" : "ip6";
    const chains = [...this.ruleset.chains.values()]
      .filter((chain) => chain.hook?.stage === stage && [wanted, "both"].includes(chain.family))
      .sort((a, b) => a.hook!.priority - b.hook!.priority);
    let left = distinct(flows);
    for (const chain of chains) {
      const done = chain.hook!.nat ? left.filter(({ translated }) => translated) : [];
      const meets = left.filter((flow) => !done.includes(flow));
      left = distinct([...done, ...this.base(chain, meets)]);
    }
    return left;
  }

  private base(chain: Chain, flows: Flow[]): Flow[] {
    if (flows.length === 0) return [];
    const { accepted, returned } = this.chain(chain, flows, []);
    if (returned.length === 0) return accepted;
    if (chain.hook!.policy === "accept") return [...accepted, ...returned];
    if (chain.hook!.policy === "drop") for (const { port } of returned) this.blocked({ chain, through: [], port });
    else this.loseAt(`the policy of chain ${chain.name} (${chain.table}) was not given`);
    return accepted;
  }

  private chain(chain: Chain, flows: Flow[], through: readonly Rule[]): Exits {
    const exits: Exits = { accepted: [], returned: [] };
    let here = flows;
    for (const rule of chain.rules) {
      if (here.length === 0) break;
      const next: Flow[] = [];
      for (const flow of here) {
        const answer = matches(rule, flow, this.question);
        if (answer === "no") {
          next.push(flow);
          continue;
        }
        if (answer !== "yes") {
          if (rule.action.do !== "continue") this.doubts.add(`${rule.place}: ${rule.text}: ${answer.unknown}`);
          next.push(flow);
        }
        next.push(...this.act(chain, rule, flow, through, exits));
      }
      here = distinct(next);
    }
    exits.returned.push(...here);
    return { accepted: distinct(exits.accepted), returned: distinct(exits.returned) };
  }

  /** The flows that continue to the next rule. */
  private act(chain: Chain, rule: Rule, flow: Flow, through: readonly Rule[], exits: Exits): Flow[] {
    const { action } = rule;
    switch (action.do) {
      case "accept":
        exits.accepted.push(flow);
        return [];
      case "drop":
        this.blocked({ rule, chain, through, port: flow.port });
        return [];
      case "return":
        exits.returned.push(flow);
        return [];
      case "continue":
        return [flow];
      case "mark":
        return [{ ...flow, marked: true }];
      case "untrack":
        return [{ ...flow, untracked: true }];
      case "translate": {
        const { address, port, toThisHost } = action;
        const to = address ?? flow.to;
        const here = toThisHost ?? address === undefined;
        exits.accepted.push({ ...flow, to, port: port ?? flow.port, translated: true, toThisHost: here });
        return [];
      }
      case "notUnderstood":
        this.loseAt(`${rule.place}: ${rule.text}${rule.text === action.why ? "" : `: ${action.why}`}`);
        return [];
      case "jump":
      case "goto": {
        const target = this.ruleset.chains.get(action.chain);
        if (!target || through.includes(rule)) {
          const why = target ? "its chains call each other in a circle" : `the chain ${action.name} was not given`;
          this.loseAt(`${rule.place}: ${rule.text}: ${why}`);
          return [];
        }
        const { accepted, returned } = this.chain(target, [flow], [...through, rule]);
        exits.accepted.push(...accepted);
        if (action.do === "jump") return returned;
        exits.returned.push(...returned);
        return [];
      }
    }
  }

  private blocked(blocking: Blocking): void {
    const key = blocking.rule ?? blocking.chain;
    if (!this.blocks.has(key)) this.blocks.set(key, blocking);
  }

  private loseAt(why: string): void {
    this.doubts.add(why);
    this.lost = true;
  }
}
