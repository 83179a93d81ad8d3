import type { Mover } from "../../mover/mover";
import type { MoveEnd, Progress } from "../../mover/types";
import type { Parameters } from "../parameters";
import type { StepVerdict } from "./check/step";
import type { CompareTask } from "./compare/task";

/** The mover as DTS needs it; tests substitute their own. */
export type TaskMover = Pick<Mover, "testConnection" | "start" | "progress" | "pause" | "resume" | "stop" | "dispose">;

/** Statuses of a task, in the vendor's words. */
export type JobStatus =
  | "creating"
  | "created"
  | "checking"
  | "checkPass"
  | "checkNotPass"
  | "readyRun"
  | "running"
  | "readyComplete"
  | "pausing"
  | "manualPaused"
  | "resuming"
  | "completing"
  | "success"
  | "stopping"
  | "canceled"
  | "failed"
  | "error"
  | "isolated"
  | "offlining";

/** Billing status of a task. */
export type TradeStatus = "normal" | "resizing" | "isolating" | "isolated" | "offlining" | "offlined";

/** Statuses in which a mover is running or paused. */
export const LIVE: ReadonlySet<JobStatus> = new Set([
  ...(["running", "readyComplete", "pausing", "manualPaused", "resuming", "completing", "error"] as const),
]);

/** Statuses in which a task may be configured and checked. */
export const CONFIGURABLE: ReadonlySet<JobStatus> = new Set(["created", "checkPass", "checkNotPass"] as const);

/** One end of a task, as in the request. */
export interface EndpointInfo {
  Region: string;
  AccessType: string;
  DatabaseType: string;
  NodeType?: string;
  Supplier?: string;
  DatabaseNetEnv?: string;
  CcnOwnerUin?: string;
  Info: Record<string, string | number | undefined>[];
}

export interface Tag {
  TagKey: string;
  TagValue?: string;
}

/** The configuration set by ModifyMigrationJob, with its field names. */
export interface Configuration {
  RunMode: "immediate" | "timed";
  /** Epoch milliseconds. */
  expectRunTime?: number;
  MigrateOption: Parameters;
  SrcInfo: EndpointInfo;
  DstInfo: EndpointInfo;
  AutoRetryTimeRangeMinutes: number;
}

export interface Check {
  status: "running" | "success" | "failed";
  startedAt: number;
  endedAt?: number;
  steps: StepVerdict[];
}

export interface Job {
  id: string;
  name: string;
  srcRegion: string;
  dstRegion: string;
  srcType: string;
  dstType: string;
  instanceClass: string;
  tags: Tag[];
  dealName: string;
  status: JobStatus;
  trade: TradeStatus;
  /** The status before the task was isolated. */
  beforeIsolation?: JobStatus;
  isolatedAt?: number;
  createdAt: number;
  updatedAt: number;
  startedAt?: number;
  endedAt?: number;
  configuration?: Configuration;
  check?: Check;
  rateLimit: Record<string, number>;
  /** The error that stopped the task. */
  trouble?: { code: string; text: string };
  /** The mover's last report. */
  progress?: Progress;
  /** Cancels the step in progress. */
  steps: AbortController;
  mover: TaskMover;
  /** The ends that the mover was started with. */
  sides?: { source: MoveEnd; target: MoveEnd };
  comparisons: CompareTask[];
}

export function touch(job: Job, status: JobStatus = job.status): void {
  job.status = status;
  job.updatedAt = Date.now();
}
