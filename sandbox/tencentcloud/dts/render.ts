import { beijing } from "../paging";
import { conclusionOf } from "./compare/task";
import { type EndpointInfo, type Job, type JobStatus, LIVE } from "./job";
import { renderCheckProgress } from "./renderCheck";

const NEVER = "0000-00-00 00:00:00";
const time = (at: number | undefined) => (at === undefined ? NEVER : beijing(at));

const ALL = [
  "view",
  "modify",
  "check",
  "start",
  "configure",
  "stop",
  "complete",
  "resume",
  "createCmpTask",
  "isolate",
  "offline",
  "resize",
  "recover",
  "pause",
  "continue",
];
const ALLOWED: Partial<Record<JobStatus, string[]>> = {
  created: ["configure", "check", "isolate", "resize"],
  checkPass: ["modify", "check", "start", "isolate", "resize"],
  checkNotPass: ["modify", "check", "isolate", "resize"],
  readyRun: ["stop", "isolate", "resize"],
  running: ["stop", "pause", "createCmpTask", "isolate", "resize"],
  readyComplete: ["stop", "complete", "pause", "createCmpTask", "isolate", "resize"],
  manualPaused: ["continue", "stop", "isolate", "resize"],
  error: ["resume", "stop", "isolate", "resize"],
  failed: ["isolate"],
  success: ["isolate"],
  canceled: ["isolate"],
  isolated: ["recover", "offline"],
};

/** Fields common to the list and the detail. */
export function renderJob(job: Job): object {
  const { configuration } = job;
  return {
    JobId: job.id,
    JobName: job.name,
    Status: job.status,
    Tags: job.tags,
    BriefMsg: job.trouble?.text ?? "",
    CreateTime: beijing(job.createdAt),
    UpdateTime: beijing(job.updatedAt),
    StartTime: time(job.startedAt),
    EndTime: time(job.endedAt),
    RunMode: configuration?.RunMode ?? "",
    ExpectRunTime: configuration?.expectRunTime ? beijing(configuration.expectRunTime) : "",
    Action: {
      AllAction: ALL,
      AllowedAction: [
        "view",
        ...(job.trade === "normal" || job.trade === "isolated" ? (ALLOWED[job.status] ?? []) : []),
      ],
    },
    StepInfo: renderSteps(job),
    SrcInfo: renderEndpoint(configuration?.SrcInfo ?? empty(job.srcRegion, job.srcType)),
    DstInfo: renderEndpoint(configuration?.DstInfo ?? empty(job.dstRegion, job.dstType)),
    CompareTask: renderComparison(job),
    TradeInfo: renderTrade(job),
    DumperResumeCtrl: "yes",
  };
}

export function renderRow(job: Job): object {
  return { ...renderJob(job), AutoRetryTimeRangeMinutes: job.configuration?.AutoRetryTimeRangeMinutes ?? 0 };
}

export function renderDetail(job: Job): object {
  const { trouble, configuration } = job;
  return {
    ...renderJob(job),
    MigrateOption: configuration ? { MigrateType: "fullAndIncrement", ...configuration.MigrateOption } : null,
    CheckStepInfo: renderCheckProgress(job),
    ErrorInfo: trouble ? [{ Code: trouble.code, ErrorLog: trouble.text, Solution: "", HelpDoc: "" }] : [],
    RateLimitOption: renderRates(job),
  };
}

function empty(Region: string, DatabaseType: string): EndpointInfo {
  return { Region, DatabaseType, AccessType: "", NodeType: "", Info: [] };
}

/** Secrets are accepted and never returned. */
function renderEndpoint(end: EndpointInfo): object {
  const none = {
    CcnGwId: "",
    CvmInstanceId: "",
    InstanceId: "",
    Host: "",
    SubnetId: "",
    VpcId: "",
    UniqDcgId: "",
    UniqVpnGwId: "",
  };
  const more = { Role: "", DbKernel: "", Account: "", AccountRole: "", AccountMode: "", EngineVersion: "", SetId: "" };
  const secrets = { TmpSecretId: "", TmpSecretKey: "", TmpToken: "", Password: "" };
  return {
    NodeType: "simple",
    Supplier: "",
    DatabaseNetEnv: "",
    CcnOwnerUin: "",
    ConnectType: "",
    ExtraAttr: [],
    ...end,
    Info: end.Info.map((info) => ({ ...none, ...more, Port: 0, EncryptConn: "UnEncrypted", ...info, ...secrets })),
  };
}

/** Export, import, then the changes since. */
function renderSteps(job: Job): object {
  const { progress, configuration } = job;
  const incremental = configuration?.MigrateOption.MigrateType !== "full";
  const replicating = progress?.gtid !== undefined;
  const percent = progress?.percent ?? 0;
  const now = progress === undefined ? 0 : replicating ? 3 : percent > 0 ? 2 : 1;
  const names = ["dumper Export from the source database", "loader Import data", "sinker Sync incremental data"];
  const steps = (incremental ? names : names.slice(0, 2)).map((text, index) => {
    const [StepId, ...words] = text.split(" ");
    const done = index + 1 < now || job.status === "success" || (index < 2 && progress?.state === "fullDone");
    const status = done ? "finished" : index + 1 > now ? "notStarted" : job.trouble ? "failed" : "running";
    return {
      StepNo: index + 1,
      StepId,
      StepName: words.join(" "),
      Status: status,
      StepMessage: "",
      Percent: done ? 100 : index === 2 ? (replicating ? 100 : 0) : now > index ? percent : 0,
      StartTime: now > index ? time(job.startedAt) : "",
      FinishTime: done ? time(job.updatedAt) : "",
      Errors: status === "failed" ? [{ Message: job.trouble!.text, Solution: "", HelpDoc: "" }] : [],
      Warnings: [],
    };
  });
  const lag = LIVE.has(job.status) && replicating ? (progress?.lagSeconds ?? -1) : -1;
  return {
    StepAll: steps.length,
    StepNow: now,
    StepInfo: steps,
    SecondsBehindMaster: Math.round(lag),
    MasterSlaveDistance: lag < 0 ? -1 : progress?.caughtUp ? 0 : 1,
  };
}

function renderComparison({ comparisons }: Job): object {
  const last = comparisons.at(-1);
  if (!last) return { CompareTaskId: "", Status: "notexist" };
  const conclusion = conclusionOf(last);
  if (conclusion) return { CompareTaskId: last.id, Status: conclusion === "different" ? "inconsistent" : "consistent" };
  const status = { created: "unstart", canceled: "canceled", failed: "failed" }[last.status as string] ?? "running";
  return { CompareTaskId: last.id, Status: status };
}

function renderTrade(job: Job): object {
  const gone = job.trade === "offlining" || job.trade === "offlined";
  return {
    DealName: job.dealName,
    LastDealName: "",
    InstanceClass: job.instanceClass,
    TradeStatus: job.trade,
    ExpireTime: NEVER,
    OfflineTime: gone ? time(job.updatedAt) : "",
    IsolateTime: job.isolatedAt ? time(job.isolatedAt) : "",
    OfflineReason: "",
    IsolateReason: job.isolatedAt ? "userIsolate" : "",
    PayType: "postpay",
    BillingType: "billing",
  };
}

function renderRates({ rateLimit, configuration }: Job): object {
  const asked: Record<string, number> = { ...configuration?.MigrateOption.RateLimit, ...rateLimit };
  const usual: Record<string, number> = {
    DumpThread: 4,
    DumpRps: 20_000,
    LoadThread: 4,
    LoadRps: 20_000,
    SinkerThread: 32,
  };
  const fields = Object.entries(usual).flatMap(([name, value]) => [
    [`Current${name}`, asked[name] || value],
    [`Default${name}`, value],
  ]);
  return {
    ...Object.fromEntries(fields),
    HasUserSetRateLimit: Object.values(asked).some((value) => value > 0) ? "yes" : "no",
  };
}
