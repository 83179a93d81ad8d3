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
  /** Present once a public connection was allocated. */
  publicEndpoint?: { prefix: string; host: string; ip: string; port: number };
  /** Named allowlist groups (DBInstanceIPArrayName) with their entries. */
  allowlists: Map<string, Set<string>>;
  /** Running, NET_CREATING, NET_DELETING, TRANSING, or another word of the vendor's. */
  status: string;
  /** Absent: Unlock. */
  lockMode?: string;
  /** Absent: it is a primary instance. */
  readOnlyOf?: string;
  /** Backups that wait or run; absent: none. */
  backupJobs?: { id: string; mode: "Automated" | "Manual"; status: string; percent: number }[];
  mysql: ServerRef;
}
