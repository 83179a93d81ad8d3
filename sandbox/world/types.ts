/**
 * The world of the sandbox: who has which address, which allowlist, rule and route. Pure facts; the HTTP services of each
 * cloud change them and the task engine asks them. Addresses come from the documentation ranges only
 * (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) and RFC 1918.
 */

/** A real MySQL server on loopback that plays one instance. */
export interface ServerRef {
  /** Always 127.0.0.1. */
  host: string;
  port: number;
  /** The administrator of the server, for the sandbox's own work as the vendor (never handed to a user). */
  admin: { user: string; password: string };
  version: string;
}

/** Where traffic comes from: a public address, or a private one inside a VPC. */
export interface Origin {
  address: string;
  vpcId?: string;
  /** Groups the caller's own network card is in, for rules that name a remote group. */
  securityGroupIds?: string[];
}

/** One host and port with credentials, as a vendor's API received them. */
export interface Endpoint {
  host: string;
  port: number;
  user: string;
  password: string;
  tls?: CallerTls;
}

/** A caller that uses TLS: a server without it, or with a certificate that the CA did not sign, does not get to see the password. */
export interface CallerTls {
  /** PEM text. The chain is verified by it, not the host's name; absent: nothing is verified. */
  ca?: string;
}

/** Whether a caller's packets arrive, and where, decided by the facts alone. */
export type Reach =
  | {
      ok: true;
      server: ServerRef;
      /** The caller as the server sees it: a hop may have given it another address. */
      from: Origin;
    }
  | {
      ok: false;
      /** dns: the name is unknown; allowlist / securityGroup: dropped by it (a time-out for the caller); refused: nothing listens. */
      why: "dns" | "allowlist" | "securityGroup" | "noRoute" | "refused";
      /** One sentence that names what is missing, for the sandbox's own log. Vendors' APIs say less. */
      detail: string;
    };

/** The same in the words of mysql2, which checks no host name unless told to. */
export interface CallerSsl {
  ca?: string;
  rejectUnauthorized: boolean;
}

/** What a login from an origin came to. */
export type Login =
  | {
      ok: true;
      server: ServerRef;
      /** The row of mysql.user that MySQL chooses for this user and caller. */
      account: { user: string; host: string };
      /**
       * Where and as whom to connect from loopback to have exactly that account's rights: a mirror of the account that only
       * this login uses. Give it back with `World.dropMirror`.
       */
      connection: { host: string; port: number; user: string; password: string; ssl?: CallerSsl };
    }
  | {
      ok: false;
      /** MySQL's error number: 1045 access denied, 2003 the server does not answer. */
      code: number;
      /** MySQL's own words, with the caller's address: "Access denied for user 'u'@'203.0.113.10' (using password: YES)". */
      text: string;
    };

/** What the caller of a service has done to the world, oldest first; for tests and for `audit` proofs. */
export interface JournalEntry {
  at: string;
  /** "eip.allocate", "rule.add", "allowlist.modify" and so on. */
  action: string;
  /** Id of the thing. */
  id: string;
  detail?: Record<string, unknown>;
}

/** Troubles a test or the demo asks for. All off by default. */
export interface Faults {
  /** Security groups that drop everything, whatever their rules say. */
  closedSecurityGroups: Set<string>;
  /** Ports ("host:port" or ":port") at which nothing listens. */
  refusedPorts: Set<string>;
  /** Precheck items of the vendor, by its item key, forced to a result. */
  precheck: Map<string, { result: "FAILED" | "ALARM" | "PASSED"; text: string }>;
  /** Rows per second that all movers together may copy; undefined: as fast as they can. */
  copyRowsPerSecond?: number;
  /** Troubles of single calls; those that have happened stay, with `fired`. */
  calls: CallFault[];
}

/** What happens to one call of a cloud's API. */
export type CallFault = {
  /** Regular expression on cloud, method, path, action and body. */
  call: string;
  /** The service does what was asked before it happens; else nothing is done. */
  done: boolean;
  /** It has happened. */
  fired?: boolean;
} & (
  | { kind: "answer"; status: number; body: unknown }
  /** No answer, and the connection stays. */
  | { kind: "hang" }
  /** The connection ends without an answer. */
  | { kind: "reset" }
  /** The answer says something else: what fits `replace` becomes `by`. Of a call that was done. */
  | { kind: "lie"; replace: string; by: string }
  /** The answer comes twice on the connection. Of a call that was done. */
  | { kind: "twice" }
);
