import { createHash } from "node:crypto";
import { readMark } from "../../../model/expiry";
import type { Mode } from "../../../model/scenario";
import type { TaskInfo, TaskSpec } from "../../core/driver";
import { isTransient, UserProblem } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { type DtsClient, isGone } from "./client";
import { egressOf } from "./egress";
import { endpointQuery, modeQuery, reserve } from "./endpoints";
import { dtsState, hasStarted, vendorState } from "./states";
import { descriptionOf, tagQuery } from "./tags";
import type { Answer, WireJob } from "./wire";

const PAGE = 30;

/** What DTS, or this driver of it, cannot do of a spec. */
export function problems(spec: TaskSpec): { path: string; reason: string }[] {
  const found: { path: string; reason: string }[] = [];
  const say = (path: string, reason: string) => found.push({ path, reason });
  if (spec.mode !== "full+incremental")
    say(
      "mode",
      "a task of DTS that only loads ends by itself, and dbferry does not run those yet; needed: full+incremental",
    );
  for (const side of ["source", "target"] as const) {
    const { cloud, instanceId, region } = spec[side];
    if (cloud !== "alicloud") say(`${side}.cloud`, "dbferry runs tasks of DTS between instances of Alibaba RDS only");
    else if (!instanceId || !region)
      say(`${side}.${instanceId ? "region" : "instanceId"}`, "missing; DTS reaches an instance by its id and region");
  }
  if (spec.eip) say("eip", "a task of DTS has no public address of its own");
  return found;
}

/**
 * Configures a task and does not buy it: it costs nothing until it runs. It bears a name of this state's alone until its mark is on it, so
 * that one whose making was cut off anywhere is found and finished, and is never made twice.
 */
export async function create(client: DtsClient, spec: TaskSpec): Promise<string> {
  const working = workingName(spec);
  const id = (await named(client, working))?.DtsJobId ?? (await configured(client, spec, working));
  await client.call("TagResources", `marking the task ${id}`, { query: tagQuery(id, spec) });
  await rename(client, id, spec.name);
  return id;
}

async function configured(client: DtsClient, spec: TaskSpec, name: string): Promise<string> {
  const query = {
    ...{ DtsJobName: name, JobType: "MIGRATION", ...modeQuery(spec.mode) },
    ...endpointQuery("Source", spec.source),
    ...endpointQuery("Destination", spec.target),
  };
  const doing = `creating the task '${spec.name}'`;
  try {
    const made = await client.call<Answer & { DtsJobId?: string }>("ConfigureDtsJob", doing, {
      query,
      body: { Reserve: reserve({}) },
    });
    if (made.DtsJobId) return made.DtsJobId;
    throw new UserProblem(`Alibaba DTS took the task '${spec.name}' and gave no id; look for '${name}' in the console`);
  } catch (error) {
    // No answer, and it may have been done.
    const found = isTransient(error) ? await named(client, name) : undefined;
    if (found?.DtsJobId) return found.DtsJobId;
    throw error;
  }
}

/** Of this migration in this state, and of no other. */
function workingName({ name, description }: TaskSpec): string {
  const whose = readMark(description)?.state ?? description;
  return `${name}-${createHash("sha256").update(whose).digest("hex").slice(0, 12)}`;
}

async function named(client: DtsClient, name: string): Promise<WireJob | undefined> {
  const found = (await list(client, { Type: "name", Params: name })).filter(({ DtsJobName }) => DtsJobName === name);
  if (found.length > 1)
    throw new UserProblem(
      `Alibaba DTS has ${found.length} tasks named '${name}': ${found.map(({ DtsJobId }) => DtsJobId).join(", ")}; release those that are not wanted`,
    );
  return found[0];
}

/** Every task whose name is exactly this. The service's own filter takes parts of names. */
export async function find(client: DtsClient, name: string): Promise<TaskInfo[]> {
  const found = await list(client, { Type: "name", Params: name });
  return Promise.all(found.filter(({ DtsJobName }) => DtsJobName === name).map((job) => infoOf(client, job)));
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
            ...{ Region: client.region, JobType: "MIGRATION", WithoutDbList: "true" },
            ...{ PageNumber: String(page), PageSize: String(PAGE), ...filter },
          },
        },
      );
      return { items: answer.DtsJobList, total: answer.TotalRecordCount };
    },
  });
}

/** undefined: there is none of this id (any more). */
export async function row(client: DtsClient, id: string): Promise<WireJob | undefined> {
  try {
    return (await list(client, { DtsJobId: id })).find(({ DtsJobId }) => DtsJobId === id);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export async function describe(client: DtsClient, id: string): Promise<TaskInfo | undefined> {
  const job = await row(client, id);
  return job && infoOf(client, job);
}

async function infoOf(client: DtsClient, job: WireJob): Promise<TaskInfo> {
  const state = dtsState(job);
  return {
    id: job.DtsJobId!,
    name: job.DtsJobName ?? "",
    state,
    vendorState: vendorState(job),
    ...(job.ErrorMessage ? { reason: job.ErrorMessage } : {}),
    started: hasStarted(job),
    mode: modeOf(job),
    targetInstanceId: job.DestinationEndpoint?.InstanceID || undefined,
    description: descriptionOf(job),
    billed: !!job.PayType,
    ...(state === "ended" ? {} : { egress: await egressOf(client, job) }),
  };
}

/** Where the service does not say it, it is not known: a task of a load alone may be ended once it has loaded. */
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
