/**
 * What is known about one hop between a task and a server. `open`: seen to let the task through. `inferred`: nothing
 * that was read blocks it, but not everything was read. `unknown`: cannot be determined from what was read.
 */
export type HopState = "open" | "inferred" | "shut" | "unknown";

/** The hops of a connection, in the order in which it meets them. */
export const HOPS = [
  "name",
  "route",
  "securityGroup",
  "acl",
  "allowlist",
  "endpoint",
  "hostFirewall",
  "hostBlock",
  "account",
  "tls",
] as const;
export type HopId = (typeof HOPS)[number];

export interface Hop {
  hop: HopId;
  state: HopState;
  /** What was seen, or why nothing was; one line each. */
  seen: string[];
  /** What opens it. */
  fix?: string[];
  /** Commands for it, to be run by the user. */
  commands?: Advice[];
}

/** Commands with the reason to run them, and what they do besides. */
export interface Advice {
  why: string;
  commands: string[];
}

export type PathVerdict = "open" | "shut" | "notProven";

/** As a connection meets them. */
export function inOrder(hops: readonly Hop[]): Hop[] {
  return [...hops].sort((a, b) => HOPS.indexOf(a.hop) - HOPS.indexOf(b.hop));
}

/** A path is open only if every hop is proven open. */
export function pathVerdict(hops: readonly Hop[]): PathVerdict {
  if (hops.some(({ state }) => state === "shut")) return "shut";
  return hops.length > 0 && hops.every(({ state }) => state === "open") ? "open" : "notProven";
}

/** The first hop of this state. */
export function firstHop(hops: readonly Hop[], state: HopState): Hop | undefined {
  return inOrder(hops).find((hop) => hop.state === state);
}
