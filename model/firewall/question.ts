import type { Span } from "../addresses/span";

/** The question whether the host accepts a new TCP connection. */
export interface Question {
  /** Where the connection comes from. */
  from: Span;
  /** The port that the caller connects to, before any address translation on the host. */
  port: number;
  /** The host's address that the caller's packets carry when they arrive; absent: not known. */
  to?: Span;
  /** The interface on which they arrive; absent: not known. */
  interface?: string;
}

/** A packet of the question on its way through the chains. */
export interface Flow {
  port: number;
  to?: Span;
  /** Destination or port was rewritten. */
  translated: boolean;
  /** The rewritten destination is this host for certain. */
  toThisHost: boolean;
  untracked: boolean;
  marked: boolean;
}

export function start({ port, to }: Question): Flow {
  return { port, to, translated: false, toThisHost: false, untracked: false, marked: false };
}

/** Flows that the rest of the rules treat alike count once. */
export function distinct(flows: readonly Flow[]): Flow[] {
  if (flows.length < 2) return [...flows];
  const key = (flow: Flow) =>
    [flow.port, flow.to?.first, flow.to?.last, flow.translated, flow.toThisHost, flow.untracked, flow.marked].join();
  return [...new Map(flows.map((flow) => [key(flow), flow])).values()];
}
