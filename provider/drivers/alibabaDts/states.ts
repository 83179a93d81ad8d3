import { translated } from "../../core/states";
import type { TaskState } from "../../core/task";
import type { WireJob, WirePhase } from "./wire";

/** Every documented state of a migration (DescribeDtsJobs, Status), and its meaning here; any other is unknown. */
const STATES: Readonly<Record<string, TaskState | ((job: WireJob) => TaskState)>> = {
  NotConfigured: "configuring",
  NotStarted: "configuring",
  // The precheck and what follows it are one run.
  Prechecking: "starting",
  PreCheckPass: "starting",
  // It can be configured and started again.
  PrecheckFailed: "configuring",
  Migrating: running,
  // The service retries by itself: until the state is Migrating, nothing shows that the target is being updated.
  Retrying: "maintenance",
  Suspending: "paused",
  MigrationFailed: (job) => (at(job.DataInitializationStatus) === "Finished" ? "incrementalFailed" : "fullFailed"),
  Upgrade: "maintenance",
  Downgrade: "maintenance",
  Finished: "ended",
};

/** The phase that a task is in. */
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

/** The vendor's state, with the phase of a running task. */
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

/**
 * Whether it has ever moved data. For a task that was ended earlier, the service shows a load that never began; if it
 * shows none, the task may have moved data.
 */
export function hasStarted({ Status = "", DataInitializationStatus: load }: WireJob): boolean {
  if (Status === "Finished") return at(load) !== "NotStarted";
  return !["NotConfigured", "NotStarted", "Prechecking", "PreCheckPass", "PrecheckFailed"].includes(Status);
}
