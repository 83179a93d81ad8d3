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

/** One rule of a security group. The first in its list that fits decides. */
export interface Policy {
  /** "tcp", "udp", "icmp", "icmpv6", "gre", "all". */
  protocol: string;
  /** "3306", "3306,3307", "3306-3310", "ALL". */
  port: string;
  /** One of the three is set. */
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
  /** Counts changes of the policies. */
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
  /** The vendor's number of the task under way: 0 none, 4 public access is being opened, 7 it is being closed. */
  taskStatus: number;
  /** How data goes to the standby: 0 asynchronous, 1 semi-synchronous, 2 strong. */
  protectMode: number;
  /** Absent: it is no read-only instance. */
  readOnlyOf?: string;
  /** Present while public access is open. */
  wan?: { domain: string; ip: string; port: number };
  /** Whether public access was ever open. */
  wanClosed: boolean;
  createdAt: number;
  mysql: ServerRef;
}
