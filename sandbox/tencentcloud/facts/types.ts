import type { ServerRef } from "../../world/types";

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
  zone: string;
}

/** One rule of a security group. The first match in its list decides. */
export interface Policy {
  /** "tcp", "udp", "icmp", "icmpv6", "gre", "all". */
  protocol: string;
  /** "3306", "3306,3307", "3306-3310", "ALL". */
  port: string;
  /** Exactly one of the three is set. */
  cidr?: string;
  ipv6Cidr?: string;
  groupId?: string;
  action: "ACCEPT" | "DROP";
  description: string;
  modifiedAt: number;
}

export type Direction = "ingress" | "egress";

export interface SecurityGroup {
  id: string;
  region: string;
  name: string;
  description: string;
  createdAt: number;
  /** Incremented with every change of the policies. */
  version: number;
  policies: Record<Direction, Policy[]>;
}

/** A TencentDB for MySQL instance. */
export interface CdbInstance {
  id: string;
  region: string;
  name: string;
  engineVersion: string;
  vpcId: string;
  subnetId: string;
  vip: string;
  port: number;
  securityGroupIds: string[];
  volumeGb: number;
  /** The vendor's number: 0 being created, 1 running, 4 being isolated, 5 isolated. */
  status: number;
  /**
   * The vendor's number of the operation in progress: 0 none, 4 public access is being opened, 7 it is being closed.
   */
  taskStatus: number;
  /** Replication to the standby: 0 asynchronous, 1 semi-synchronous, 2 strong. */
  protectMode: number;
  /** Absent: this is not a read-only instance. */
  readOnlyOf?: string;
  /** Present while public access is open. */
  wan?: { domain: string; ip: string; port: number };
  /** Whether public access has been closed after having been open. */
  wanClosed: boolean;
  createdAt: number;
  mysql: ServerRef;
}

export interface VpnGateway {
  id: string;
  region: string;
  name: string;
  vpcId: string;
  /** Its public address. */
  address: string;
  /** Megabits per second. */
  bandwidth: number;
  zone: string;
  createdAt: number;
  /** When its creation began, on the world's clock; absent: it has been there for long. */
  begun?: number;
  tags: Record<string, string>;
}

/** The device at the other end of a VPN. */
export interface CustomerGateway {
  id: string;
  region: string;
  name: string;
  address: string;
  createdAt: number;
  tags: Record<string, string>;
}

/** What a connection negotiates, in the vendor's words. */
export interface Negotiation {
  version: string;
  encryption: string;
  integrity: string;
  group: string;
  lifetime: number;
  /** Of the IPsec SA. */
  ipsec: { encryption: string; integrity: string; group: string; lifetime: number; kilobytes: number };
}

export interface VpnConnection {
  id: string;
  region: string;
  name: string;
  vpcId: string;
  gatewayId: string;
  deviceId: string;
  key: string;
  /** "Policy": it carries what its policies say. */
  routeType: string;
  negotiationType: string;
  policies: { local: string; remotes: string[] }[];
  negotiation: Negotiation;
  /** Addresses by which the two ends identify themselves. */
  identities: { local: string; remote: string };
  dpd: { enabled: boolean; timeout: string; action: string };
  createdAt: number;
  tags: Record<string, string>;
}

export interface Route {
  id: number;
  itemId: string;
  destination: string;
  /** The vendor's name of the kind of next hop: "VPN". */
  type: string;
  gatewayId: string;
  description: string;
  enabled: boolean;
  createdAt: number;
}

export interface RouteTable {
  id: string;
  vpcId: string;
  region: string;
  name: string;
  createdAt: number;
  routes: Route[];
}
