import type { Known } from "./values";

/** A set of addresses that a resource lets in. */
export interface Opening {
  /** Path of the property that lists the sources. */
  property: string;
  /**
   * allowlist: addresses of a database; rule: a security-group rule; group: addresses that other rules refer to
   * (template, address group, prefix list); account: hosts of a MySQL account.
   */
  kind: "allowlist" | "rule" | "group" | "account";
  direction: "ingress" | "egress";
  /** The sources as written. Absent means the property is not there at all. */
  sources?: Known<Known<string>[]>;
  /** What an absent or empty list means to the provider; absent means that it opens nothing. */
  whenAbsent?: string;
  /** Something else than addresses narrows the rule: another security group, a template, a prefix list. */
  narrowedBy?: {
    property: string;
    value: Known<string>;
    /** group: another security group; addresses: a list of addresses kept in a resource of its own. */
    contents: "group" | "addresses";
    /** False when the whole plan was looked at and does not hold the list; absent when nobody looked. */
    resolved?: boolean;
  };
  /** Ports let in; absent for kinds that have none. */
  ports?: Ports;
}

/** Ports and protocol of a security-group rule, with defaults applied. */
export interface Ports {
  property: string;
  protocol: Known<string>;
  /** The text that was written; `all` when an absent port means every port. */
  port: Known<string>;
  /** True when the text is the provider's default and not the user's. */
  byDefault: boolean;
}

/** When something temporary must be gone. */
export interface Lifetime {
  /** Path of the property that carries the expiry, or where it would be written. */
  property: string;
  /** What a user calls the thing: "allowlist entry", "public endpoint". */
  what: string;
  /** The migration it belongs to and how that is known; absent when it belongs to none, and then no expiry is asked. */
  belongsTo?: string;
  /** The expiry as written. */
  expires?: Known<string>;
  /** The expiry of the nearest component above that states one. */
  inherited?: Known<string>;
  /** A line of the program that would fix a missing expiry. */
  example: string;
}

/** Facets of resources, by name; a rule judges one of them. */
export interface Facets {
  opening: Opening;
  lifetime: Lifetime;
}

/** Everything that adapters found on one resource. */
export type Facts = { [F in keyof Facets]?: Facets[F][] };
