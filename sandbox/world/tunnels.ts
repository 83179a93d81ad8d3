import { holds } from "./addresses";
import type { Zone } from "./hops";

/** One end of an IPsec tunnel, as it is configured there. */
export interface TunnelEnd {
  /** Its public address, and that of the other end. */
  address: string;
  peer: string;
  key: string;
  /** What it negotiates for the IKE SA and for the IPsec SAs, in one spelling for every vendor. */
  ike: string;
  ipsec: string;
  /** Networks whose traffic it carries. */
  pairs: readonly Pair[];
  /** The network behind it. */
  zone: Zone;
}

interface Pair {
  near: string;
  far: string;
}

/** The other end of a tunnel, if both have agreed; else why they have not. */
export function agreed(end: TunnelEnd, ends: readonly TunnelEnd[]): TunnelEnd | string {
  const there = ends.filter((one) => one.address === end.peer);
  const other = there.find((one) => one.peer === end.address);
  if (!other) return there.length > 0 ? `${end.peer} does not know ${end.address}` : `nothing answers at ${end.peer}`;
  if (other.key !== end.key) return "the pre-shared keys differ";
  if (other.ike !== end.ike) return `no proposal chosen for IKE: ${end.ike} here, ${other.ike} there`;
  if (other.ipsec !== end.ipsec) return `no proposal chosen for IPsec: ${end.ipsec} here, ${other.ipsec} there`;
  if (!end.pairs.some((pair) => other.pairs.some((one) => mirrors(pair, one)))) return "the traffic selectors differ";
  return other;
}

/** Whether both ends carry packets between two addresses: IKEv2 without narrowing, so that the pairs have to mirror each other. */
export function carries(end: TunnelEnd, other: TunnelEnd, from: string, to: string): boolean {
  return end.pairs.some(
    (pair) => holds(pair.near, from) && holds(pair.far, to) && other.pairs.some((one) => mirrors(pair, one)),
  );
}

function mirrors(pair: Pair, other: Pair): boolean {
  return pair.near === other.far && pair.far === other.near;
}
