import { randomBytes } from "node:crypto";
import type { Mover } from "../../mover/mover";
import type { Selection } from "../../mover/types";

/** The mover as DTS needs it; tests replace it with one of their own. */
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

/** States in which the mover runs and says how far it is. */
export const MOVING: ReadonlySet<JobStatus> = new Set<JobStatus>(["Migrating", "Suspending", "MigrationFailed"]);

/** What ends of a task are played: an instance of RDS, and a server of anybody's at a public address. */
export interface End {
  type: "RDS" | "OTHER";
  instanceId?: string;
  region?: string;
  ip?: string;
  port?: number;
  user?: string;
  password?: string;
}

export interface Reserve {
  autoStart: "all" | "none";
  /** TLS on the leg; nothing is verified. */
  srcSsl: boolean;
  destSsl: boolean;
  definer: boolean;
  triggers: boolean;
  /** The text as it was sent. */
  text: string;
}

export interface Configuration {
  source: End;
  target: End;
  incremental: boolean;
  /** Undefined: nothing is chosen yet, and the task cannot start. */
  objects?: Exclude<Selection, "all">;
  /** The text as it was sent. */
  dbList?: string;
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
  /** Undefined: configured and not bought. */
  bought?: { instanceClass: string };
  regions: { source: string; target: string };
  configuration?: Configuration;
  tags: Map<string, string>;
  precheck?: Precheck;
  /** Items that somebody has let pass. */
  skipped: Set<string>;
  /** Since when it moves data. */
  startedAt?: string;
  failure?: string;
  logs: { time: string; state: string; text: string }[];
  mover: TaskMover;
  /** Cancels a step that is under way. */
  steps: AbortController;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Ids in the vendor's form, such as `l5o11f9029c12ab`; the instance's id is `dts` and the task's. */
export function newJobId(): string {
  return [...randomBytes(15)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

export const instanceIdOf = (job: Pick<Job, "id">): string => `dts${job.id}`;

/** Now; of two checks, which take a while, none begins in the second of the other, however fast the clock. */
export function bootTime(before?: Precheck): string {
  const next = before ? Date.parse(before.bootTime) + 1000 : 0;
  return `${new Date(Math.max(Date.now(), next)).toISOString().slice(0, 19)}Z`;
}

export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
