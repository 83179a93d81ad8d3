/**
 * The world of the sandbox: addresses, allowlists, rules and routes. Pure facts; the HTTP services of each cloud change
 * them and the task engine queries them. Addresses come only from the documentation ranges (192.0.2.0/24,
 * 198.51.100.0/24, 203.0.113.0/24) and RFC 1918.
 */

/** A real MySQL server on loopback behind one instance. */
export interface ServerRef {
  /** Always 127.0.0.1. */
  host: string;
  port: number;
  /** The server's administrator, for work that the sandbox does as the vendor (never handed to a user). */
  admin: { user: string; password: string };
  version: string;
}

/** Origin of traffic: a public address, or a private one inside a VPC. */
export interface Origin {
  address: string;
  vpcId?: string;
  /** Security groups of the caller's own network interface, for rules that refer to a remote group. */
  securityGroupIds?: string[];
}

/** One host and port with credentials, as received by a vendor's API. */
export interface Endpoint {
  host: string;
  port: number;
  user: string;
  password: string;
  tls?: CallerTls;
}

/**
 * TLS settings of a caller: a server without TLS, or with a certificate that the CA did not sign, never receives the
 * password.
 */
export interface CallerTls {
  /** PEM text. The chain is verified against it, the host name is not; absent: nothing is verified. */
  ca?: string;
}

/** Whether a caller's packets arrive, and where, decided by the facts alone. */
export type Reach =
  | {
      ok: true;
      server: ServerRef;
      /** The caller as seen by the server: a hop may have translated the address. */
      from: Origin;
    }
  | {
      ok: false;
      /**
       * dns: the name is unknown; allowlist / securityGroup / hostFirewall: dropped there (a time-out for the caller); refused:
       * nothing listens.
       */
      why: "dns" | "allowlist" | "securityGroup" | "hostFirewall" | "noRoute" | "refused";
      /** One sentence naming what is missing, for the sandbox's own log. Vendors' APIs report less. */
      detail: string;
    };

/** The same as mysql2 options; mysql2 checks no host name by default. */
export interface CallerSsl {
  ca?: string;
  rejectUnauthorized: boolean;
}

/** Result of a login from an origin. */
export type Login =
  | {
      ok: true;
      server: ServerRef;
      /** The row of mysql.user that MySQL chooses for this user and caller. */
      account: { user: string; host: string };
      /**
       * Loopback address and credentials with exactly that account's privileges: a mirror of the account that only this
       * login uses. Release it with `World.dropMirror`.
       */
      connection: { host: string; port: number; user: string; password: string; ssl?: CallerSsl };
    }
  | {
      ok: false;
      /** MySQL's error number: 1045 access denied, 2003 no response from the server. */
      code: number;
      /**
       * MySQL's message, with the caller's address: "Access denied for user 'u'@'203.0.113.10' (using password: YES)".
       */
      text: string;
    };

/** Changes that callers of a service made to the world, oldest first; for tests and for `audit` proofs. */
export interface JournalEntry {
  at: string;
  /** "eip.allocate", "rule.add", "allowlist.modify" and so on. */
  action: string;
  /** Id of the affected resource. */
  id: string;
  detail?: Record<string, unknown>;
}

/** Faults that a test or the demo injects. All off by default. */
export interface Faults {
  /** Security groups that drop everything, regardless of their rules. */
  closedSecurityGroups: Set<string>;
  /** Ports ("host:port" or ":port") on which nothing listens. */
  refusedPorts: Set<string>;
  /** Forced results of the vendor's precheck items, by item key. */
  precheck: Map<string, { result: "FAILED" | "ALARM" | "PASSED"; text: string }>;
  /** Rows per second that all movers together may copy; undefined: unlimited. */
  copyRowsPerSecond?: number;
  /** Faults of single calls; those that have fired stay in the list, marked `fired`. */
  calls: CallFault[];
}

/** What happens to one call of a cloud's API. */
export type CallFault = {
  /** Regular expression on cloud, method, path, action and body. */
  call: string;
  /** The service executes the call before the fault hits; otherwise it does nothing. */
  done: boolean;
  /** The fault has hit a call. */
  fired?: boolean;
} & (
  | { kind: "answer"; status: number; body: unknown }
  /** No response; the connection stays open. */
  | { kind: "hang" }
  /** The connection is closed without a response. */
  | { kind: "reset" }
  /** The response is altered: matches of `replace` become `by`. The call is executed. */
  | { kind: "lie"; replace: string; by: string }
  /** The response is sent twice on the connection. The call is executed. */
  | { kind: "twice" }
);
