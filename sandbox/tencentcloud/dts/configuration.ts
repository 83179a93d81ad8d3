import { errors } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { Parameters } from "../parameters";
import { readCompareOptions } from "./compare/options";
import { readName, readTags } from "./creation";
import { checkEndpoint } from "./endpoints";
import { CONFIGURABLE, type Job, touch } from "./job";
import { readObjects } from "./objects";
import { invalid, wrongStatus } from "./refusals";

const TYPES = ["full", "structure", "fullAndIncrement"];
/** The vendor's upper limits. */
export const RATE_LIMITS: Record<string, number> = {
  DumpThread: 16,
  DumpRps: 50_000_000,
  LoadThread: 16,
  LoadRps: 50_000_000,
  SinkerThread: 128,
};

/** ModifyMigrationJob: replaces the whole configuration and discards the previous check. @throws TcError */
export function configure(world: TencentcloudWorld, job: Job, p: Parameters): void {
  if (!CONFIGURABLE.has(job.status) || job.trade !== "normal") throw wrongStatus(job, "a modification");
  const { RunMode, MigrateOption: option, SrcInfo, DstInfo, AutoRetryTimeRangeMinutes: minutes = 0 } = p;
  if (RunMode !== "immediate" && RunMode !== "timed") throw invalid("RunMode", "immediate or timed");
  if (minutes !== 0 && (minutes < 5 || minutes > 720)) throw invalid("AutoRetryTimeRangeMinutes", "0, or 5 to 720");
  const expectRunTime = RunMode === "timed" ? readTime(p.ExpectRunTime) : undefined;
  checkOption(option);
  checkEndpoint(world, job, "SrcInfo", SrcInfo);
  checkEndpoint(world, job, "DstInfo", DstInfo);
  const name = readName(p.JobName);
  if (name) job.name = name;
  if (p.Tags) job.tags = readTags(p.Tags);
  job.configuration = {
    RunMode,
    expectRunTime,
    MigrateOption: option,
    SrcInfo,
    DstInfo,
    AutoRetryTimeRangeMinutes: minutes,
  };
  delete job.check;
  touch(job, "created");
}

function checkOption(option: Parameters): void {
  const { MigrateType = "fullAndIncrement", Consistency, DatabaseTable, RateLimit = {} } = option;
  if (!TYPES.includes(MigrateType)) throw invalid("MigrateOption.MigrateType", TYPES.join(", "));
  if (MigrateType === "structure") throw errors.notImplemented("`MigrateType` structure");
  readObjects(DatabaseTable);
  checkRates(RateLimit, 0);
  if (!Consistency) return;
  if (!["full", "noCheck", "notConfigured"].includes(Consistency.Mode))
    throw invalid("MigrateOption.Consistency.Mode", "full, noCheck or notConfigured");
  if (Consistency.ObjectMode === "custom") throw errors.notImplemented("`Consistency.ObjectMode` custom");
  if (!["", "sameAsMigrate", undefined].includes(Consistency.ObjectMode))
    throw invalid("MigrateOption.Consistency.ObjectMode", "sameAsMigrate or custom");
  readCompareOptions(Consistency.Options);
}

/** @throws TcError */
export function checkRates(rates: Record<string, number>, least: number): void {
  for (const [name, value] of Object.entries(rates)) {
    const most = RATE_LIMITS[name];
    if (most !== undefined && (value < least || value > most)) throw invalid(name, `${least} to ${most}`);
  }
}

/** "2026-11-29 18:00:00", Beijing time, not in the past. */
function readTime(text: string | undefined): number {
  if (!text) throw errors.missing("ExpectRunTime");
  const at = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(" ", "T")}+08:00`) : Number.NaN;
  if (Number.isNaN(at)) throw invalid("ExpectRunTime", "yyyy-mm-dd hh:mm:ss, Beijing time");
  if (at <= Date.now()) throw invalid("ExpectRunTime", "a time in the future");
  return at;
}
