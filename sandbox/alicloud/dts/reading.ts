import type { ParameterTable } from "../parameters";
import { blocksOf } from "./addresses";
import { DONE, type DtsAction } from "./dts";
import { refused } from "./errors";
import { instanceIdOf, type Job } from "./job";
import { detailOf, rowOf } from "./render";

const OWN_NETWORK = "10.151.12.0/24";

/** The addresses from which DTS connects, available before any task exists. */
export const whiteIpList: DtsAction = {
  parameters: {
    Region: "!",
    DestinationRegion: "?",
    Type: "!",
    ...Object.fromEntries(
      ["AliyunUid", "PrimaryVswId", "RoleName", "SecondaryVswId", "VpcId"].flatMap((name) =>
        ["Src", "Dest"].map((side) => [`${side}${name}`, "-" as const]),
      ),
    ),
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  } as ParameterTable,
  run(parameters) {
    const type = parameters.need("Type");
    if (type !== "internet" && type !== "vpc") throw refused.value("Type");
    return {
      ...DONE,
      IpList: blocks([parameters.need("Region"), parameters.get("DestinationRegion")], type).join(","),
    };
  },
};

/** An older call: its only documented response is whether it was accepted. */
export const describeDTSIP: DtsAction = {
  parameters: { SourceEndpointRegion: "!", DestinationEndpointRegion: "?", ResourceGroupId: "0" },
  run(parameters) {
    blocks([parameters.need("SourceEndpointRegion"), parameters.get("DestinationEndpointRegion")], "vpc");
    return { Success: "true" };
  },
};

/** The servers of a task are in the region of its target, and may be in that of its source. */
function blocks(regions: (string | undefined)[], type: "internet" | "vpc"): string[] {
  const named = regions.filter((region) => region !== undefined);
  const lists = named.map((region) => blocksOf(region, type) ?? refuse("Region"));
  // As in the vendor's example, the list for the internet has a block of its own network as well.
  const own = type === "internet" ? [OWN_NETWORK] : [];
  return [...new Set([...lists.flat(), ...own])];
}

function refuse(parameter: string): never {
  throw refused.value(parameter);
}

export const describeDtsJobs: DtsAction = {
  parameters: {
    Region: "?",
    JobType: "?",
    Type: "?",
    Params: "?",
    Status: "?",
    DtsJobId: "?",
    DtsInstanceId: "?",
    PageNumber: "?",
    PageSize: "?",
    OrderColumn: "?",
    OrderDirection: "?",
    WithoutDbList: "?",
    DedicatedClusterId: "-",
    DestProductType: "-",
    SrcProductType: "-",
    GroupId: "-",
    InstanceId: "-",
    InstanceType: "-",
    Tags: "-",
    DtsBisLabel: "0",
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  },
  async run(parameters, dts) {
    const size = Number(parameters.get("PageSize") ?? 20);
    if (![10, 20, 30].includes(size)) throw refused.value("PageSize");
    const page = parameters.integer("PageNumber", { min: 1, max: 2 ** 31 - 1, fallback: 1 });
    const wanted = filterOf((name) => parameters.get(name));
    const jobs = [...dts.jobs.values()].filter(wanted);
    const progress = new Map(
      await Promise.all(jobs.map(async (job) => [job, await dts.lifecycle.refresh(job)] as const)),
    );
    const status = parameters.get("Status");
    const found = jobs.filter((job) => status === undefined || job.status === status);
    if (order(parameters.get("OrderColumn"), parameters.get("OrderDirection")) === "DESC") found.reverse();
    const withList = parameters.flag("WithoutDbList") !== true;
    return {
      ...DONE,
      PageNumber: page,
      PageRecordCount: Math.max(0, Math.min(size, found.length - (page - 1) * size)),
      TotalRecordCount: found.length,
      DtsJobList: found.slice((page - 1) * size, page * size).map((job) => rowOf(job, progress.get(job), withList)),
    };
  },
};

function order(column: string | undefined, direction = "ASC"): "ASC" | "DESC" {
  if (column !== undefined && column !== "CreateTime")
    throw refused.value("OrderColumn", "the sandbox supports only CreateTime");
  if (direction !== "ASC" && direction !== "DESC") throw refused.value("OrderDirection");
  return column === undefined ? "ASC" : direction;
}

function filterOf(get: (name: string) => string | undefined): (job: Job) => boolean {
  const jobType = get("JobType") ?? "MIGRATION";
  if (!["MIGRATION", "SYNC", "SUBSCRIBE"].includes(jobType)) throw refused.value("JobType");
  const [type, params] = [get("Type"), get("Params")];
  if (type !== undefined && !["instance", "name", "srcRds", "rds"].includes(type)) throw refused.value("Type");
  if ((type === undefined) !== (params === undefined)) throw refused.value("Params");
  const by: Record<string, (job: Job) => string | undefined> = {
    instance: instanceIdOf,
    name: ({ name }) => name,
    srcRds: ({ configuration }) => configuration?.source.instanceId,
    rds: ({ configuration }) => configuration?.target.instanceId,
  };
  const [ids, instances] = [get("DtsJobId")?.split(","), get("DtsInstanceId")?.split(",")];
  const [region] = [get("Region") ?? get("RegionId")];
  return (job) =>
    jobType === "MIGRATION" &&
    (region === undefined || job.region === region) &&
    (ids?.includes(job.id) ?? true) &&
    (instances?.includes(instanceIdOf(job)) ?? true) &&
    (type === undefined || (type === "name" ? job.name.includes(params!) : by[type]!(job) === params));
}

export const describeDtsJobDetail: DtsAction = {
  parameters: {
    DtsJobId: "?",
    DtsInstanceID: "?",
    DbObjectOutputType: "-",
    SyncSubJobHistory: "-",
    SynchronizationDirection: "0",
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  },
  async run(parameters, dts) {
    const job = dts.jobOf(parameters, { job: "DtsJobId", instance: "DtsInstanceID" });
    return { ...DONE, ...detailOf(job, await dts.lifecycle.refresh(job)) };
  },
};

export const describeDtsServiceLog: DtsAction = {
  parameters: {
    DtsJobId: "?",
    Status: "?",
    Keyword: "?",
    PageNumber: "?",
    PageSize: "?",
    StartTime: "-",
    EndTime: "-",
    SubJobType: "-",
    ResourceGroupId: "0",
    ZeroEtlJob: "-",
  },
  async run(parameters, dts) {
    const job = dts.jobOf(parameters);
    const size = parameters.integer("PageSize", { min: 20, max: 100, fallback: 20 });
    const page = parameters.integer("PageNumber", { min: 1, max: 2 ** 31 - 1, fallback: 1 });
    const [status, keyword] = [parameters.get("Status"), parameters.get("Keyword")];
    const found = job.logs.filter((log) => (status ?? log.state) === log.state && log.text.includes(keyword ?? ""));
    const shown = found.slice((page - 1) * size, page * size);
    return {
      ...DONE,
      PageNumber: page,
      PageRecordCount: shown.length,
      TotalRecordCount: found.length,
      ServiceLogContexts: shown.map(({ time, state, text }) => ({ Time: time, State: state, Context: text })),
    };
  },
};
