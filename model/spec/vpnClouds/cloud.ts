import type { Problem } from "../../problems";
import type { AddressKey } from "../../vpn/gateway";
import type { SomeKey, Vpn } from "../vpn";

/** What a cloud does with a key of `vpn` that not every cloud has: it may be there, or it must, and then what is missing without it. */
export type Use = "optional" | { needed: string; fix: string };

/** What a cloud's VPN gateway takes of the section `vpn`, besides the keys that every cloud has. */
export interface CloudVpn {
  /** Keys that it has whether or not its gateway exists already. */
  always: Partial<Record<SomeKey, Use>>;
  /** Keys that say where and how a gateway is created: refused beside `gateway`. */
  created: Partial<Record<SomeKey, Use>>;
  /** Keys of the addresses of an existing gateway, all of which are needed. */
  gateway: readonly AddressKey[];
  /** What stands for a key that it does not have, completing "needed: nothing: "; absent: nothing does. */
  instead: Partial<Record<SomeKey, string>>;
  /** How many EIPs a gateway that is created takes from the account's quota; absent: none, its addresses are its own. */
  eips?: number;
  /** Everything else that it does not take; paths begin with `vpn.`. @param region of the target */
  problems(vpn: Vpn, region: string): Problem[];
}
