import { visible } from "../../../model/printing/visible";
import type { Mode } from "../../../model/scenario";
import { isTransient, messageOf, UserProblem } from "../../core/failure";
import { HandOver } from "../../core/handOver";
import type { Progress, TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import { everyPage } from "../../http/pages";
import { type DtsClient, isGone } from "./client";
import { egressOf } from "./egress";
import { endpointQuery, modeQuery, reserve } from "./endpoints";
import { workingName } from "./names";
import { objectsOf } from "./objects";
import { progressOf } from "./progress";
import { dtsState, hasStarted, vendorState } from "./states";
import { descriptionOf, tagQuery } from "./tags";
import type { Answer, WireJob } from "./wire";

const PAGE = 30;

/** Up to a megabyte per task, so only requested for a single task. */
const WITH_OBJECTS = { WithoutDbList: "false" };

/** What DTS, or this driver, does not support in a spec. */
export function problems(spec: TaskSpec): { path: string; reason: string }[] {
  const found: { path: string; reason: string }[] = [];
  const say = (path: string, reason: string) => found.push({ path, reason });
  if (spec.mode !== "full+incremental")
    say("mode", "a full-load task of DTS ends by itself, which dbferry does not support yet; needed: full+incremental");
  for (const side of ["source", "target"] as const) {
    const { cloud, region, machineId } = spec[side];
    const instanceId = spec[side].instanceId ?? (side === "source" ? machineId : undefined);
    if (cloud !== "alicloud" && side === "target") say("target.cloud", "dbferry runs tasks of DTS to Alibaba RDS only");
    else if (cloud === "onprem" && spec.path === "vpn") {
      if (!spec[side].vpcId)
        say("source.vpcId", "missing; DTS reaches a server behind a VPN by the VPC of its gateway");
    } else if (cloud === "onprem" && spec[side].vpcId)
      say("path", "a source with a VPC is reached through its VPN; needed: vpn, or no source.vpcId");
    else if (cloud !== "alicloud" && spec.path !== "public")
      say(
        "path",
        "dbferry's tasks of DTS reach a source outside Alibaba RDS over the internet, or on premises over a VPN; needed: public or vpn",
      );
    else if (cloud === "alicloud" && (!instanceId || !region))
      say(
        `${side}.${instanceId ? "region" : "instanceId"}`,
        "missing; DTS identifies an instance by its id and region",
      );
  }
  if (spec.eip) say("eip", "a task of DTS has no public address of its own");
  return found;
}

/**
 * Configures a task without buying it: it costs nothing until it runs. Until it has its mark, its name is unique to
 * this state, so that a task whose creation was interrupted at any point is found and completed, and never created
 * twice.
 */
export async function create(client: DtsClient, spec: TaskSpec): Promise<string> {
  const working = workingName(spec);
  const found = named(await listedBefore(client, spec.name), working);
  if (found) refuseOther(found, spec);
  const id = found?.DtsJobId ?? (await configured(client, spec, working));
  await client.call("TagResources", `marking the task ${id}`, { query: tagQuery(id, spec) });
  await rename(client, id, spec.name);
  return id;
}

async function configured(client: DtsClient, spec: TaskSpec, name: string): Promise<string> {
  const query = {
    DtsJobName: name,
    JobType: "MIGRATION",
    ...modeQuery(spec.mode),
    ...endpointQuery("Source", spec.source, client.region),
    ...endpointQuery("Destination", spec.target, client.region),
  };
  const doing = `creating the task '${spec.name}'`;
  try {
    const made = await client.call<Answer & { DtsJobId?: string }>("ConfigureDtsJob", doing, {
      query,
      body: { Reserve: reserve({}) },
    });
    if (made.DtsJobId) return made.DtsJobId;
    throw new UserProblem(
      `Alibaba DTS accepted the task '${spec.name}' but returned no id; look for '${name}' in the console`,
    );
  } catch (error) {
    // There was no answer, and the call may have been carried out.
    const found = isTransient(error) ? named(await listed(client, name), name) : undefined;
    if (found?.DtsJobId) return found.DtsJobId;
    throw error;
  }
}

/**
 * The same name does not prove the same migration: source or target may have been changed since the creation was
 * interrupted.
 * @throws UserProblem
 */
function refuseOther(job: WireJob, { name, mode, source, target }: TaskSpec): void {
  const from = job.SourceEndpoint;
  const pairs: [string, string | undefined, string | undefined][] = [
    ["mode", modeOf(job), mode],
    ...(source.cloud === "alicloud"
      ? ([
          ["source.instanceId", from?.InstanceID, source.instanceId ?? source.machineId],
          ["source.region", from?.Region, source.region],
        ] satisfies typeof pairs)
      : ([
          ["source.vpcId", from?.InstanceID, source.vpcId ?? ""],
          ["source.host", from?.Ip, source.host],
          ["source.port", from?.Port, String(source.port)],
        ] satisfies typeof pairs)),
    ["target.instanceId", job.DestinationEndpoint?.InstanceID, target.instanceId],
    ["target.region", job.DestinationEndpoint?.Region, target.region],
  ];
  const other = pairs.filter(([, seen, wanted]) => (seen ?? "") !== wanted);
  if (other.length === 0) return;
  const words = other.map(([what, seen, wanted]) => `${what}: ${visible(seen || "not shown")}; needed: ${wanted}`);
  throw new UserProblem(
    `Alibaba DTS has the task ${job.DtsJobId} ('${visible(job.DtsJobName ?? "")}'), whose creation for '${name}' was interrupted, but it connects other endpoints: ` +
      `${words.join("; ")}. It is not touched. Release it in the vendor's console, and run the update again`,
  );
}

/** @throws UserProblem when there are several */
function named(jobs: readonly WireJob[], name: string): WireJob | undefined {
  const found = jobs.filter(({ DtsJobName }) => DtsJobName === name);
  if (found.length > 1)
    throw new UserProblem(
      `Alibaba DTS has ${found.length} tasks named '${name}': ${found.map(({ DtsJobId }) => DtsJobId).join(", ")}; needed: one of that name; release the others`,
    );
  return found[0];
}

/** Every task with exactly this name. */
export async function find(client: DtsClient, name: string): Promise<TaskInfo[]> {
  const found = await listed(client, name);
  listsOf(client).leave(name, found);
  return Promise.all(found.filter(({ DtsJobName }) => DtsJobName === name).map((job) => infoOf(client, job)));
}

/** Every task whose name contains this, as the service's own filter works; this includes temporary names. */
function listed(client: DtsClient, name: string): Promise<WireJob[]> {
  return list(client, { Type: "name", Params: name, ...WITH_OBJECTS });
}

/** As `find` has just listed them: a task is looked up before it is created. */
async function listedBefore(client: DtsClient, name: string): Promise<WireJob[]> {
  return listsOf(client).take(name) ?? (await listed(client, name));
}

/** Listed tasks, by part of a name. */
const lists = new WeakMap<DtsClient, HandOver<WireJob[]>>();

function listsOf(client: DtsClient): HandOver<WireJob[]> {
  const known = lists.get(client) ?? new HandOver<WireJob[]>();
  lists.set(client, known);
  return known;
}

/** Migrations of the region, all pages. */
export async function list(client: DtsClient, filter: Record<string, string> = {}): Promise<WireJob[]> {
  const doing = "listing tasks";
  return everyPage({
    doing: `Alibaba DTS, ${doing}`,
    field: "DtsJobList",
    size: PAGE,
    id: "DtsJobId",
    read: async (page) => {
      const answer = await client.call<Answer & { DtsJobList?: WireJob[]; TotalRecordCount?: number }>(
        "DescribeDtsJobs",
        doing,
        {
          query: {
            Region: client.region,
            JobType: "MIGRATION",
            WithoutDbList: "true",
            PageNumber: String(page),
            PageSize: String(PAGE),
            ...filter,
          },
        },
      );
      return { items: answer.DtsJobList, total: answer.TotalRecordCount };
    },
  });
}

/** undefined: there is no task with this id, or no longer. */
export async function row(client: DtsClient, id: string): Promise<WireJob | undefined> {
  try {
    const found = (await list(client, { DtsJobId: id, ...WITH_OBJECTS })).find(({ DtsJobId }) => DtsJobId === id);
    return found ?? (await notShown(client, id));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * A list omits what the account may not see, so an empty one does not prove that a task is gone. Queried by its id, a
 * task is either unknown to the service, or returned, or refused.
 * @throws AlicloudError if it is gone; UserProblem if it exists
 */
async function notShown(client: DtsClient, id: string): Promise<never> {
  const detail = await client.call<Answer & WireJob>("DescribeDtsJobDetail", `reading the task ${id}`, {
    query: { DtsJobId: id },
  });
  const { Status = "", DtsJobId = "" } = detail;
  throw new UserProblem(
    `Alibaba DTS does not list the task ${id}, but returns '${visible(DtsJobId)}' (${visible(Status)}) for its id, so it is not proven to be gone; ` +
      "needed: an account that is allowed to list it (dts:DescribeDtsJobs, also on the task's resource group). Grant that permission, and run the update again",
  );
}

export async function describe(client: DtsClient, id: string): Promise<TaskInfo | undefined> {
  const job = await row(client, id);
  return job && infoOf(client, job);
}

export async function progress(client: DtsClient, id: string): Promise<Progress> {
  const job = await row(client, id);
  if (!job) throw noTask(id);
  return progressOf(job);
}

export function noTask(id: string): UserProblem {
  return new UserProblem(
    `Alibaba DTS has no task ${id} any more: somebody removed it; run the update again, which says how to go on`,
  );
}

async function infoOf(client: DtsClient, job: WireJob): Promise<TaskInfo> {
  const state = dtsState(job);
  return {
    id: job.DtsJobId!,
    name: job.DtsJobName ?? "",
    state,
    vendorState: vendorState(job),
    ...reasonOf(job),
    started: hasStarted(job),
    mode: modeOf(job),
    sourceInstanceId: job.SourceEndpoint?.InstanceID || undefined,
    sourceHost: job.SourceEndpoint?.Ip || undefined,
    targetInstanceId: job.DestinationEndpoint?.InstanceID || undefined,
    objects: objectsOf(job.DbObject),
    description: descriptionOf(job),
    billed: !!job.PayType,
    progress: progressOf(job),
    ...(state === "ended" ? {} : await addressesOf(client, job)),
  };
}

/** Why it is not running. A failed check is the reason if the service gives no other. */
function reasonOf({ ErrorMessage, Status }: WireJob): Pick<TaskInfo, "reason"> {
  if (ErrorMessage) return { reason: ErrorMessage };
  return Status === "PrecheckFailed" ? { reason: "its precheck failed" } : {};
}

/** A task can be monitored and ended without the list. */
async function addressesOf(client: DtsClient, job: WireJob): Promise<Pick<TaskInfo, "egress" | "egressUnread">> {
  try {
    return await egressOf(client, job);
  } catch (error) {
    return { egressUnread: messageOf(error) };
  }
}

/** If the service does not say, it is unknown: a task with only a load may be ended once it has loaded. */
function modeOf({ MigrationMode: mode }: WireJob): Mode | undefined {
  if (typeof mode?.DataSynchronization !== "boolean") return undefined;
  return mode.DataSynchronization ? "full+incremental" : "full";
}

export async function rename(client: DtsClient, id: string, name: string): Promise<void> {
  await client.call("ModifyDtsJobName", `naming the task ${id}`, { query: { DtsJobId: id, DtsJobName: name } });
}

export async function remark(
  client: DtsClient,
  id: string,
  change: { name: string; description: string; tags: Record<string, string> },
): Promise<void> {
  await client.call("TagResources", `marking the task ${id}`, { query: tagQuery(id, change) });
  await rename(client, id, change.name);
}
