import type { Iptables } from "../../world/iptables";
import type { ServerRef } from "../../world/types";

/** An Alibaba RDS for MySQL instance. */
export interface AlibabaRdsInstance {
  id: string;
  region: string;
  engineVersion: string;
  description: string;
  storageGb: number;
  /** Intranet domain and address. */
  intranet: { host: string; ip: string; port: number };
  /** Present while a public connection is allocated. */
  publicEndpoint?: { prefix: string; host: string; ip: string; port: number };
  /** Named allowlist groups (DBInstanceIPArrayName) with their entries. */
  allowlists: Map<string, Set<string>>;
  /** Running, NET_CREATING, NET_DELETING, TRANSING, or another status of the vendor. */
  status: string;
  /** Absent: Unlock. */
  lockMode?: string;
  /** Absent: this is a primary instance. */
  readOnlyOf?: string;
  /** Backups that are waiting or running; absent: none. */
  backupJobs?: { id: string; mode: "Automated" | "Manual"; status: string; percent: number }[];
  mysql: ServerRef;
}

/** A machine of Alibaba ECS with a MySQL server on it. */
export interface AlibabaMachine {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  vswitchId: string;
  securityGroupId: string;
  privateIp: string;
  port: number;
  /** Running, or another status of the vendor. */
  status: string;
  mysql: ServerRef;
  /** Only commands typed on the machine change it. */
  firewall: Iptables;
}

export interface AlibabaSecurityGroup {
  id: string;
  region: string;
  vpcId: string;
  name: string;
  rules: AlibabaSecurityGroupRule[];
}

/** For the way in. */
export interface AlibabaSecurityGroupRule {
  id: string;
  policy: "Accept" | "Drop";
  /** 1 to 100; the lowest comes first. */
  priority: number;
  /** TCP, ALL and others. */
  protocol: string;
  /** `3306/3306`, `-1/-1`. */
  portRange: string;
  cidr: string;
  description: string;
  createdAt: string;
}
