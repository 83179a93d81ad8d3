import type { Origin, Reach, ServerRef } from "./types";

/** A network in which addresses mean something: the internet, a VPC. */
export type Zone = string;

/** Where everything public is. */
export const INTERNET: Zone = "internet";

/** A packet on its way. */
export interface Packet {
  /** Where it is now. */
  zone: Zone;
  /** From whom it seems to come there. */
  from: Origin;
  /** What the caller called, and the address that it leads to. */
  host: string;
  ip: string;
  port: number;
}

/** Where a hop leads: into another zone, where the caller may have another address, or to a server. */
export type Lead =
  | { to: Zone; as?: Origin; server?: undefined }
  | { server: ServerRef; port: number /** Under which faults know it. */; names: readonly string[] };

export type Dropped = Extract<Reach, { ok: false }>;

/** One hop of a way. A cloud has one for everything that carries packets: a public address, an endpoint, a network card, a tunnel. */
export interface Hop {
  /** undefined: the packet does not go this way. */
  lead(packet: Packet): Lead | undefined;
  /** What keeps the packet out; undefined: it passes. */
  guard(packet: Packet): Dropped | undefined;
}

/** What a cloud adds to the world. */
export interface CloudPart {
  /** The address of one of its names. */
  resolve(name: string): string | undefined;
  /** Where a caller starts; undefined: it is none of this cloud's. */
  zone(origin: Origin): Zone | undefined;
  /** Asked in order; the first that leads on takes the packet. */
  hops: readonly Hop[];
  /** Its facts as plain JSON, without passwords. */
  dump(): Record<string, unknown>;
}

export function dropped(why: Dropped["why"], detail: string): Dropped {
  return { ok: false, why, detail };
}
