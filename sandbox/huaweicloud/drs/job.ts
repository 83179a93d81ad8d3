import { randomUUID } from "node:crypto";
import type { Mover } from "../../mover/mover";
import type { MoveEnd } from "../../mover/types";
import type { CreateJob } from "./bodies";
import type { EndpointBody } from "./endpointBodies";

/** The mover as DRS needs it; tests substitute their own. */
export type TaskMover = Pick<Mover, "testConnection" | "start" | "progress" | "pause" | "resume" | "stop" | "dispose">;

/** Task statuses that this service uses (vendor's table of task statuses). */
export type JobStatus =
  | "CREATING"
  | "CREATE_FAILED"
  | "CONFIGURATION"
  | "STARTJOBING"
  | "WAITING_FOR_START"
  | "START_JOB_FAILED"
  | "FULL_TRANSFER_STARTED"
  | "FULL_TRANSFER_FAILED"
  | "FULL_TRANSFER_COMPLETE"
  | "INCRE_TRANSFER_STARTED"
  | "INCRE_TRANSFER_FAILED"
  | "PAUSING"
  | "RELEASE_RESOURCE_STARTED"
  | "RELEASE_RESOURCE_FAILED"
  | "RELEASE_RESOURCE_COMPLETE";

/** Statuses in which the mover is running and reports its progress. */
export const MOVING: ReadonlySet<JobStatus> = new Set([
  "FULL_TRANSFER_STARTED",
  "FULL_TRANSFER_COMPLETE",
  "INCRE_TRANSFER_STARTED",
  "PAUSING",
  "FULL_TRANSFER_FAILED",
  "INCRE_TRANSFER_FAILED",
] satisfies JobStatus[]);

/** Statuses in which the record may be deleted. */
export const ENDED: ReadonlySet<JobStatus> = new Set([
  "CREATE_FAILED",
  "RELEASE_RESOURCE_COMPLETE",
] satisfies JobStatus[]);

/** What moves, as received by the API: everything, whole databases, or tables of databases. */
export type Objects =
  | { scope: "all" }
  | { scope: "database"; databases: string[] }
  | { scope: "table"; tables: { database: string; tables: string[] }[] };

export interface PrecheckItemResult {
  item: string;
  group: string;
  result: "PASSED" | "ALARM" | "FAILED";
  /** The vendor's code for the reason; absent when passed. */
  failed_reason?: string;
  /** JSON text. */
  data?: string;
  raw_error_msg?: string;
}

export interface Precheck {
  mode: "forStartJob" | "forRetryJob";
  /** Undefined while it runs. */
  items?: PrecheckItemResult[];
  /** Fingerprint of the checked configuration; the result is stale once it differs. */
  configuration: string;
}

export interface BoundEip {
  id: string;
  address: string;
  type: "master" | "slave";
  /** The address belongs to DRS and is released when the task ends. */
  lent: boolean;
}

export interface Job {
  id: string;
  request: CreateJob;
  status: JobStatus;
  name: string;
  description: string;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  startedAt?: number;
  fullDoneAt?: number;
  vpcId: string;
  /** The security group of the task's own node, not one of the user's. */
  nodeGroupId: string;
  privateIp: string;
  eips: BoundEip[];
  source: EndpointBody;
  target: EndpointBody;
  /** Endpoints whose connection test passed, as fingerprints. */
  tested: { so?: string; ta?: string };
  /** Whether the endpoints were stored by a modification after the tests. */
  stored: boolean;
  isTargetReadonly: boolean;
  replaceDefiner: boolean;
  objects: Objects;
  /** New selection of a replicating synchronization; it takes effect at a restart. */
  reselected?: Objects;
  speedLimit: { begin: string; end: string; speed: string; is_utc?: boolean | undefined }[];
  policy: { conflict_policy?: string; filter_ddl_policy?: string; index_trans?: boolean };
  alarm: { delay_time?: number; rpo_delay?: number; rto_delay?: number; alarm_to_user?: boolean };
  precheck?: Precheck;
  /** Epoch milliseconds of a scheduled start. */
  startTime?: number;
  failedReason?: string;
  /** Cancels a scheduled step of this task. */
  steps: AbortController;
  mover: TaskMover;
  /** The ends that the mover was started with. */
  sides?: { source: MoveEnd; target: MoveEnd };
  children: string[];
}

/** The enterprise project of every task. */
export const ENTERPRISE_PROJECT = "0";

/** Ids in the vendor's format: a UUID that ends in "jb" and three digits for a MySQL migration. */
export function newJobId(): string {
  return `${randomUUID().slice(0, 31)}jb101`;
}

/** The fields of an endpoint that determine what a test proved. */
export function fingerprint(endpoint: {
  ip?: string;
  db_port?: number;
  db_user?: string;
  db_password?: string;
  ssl_link?: boolean;
  ssl_cert_check_sum?: string;
}): string {
  const { ip, db_port: port = 3306, db_user: user, db_password: password } = endpoint;
  const tls = endpoint.ssl_link ? endpoint.ssl_cert_check_sum : undefined;
  return JSON.stringify([ip, port, user, password, tls]);
}

/** The configuration that a precheck checks. */
export function configurationOf(job: Job): string {
  return JSON.stringify([fingerprint(job.source), fingerprint(job.target), job.objects, job.replaceDefiner]);
}

/** Precheck totals as shown by both versions of the API. Items that need confirmation count as passed. */
export function precheckFigures(items: Precheck["items"]) {
  const passed = items?.filter((item) => item.result !== "FAILED").length ?? 0;
  const total = items?.length ?? 1;
  return {
    result: items !== undefined && passed === total,
    process: items === undefined ? "50%" : "100%",
    total_passed_rate: `${Math.floor((passed / total) * 100)}%`,
  };
}

export function precheckPassed(job: Job): boolean {
  const { precheck } = job;
  return (
    precheck?.items !== undefined &&
    precheck.configuration === configurationOf(job) &&
    precheck.items.every((item) => item.result !== "FAILED")
  );
}
