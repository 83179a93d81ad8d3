import { translated } from "../../core/states";
import type { TaskState } from "../../core/task";
import type { WireJob, WirePhase } from "./wire";

/** Every state of a migration that the documents name (DescribeDtsJobs, Status), and what it means here; the rest is unknown. */
const STATES: Readonly<Record<string, TaskState | ((job: WireJob) => TaskState)>> = {
  NotConfigured: "configuring",
  NotStarted: "configuring",
  // The check and what follows it are one run.
  Prechecking: "starting",
  PreCheckPass: "starting",
  // It is configured and started again.
  PrecheckFailed: "configuring",
  Migrating: running,
  // The service tries again by itself what failed: until it says Migrating, nothing shows that the target follows.
  Retrying: "maintenance",
  Suspending: "paused",
  MigrationFailed: (job) => (at(job.DataInitializationStatus) === "Finished" ? "incrementalFailed" : "fullFailed"),
  Upgrade: "maintenance",
  Downgrade: "maintenance",
  Finished: "ended",
};

/** Which of its phases a task is in. */
const PHASES: Readonly<Record<string, "idle" | "runs" | "paused" | "done" | "failed">> = {
  NotStarted: "idle",
  Migrating: "runs",
  Suspending: "paused",
  Catched: "runs",
  Failed: "failed",
  Finished: "done",
};

function running(job: WireJob): TaskState {
  const full = PHASES[at(job.DataInitializationStatus)];
  const incremental = PHASES[at(job.DataSynchronizationStatus)];
  if (full === undefined || incremental === undefined) return "unknown";
  if (incremental === "runs") return "incremental";
  if (incremental === "paused" || (incremental === "idle" && full === "paused")) return "paused";
  return full === "done" ? "fullDone" : "full";
}

function at(phase: WirePhase | undefined): string {
  return phase?.Status ?? "";
}

export function dtsState(job: WireJob): TaskState {
  const state = translated(STATES, job.Status);
  return typeof state === "function" ? state(job) : state;
}

/** The vendor's words, with the phase that a running task is in. */
export function vendorState(job: WireJob): string {
  const { Status = "" } = job;
  if (!["Migrating", "Retrying", "MigrationFailed"].includes(Status)) return Status;
  const phases = {
    structure: job.StructureInitializationStatus,
    full: job.DataInitializationStatus,
    incremental: job.DataSynchronizationStatus,
  };
  const named = Object.entries(phases).filter(([, phase]) => !["", "NotStarted"].includes(at(phase)));
  const [name, phase] = named.at(-1) ?? [];
  return name ? `${Status}, ${name} ${at(phase)}` : Status;
}

/** It has moved data at some time. One that was ended before shows a load that never began; without a word of it, it may have. */
export function hasStarted({ Status = "", DataInitializationStatus: load }: WireJob): boolean {
  if (Status === "Finished") return at(load) !== "NotStarted";
  return !["NotConfigured", "NotStarted", "Prechecking", "PreCheckPass", "PrecheckFailed"].includes(Status);
}
