import type { TunnelEnd } from "./tunnels";
import type { Origin, Reach, ServerRef } from "./types";

/** A network in which addresses have a meaning: the internet, a VPC. */
export type Zone = string;

/** The zone of everything public. */
export const INTERNET: Zone = "internet";

/** A packet on its way. */
export interface Packet {
  /** The zone it is currently in. */
  zone: Zone;
  /** The sender as seen in that zone. */
  from: Origin;
  /** The host that the caller used, and the address that it resolves to. */
  host: string;
  ip: string;
  port: number;
}

/** The result of a hop: another zone, where the caller may appear under another address, or a server. */
export type HopResult =
  | { to: Zone; as?: Origin; server?: undefined }
  | { server: ServerRef; port: number /** Names that faults use for it. */; names: readonly string[] };

export type Dropped = Extract<Reach, { ok: false }>;

/**
 * One hop of a route. A cloud has one for everything that carries packets: a public address, an endpoint, a network
 * interface, a tunnel.
 */
export interface Hop {
  /** undefined: the packet does not take this hop. */
  forward(packet: Packet): HopResult | undefined;
  /** What blocks the packet; undefined: it passes. */
  guard(packet: Packet): Dropped | undefined;
}

/** A cloud's contribution to the world. */
export interface CloudPart {
  /** Resolves one of the cloud's host names. */
  resolve(name: string): string | undefined;
  /** The zone in which a caller starts; undefined: not a caller in this cloud. */
  zone(origin: Origin): Zone | undefined;
  /** Tried in order; the first that forwards it takes the packet. */
  hops: readonly Hop[];
  /** Ends of IPsec tunnels that are configured there; absent: none. */
  tunnelEnds?(): TunnelEnd[];
  /** The cloud's facts as plain JSON, without passwords. */
  dump(): Record<string, unknown>;
}

export function dropped(why: Dropped["why"], detail: string): Dropped {
  return { ok: false, why, detail };
}
