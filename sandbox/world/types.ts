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

export interface Eip {
  id: string;
  address: string;
  name: string;
  tags: Record<string, string>;
  bandwidthSize: number;
  /** Id of the DRS task (or port) it is bound to. */
  boundTo?: string;
  createdAt: string;
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
  name: string;
  description: string;
}

/** An Alibaba RDS for MySQL instance. */
export interface AlibabaRdsInstance {
  id: string;
  region: string;
  engineVersion: string;
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
