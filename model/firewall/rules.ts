import type { Span } from "../addresses/span";

/**
 * The rules of a Linux host's firewall, whichever tool printed them. What is not understood is kept as such: it is
 * evaluated as "may match" and "may do anything".
 */
export interface Ruleset {
  /** Base chains and those they call, by key. */
  chains: Map<string, Chain>;
  /** The same, with the tables that two tools print as the other one prints them: both have to agree. */
  again?: Map<string, Chain>;
  /** IP versions whose rules were given, even if there are none. */
  versions: Set<4 | 6>;
  /** What the outputs cannot show by their nature: a verdict of "open" is then not proven. */
  unseen: string[];
}

export interface Chain {
  key: string;
  name: string;
  /** Where it is, for people: "iptables, table filter". */
  table: string;
  family: Family;
  rules: Rule[];
  /** Present on a chain that the kernel calls by itself. */
  hook?: Hook;
}

export type Family = "ip" | "ip6" | "both";

/** In the order in which a packet to this host meets them; `forward` replaces `input` for a packet to another host. */
export const STAGES = ["ingress", "prerouting", "input", "forward"] as const;
export type Stage = (typeof STAGES)[number];
export const isStage = (text: string): text is Stage => (STAGES as readonly string[]).includes(text);

export interface Hook {
  stage: Stage;
  /** Lower values come first. */
  priority: number;
  /** What happens to a packet that no rule decides; absent: not known. */
  policy?: "accept" | "drop";
  /** Address translation, which applies at most once. */
  nat: boolean;
}

export interface Rule {
  /** As the tool printed it, on one line. */
  text: string;
  /** "rule 3 of chain INPUT (iptables, table filter)". */
  place: string;
  matches: readonly Match[];
  action: Action;
  /** How to remove it, or why that is not offered. */
  removal: Removal;
}

export type Removal =
  | { by: "number"; tool: string; table: string; chain: string; number: number }
  | { by: "handle"; family: string; table: string; chain: string; handle: number }
  | { by: "firewalld"; zone: string; option: string }
  | { by: "none"; why: string };

/** A condition on a packet; all conditions of a rule must hold. */
export type Match =
  | { on: "source" | "destination"; spans: readonly Span[]; set?: NamedSet }
  | { on: "port" | "sourcePort"; ports: readonly PortRange[] }
  | { on: "interface"; name: string }
  | { on: "state"; states: readonly string[] }
  | { on: "mark"; value: number; mask: number }
  | { on: "always" | "never" }
  /** The rule was translated from another port or address. */
  | { on: "translated" }
  /** A listing without its interface column. */
  | { on: "hidden" }
  | { on: "notUnderstood"; why: string }
  | { on: "any"; of: readonly (readonly Match[])[] }
  | { on: "not"; match: Match };

export type PortRange = readonly [first: number, last: number];

/** A set of addresses with a name, from which a single element can be removed. */
export type NamedSet = { tool: "ipset"; name: string } | { tool: "nft"; family: string; table: string; name: string };

export type Action =
  | { do: "accept" | "drop" | "return" | "continue" | "mark" | "untrack" }
  | { do: "jump" | "goto"; chain: string; name: string }
  /** Absent parts are unchanged. */
  | { do: "translate"; address?: Span; port?: number; toThisHost?: boolean }
  | { do: "notUnderstood"; why: string };

export const ALWAYS: Match = { on: "always" };
export const NEVER: Match = { on: "never" };
export const not = (match: Match): Match => ({ on: "not", match });
export const notUnderstood = (why: string): Match => ({ on: "notUnderstood", why });

/** Stands for rules that were not given. */
export function missingRule(place: string, why: string): Rule {
  return {
    text: why,
    place,
    matches: [notUnderstood(why)],
    action: { do: "notUnderstood", why },
    removal: { by: "none", why },
  };
}
