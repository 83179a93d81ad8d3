import type { Profile } from "../../model/engines/profiles";
import { visible } from "../../model/printing/visible";
import type { Mode, Role } from "../rights";

export interface AccountSpec {
  user: string;
  password: string;
  /** Hosts the account may log in from: IP addresses, blocks in CIDR or netmask notation, or names; never just '%'. At least one. */
  hosts: readonly string[];
  engine: Profile;
  mode: Mode;
  role: Role;
  /** Rights on data are granted on these only; `all` grants them on *.*. */
  databases: readonly string[] | "all";
  /** REQUIRE SSL, for connections over the public network. */
  requireTls?: boolean;
  /**
   * The caller's state says that it made this account: rights beyond the least are revoked and the password is set.
   * Otherwise an existing account with other rights is refused, not changed.
   */
  owned?: boolean;
  /** Hosts at which the caller's state has it. A name that others may use, too, says nothing about the other hosts. */
  former?: readonly string[];
  /**
   * How ownership is proven. Without it, an existing account of this name without other rights counts as the caller's.
   */
  owner?: {
    /** The owner's mark, written into the account's comment where the server supports comments. */
    mark?: string;
    /** The name itself is unique to the owner. */
    byName: boolean;
    /** The user has confirmed taking over an account that another owner made. */
    adopted: boolean;
  };
}

/** Whether the account at one host is the caller's, and not somebody else's of the same name. */
export function isOwnAt({ owner, owned, former = [] }: AccountSpec, host: string): boolean {
  if (!owned) return false;
  return owner === undefined || owner.byName || former.map(accountHost).includes(host);
}

export interface AccountState {
  user: string;
  /** Hosts at which the account exists, sorted. */
  hosts: string[];
  /** SHOW GRANTS by host, without password hashes. */
  grants: Record<string, string[]>;
  requireTls: boolean;
}

export interface EnsuredAccount extends AccountState {
  /** Hosts at which this call created it. */
  created: string[];
  /**
   * By host, a digest that shows later whether the password was changed; absent for hosts whose hash this login may not
   * read.
   */
  seals: Record<string, string>;
}

/** An account that cannot be created as requested. The message says why and what to do, and never contains the password. */
export class AccountProblem extends Error {
  constructor(message: string) {
    super(visible(message));
    this.name = "AccountProblem";
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** @throws AccountProblem with every problem */
export function validate(spec: AccountSpec): void {
  const bad: string[] = [];
  if (spec.user === "" || spec.user.length > 32)
    bad.push(`user ${JSON.stringify(spec.user)}: needed: 1 to 32 characters (16 before MySQL 5.7.8)`);
  if (spec.password === "") bad.push("password: empty; needed: one of up to 32 characters");
  if (spec.hosts.length === 0) bad.push("hosts: none; needed: the addresses from which the engine connects");
  for (const host of spec.hosts) {
    if (/^[%_.:]*$/.test(host) || /\/(0|0\.0\.0\.0)$/.test(host))
      bad.push(`host ${JSON.stringify(host)}: any address; needed: the addresses from which the engine connects`);
    if (/[\0'"`\\\s]/.test(host)) bad.push(`host ${JSON.stringify(host)}: not a host`);
  }
  if (bad.length > 0)
    throw new AccountProblem(`the account cannot be created: ${bad.join("; ")}; correct its names and addresses`);
}

/** Netmask notation of an IPv4 block: CIDR notation exists only from MySQL 8.0.23 and matches nobody elsewhere. */
export function accountHost(host: string): string {
  const block = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(host);
  if (!block) return host;
  const bits = Number(block[2]);
  if (bits === 32) return block[1]!;
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
  // The server compares the client's masked address with the whole base: with host bits set, the block would match nobody.
  const base = block[1]!.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) & mask;
  return `${dotted(base)}/${dotted(mask)}`;
}

/** The caller's spelling of a host that the server stores normalised. */
export function asGiven(hosts: readonly string[], host: string): string {
  return hosts.find((one) => accountHost(one) === host) ?? host;
}
