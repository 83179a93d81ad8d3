import { randomBytes } from "node:crypto";
import type { Mover } from "../../mover/mover";
import type { Selection } from "../../mover/types";
import type { Verification } from "./verification/verification";

/** The mover as DTS needs it; tests substitute their own. */
export type TaskMover = Pick<Mover, "testConnection" | "start" | "progress" | "pause" | "resume" | "stop" | "dispose">;

/** States of a migration task that this service uses (vendor's values of `Status`). */
export type JobStatus =
  | "NotConfigured"
  | "NotStarted"
  | "Prechecking"
  | "PrecheckFailed"
  | "PreCheckPass"
  | "Migrating"
  | "Suspending"
  | "MigrationFailed"
  | "Finished";

/** States in which the mover runs and reports its progress. */
export const MOVING: ReadonlySet<JobStatus> = new Set<JobStatus>(["Migrating", "Suspending", "MigrationFailed"]);

/** The simulated kinds of ends: an RDS instance, a machine of ECS, any server at a public address, or one that a VPC leads to. */
export interface End {
  type: "RDS" | "ECS" | "OTHER" | "EXPRESS";
  instanceId?: string;
  region?: string;
  ip?: string;
  port?: number;
  user?: string;
  password?: string;
}

export interface Reserve {
  autoStart: "all" | "none";
  /** TLS for the connection; nothing is verified. */
  srcSsl: boolean;
  destSsl: boolean;
  definer: boolean;
  triggers: boolean;
  /** The JSON text as received. */
  text: string;
}

export interface Configuration {
  source: End;
  target: End;
  incremental: boolean;
  /** Undefined: no objects selected yet, so the task cannot start. */
  objects?: Exclude<Selection, "all">;
  /** The JSON text as received. */
  dbList?: string;
  /** A full verification of the data: every row, or a share in percent. */
  dataCheck?: { percent: number };
  reserve: Reserve;
}

export interface PrecheckItem {
  item: string;
  state: "Success" | "Warning" | "Failed";
  text?: string;
  repair?: string;
}

export interface Precheck {
  id: string;
  bootTime: string;
  finishTime?: string;
  /** Undefined while it runs. */
  items?: PrecheckItem[];
}

export interface Job {
  id: string;
  name: string;
  region: string;
  createdAt: string;
  finishedAt?: string;
  status: JobStatus;
  /** Undefined: configured but not bought. */
  bought?: { instanceClass: string };
  regions: { source: string; target: string };
  configuration?: Configuration;
  tags: Map<string, string>;
  precheck?: Precheck;
  /** The last full verification of the data. */
  verification?: Verification;
  /** Precheck items that the user chose to skip. */
  skipped: Set<string>;
  /** When the task began to move data. */
  startedAt?: string;
  failure?: string;
  logs: { time: string; state: string; text: string }[];
  mover: TaskMover;
  /** Cancels a step in progress. */
  steps: AbortController;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Ids in the vendor's format, such as `l5o11f9029c12ab`; the instance id is `dts` followed by the task id. */
export function newJobId(): string {
  return [...randomBytes(15)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

export const instanceIdOf = (job: Pick<Job, "id">): string => `dts${job.id}`;

/**
 * The current time, at least one second after the previous check: real checks take a while, so two never share a start
 * time, however fast the sandbox's clock runs.
 */
export function bootTime(before?: { bootTime: string }): string {
  const next = before ? Date.parse(before.bootTime) + 1000 : 0;
  return `${new Date(Math.max(Date.now(), next)).toISOString().slice(0, 19)}Z`;
}

export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
