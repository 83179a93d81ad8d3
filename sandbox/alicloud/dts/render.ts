import type { Progress } from "../../mover/types";
import { type End, instanceIdOf, type Job } from "./job";
import { verificationStatus } from "./verification/details";

/** One phase of a task, as in the list of tasks. */
interface Phase {
  Status: "NotStarted" | "Migrating" | "Suspending" | "Failed" | "Finished" | "Catched";
  Percent: string;
  Progress: string;
  ErrorMessage: string;
}

const IDLE: Phase = { Status: "NotStarted", Percent: "0", Progress: "0", ErrorMessage: "" };

/** Progress of each phase. Finished phases stay finished when the task has ended. */
function phasesOf(job: Job, progress: Progress | undefined) {
  const failed = job.status === "MigrationFailed";
  const during = progress?.state === "failed" ? progress.failure!.during : progress?.state;
  const ended = job.status === "Finished" && job.startedAt !== undefined;
  const loaded = ended || progress?.percent === 100 || during === "incremental" || during === "stopping";
  const structured = loaded || during === "full" || during === "paused";
  const copied = String(progress?.rows.copied ?? 0);
  /** The phase that the task is currently in. */
  const here = (): Phase => {
    const Status = failed ? "Failed" : job.status === "Suspending" ? "Suspending" : "Migrating";
    return { ...IDLE, Status, ErrorMessage: failed ? (job.failure ?? "") : "" };
  };
  const done: Phase = { ...IDLE, Status: "Finished", Percent: "100" };
  const moving = failed || job.status === "Migrating" || job.status === "Suspending";
  const structure = structured ? done : moving ? here() : IDLE;
  const loading = structured ? { ...here(), Percent: String(progress?.percent ?? 0), Progress: copied } : IDLE;
  const full = loaded ? { ...done, Progress: copied } : loading;
  const replicating = (): Phase => {
    if (ended) return done;
    const caught = job.status === "Migrating" && progress?.caughtUp === true;
    return { ...here(), ...(caught ? { Status: "Catched", Percent: "100" } : {}) };
  };
  const incremental = loaded && job.configuration?.incremental ? replicating() : IDLE;
  return { structure, full, incremental: { ...incremental, NeedUpgrade: false } };
}

/** One row of the list of tasks. */
export function rowOf(job: Job, progress: Progress | undefined, withDbList: boolean) {
  const { structure, full, incremental } = phasesOf(job, progress);
  return {
    ...common(job),
    ...(withDbList ? { DbObject: job.configuration?.dbList ?? "" } : {}),
    StructureInitializationStatus: structure,
    DataInitializationStatus: full,
    DataSynchronizationStatus: incremental,
    PrecheckStatus: precheckOf(job),
    MigrationMode: {
      ...modeOf(job),
      ...(job.configuration?.dataCheck ? { FullDataCheck: true } : {}),
    },
    ...(job.configuration?.dataCheck ? { FullDataCheckStatus: verificationStatus(job.verification) } : {}),
    TagList: [...job.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    ...(job.failure ? { ErrorMessage: job.failure } : {}),
    Performance: { Flow: "0", Rps: "0" },
    ...(progress?.lagSeconds === undefined ? {} : { Delay: progress.lagSeconds * 1000 }),
    Checkpoint: "",
    OriginType: "DTS",
  };
}

export function detailOf(job: Job, progress: Progress | undefined) {
  const { incremental } = phasesOf(job, progress);
  return {
    ...common(job),
    DbObject: job.configuration?.dbList ?? "",
    DataSynchronizationStatus: incremental,
    MigrationMode: modeOf(job),
    ...(progress?.lagSeconds === undefined ? {} : { Delay: progress.lagSeconds * 1000 }),
    ...(job.finishedAt ? { FinishTime: job.finishedAt } : {}),
    ...(job.failure ? { ErrorMessage: job.failure } : {}),
  };
}

function common(job: Job) {
  const { configuration } = job;
  return {
    DtsJobId: job.id,
    DtsInstanceID: instanceIdOf(job),
    DtsJobName: job.name,
    DtsJobClass: job.bought?.instanceClass ?? "",
    PayType: job.bought ? "PostPaid" : "",
    CreateTime: job.createdAt,
    JobType: "MIGRATION",
    Status: job.status,
    Reserved: configuration?.reserve.text ?? "{}",
    SourceEndpoint: endOf(configuration?.source, job.regions.source),
    DestinationEndpoint: endOf(configuration?.target, job.regions.target),
  };
}

function modeOf({ configuration }: Job) {
  return {
    StructureInitialization: configuration !== undefined,
    DataInitialization: configuration !== undefined,
    DataSynchronization: configuration?.incremental ?? false,
  };
}

/** Without the password, which no response contains. */
function endOf(end: End | undefined, region: string) {
  return {
    EngineName: "MySQL",
    InstanceType: end?.type ?? "",
    InstanceID: end?.instanceId ?? "",
    Ip: end?.ip ?? "",
    Port: end?.port === undefined ? "" : String(end.port),
    Region: end?.region ?? region,
    UserName: end?.user ?? "",
    SslSolutionEnum: "DISABLE",
  };
}

function precheckOf({ precheck, status }: Job) {
  const items = precheck?.items ?? [];
  const states = { Prechecking: "Prechecking", PrecheckFailed: "PrecheckFailed" } as Record<string, string>;
  const bad = items.filter(({ state }) => state !== "Success");
  const passed = items.length === 0 ? 0 : Math.floor(((items.length - bad.length) / items.length) * 100);
  return {
    Status: states[status] ?? (precheck?.items ? "Finished" : "NotStarted"),
    Percent: String(passed),
    ErrorMessage: bad.map(({ text }) => text).join("; "),
    Detail: items.map(({ item, state, text, repair }) => ({
      CheckItem: item,
      CheckItemDescription: `${item}_DETAIL`,
      CheckResult: state,
      ...(state === "Success" ? {} : { FailedReason: text ?? "", RepairMethod: repair ?? "" }),
    })),
  };
}
