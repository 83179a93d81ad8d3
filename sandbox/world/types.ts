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

/** An EIP of Huawei Cloud. */
export interface Eip {
  id: string;
  region: string;
  address: string;
  /** Alias of the address ("" when none was given). */
  name: string;
  /** Line type, "5_bgp" unless asked otherwise. */
  type: string;
  bandwidthId: string;
  bandwidthName: string;
  tags: Record<string, string>;
  bandwidthSize: number;
  /** Id of the DRS task (or port) it is bound to. */
  boundTo?: string;
  /** Private address it leads to while bound. */
  boundPrivateIp?: string;
  createdAt: string;
}

/** A VPC of Huawei Cloud. */
export interface Vpc {
  id: string;
  region: string;
  name: string;
  cidr: string;
}

export interface Subnet {
  id: string;
  vpcId: string;
  name: string;
  cidr: string;
  gatewayIp: string;
}

/** A private address taken in a subnet. */
export interface PrivateIp {
  address: string;
  subnetId: string;
  vpcId: string;
  /** Who holds it: an instance id, a DRS task id. */
  owner: string;
  securityGroupIds: string[];
}

export interface SecurityGroupRule {
  id: string;
  securityGroupId: string;
  direction: "ingress" | "egress";
  ethertype: "IPv4" | "IPv6";
  /** Absent: any protocol. */
  protocol?: string;
  /** "3306", "3306-3310", "80,443"; absent: all ports. */
  ports?: string;
  /** Absent together with remoteGroupId: any address, as on the cloud. */
  remoteIpPrefix?: string;
  remoteGroupId?: string;
  action: "allow" | "deny";
  priority: number;
  description: string;
  createdAt: string;
}

export interface SecurityGroup {
  id: string;
  region: string;
  name: string;
  description: string;
  createdAt: string;
}

/** An Alibaba RDS for MySQL instance. */
export interface AlibabaRdsInstance {
  id: string;
  region: string;
  engineVersion: string;
  description: string;
  storageGb: number;
  /** Intranet domain and address. */
  intranet: { host: string; ip: string; port: number };
  /** Present once a public connection was allocated. */
  publicEndpoint?: { prefix: string; host: string; ip: string; port: number };
  /** Named allowlist groups (DBInstanceIPArrayName) with their entries. */
  allowlists: Map<string, Set<string>>;
  status: "Running" | "NET_CREATING" | "NET_DELETING" | "TRANSING";
  mysql: ServerRef;
}

/** A Huawei Cloud RDS for MySQL instance. */
export interface HuaweiRdsInstance {
  id: string;
  name: string;
  region: string;
  engineVersion: string;
  vpcId: string;
  subnetId: string;
  securityGroupId: string;
  privateIp: string;
  port: number;
  volumeGb: number;
  status: "ACTIVE";
  mysql: ServerRef;
}

/** Where traffic comes from: a public address (an EIP) or a private one inside a VPC. */
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
  | { ok: true; server: ServerRef }
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
}
