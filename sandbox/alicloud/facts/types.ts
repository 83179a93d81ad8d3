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
