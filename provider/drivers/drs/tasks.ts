import { drs } from "../../../model/engines/drs/facts";
import type { Mode } from "../../../model/scenario";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import { everyPage } from "../../http/pages";
import { type DrsClient, isGone } from "./client";
import { direction, NET_TYPES, wireEndpoint } from "./endpoints";
import { objectsOf } from "./objects";
import { drsState } from "./states";
import type { ActionResult, JobDetail, ListedJob } from "./wire";

export const TASK_TYPES: Record<Mode, string> = { full: "FULL_TRANS", "full+incremental": "FULL_INCR_TRANS" };

/** Names: 4 to 50 letters, digits, hyphens and underscores, starting with a letter. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{3,49}$/;
/** In descriptions, the API refuses these characters, and more than 256 of any. */
const DESCRIPTION = /^[^!<>&'"\\]{0,256}$/;
const TAG = /^[\p{L}0-9_-]*$/u;

/** Parts of a spec that DRS does not support. */
export function problems(spec: TaskSpec): { path: string; reason: string }[] {
  const found: { path: string; reason: string }[] = [];
  const say = (path: string, reason: string) => found.push({ path, reason });
  if (!NAME.test(spec.name))
    say("name", `'${spec.name}': DRS requires 4 to 50 letters, digits, - or _, starting with a letter`);
  if (!DESCRIPTION.test(spec.description))
    say("description", `DRS allows up to 256 characters and none of ! < > & ' " \\`);
  const way = direction(spec.source, spec.target);
  if (!way) say("target.cloud", "DRS requires Huawei Cloud on at least one side");
  const home = way === "down" ? "source" : "target";
  for (const field of way ? (["instanceId", "subnetId"] as const) : []) {
    if (!spec[home][field])
      say(`${home}.${field}`, "missing; DRS creates the task in this subnet, next to this instance");
  }
  if (spec.eip && spec.path !== "public") say("eip", `a task on the path '${spec.path}' has no public address`);
  return found;
}

export async function create(client: DrsClient, spec: TaskSpec): Promise<string> {
  const { projectId } = client.huawei;
  const way = direction(spec.source, spec.target) ?? "up";
  const { nodeType, expiredDays } = drs.task.parse(spec.own);
  const job = {
    bind_eip: spec.path === "public",
    db_use_type: "migration",
    name: spec.name,
    description: spec.description,
    engine_type: "mysql",
    is_target_readonly: spec.targetReadOnly,
    job_direction: way,
    multi_write: false,
    net_type: NET_TYPES[spec.path],
    node_type: nodeType,
    source_endpoint: wireEndpoint(spec.source, projectId),
    target_endpoint: wireEndpoint(spec.target, projectId),
    task_type: TASK_TYPES[spec.mode],
    customize_sutnet_id: (way === "up" ? spec.target : spec.source).subnetId,
    expired_days: String(expiredDays),
    tags: wireTags(spec.tags),
    ...(spec.eip ? { public_ip_list: [{ id: spec.eip.id, public_ip: spec.eip.address, type: "master" }] } : {}),
  };
  const made = await client.one<ActionResult>(
    `creating the task '${spec.name}'`,
    "batch-creation",
    { jobs: [job] },
    { statusWord: false },
  );
  if (!made.id)
    throw new Error(`Huawei DRS accepted the task '${spec.name}' but returned no id; look for it in the console`);
  return made.id;
}

/**
 * DRS tags may contain letters, digits, - and _ only, so an instant with colons does not fit. The description carries
 * the whole mark.
 */
export function wireTags(tags: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(tags)
    .filter(([key, value]) => TAG.test(key) && TAG.test(value) && key.length <= 36 && value.length <= 43)
    .map(([key, value]) => ({ key, value }));
}

/** Every task with exactly this name. The API's own filter also matches parts of names, and ids. */
export async function find(client: DrsClient, name: string): Promise<TaskInfo[]> {
  const listed = (await list(client, name)).filter((job) => job.name === name && job.id);
  const described = await Promise.all(listed.map((job) => describe(client, job.id!, job.net_type)));
  return described.filter((task) => task !== undefined);
}

/** Migration tasks, all pages. @param name part of the name; absent: all */
export async function list(client: DrsClient, name?: string): Promise<ListedJob[]> {
  return everyPage({
    doing: "Huawei DRS, listing tasks",
    field: "jobs",
    size: PER_PAGE,
    id: "id",
    read: async (page) => {
      const answer = await client.send<{ jobs?: ListedJob[]; total_record?: number }>("listing tasks", {
        method: "POST",
        url: "/v3/{project_id}/jobs",
        body: { cur_page: page, per_page: PER_PAGE, db_use_type: "migration", ...(name ? { name } : {}) },
        reads: true,
      });
      return { items: answer.jobs, total: answer.total_record };
    },
  });
}
const PER_PAGE = 50;

/** Number of tasks that the project has and may have. */
export async function quota(client: DrsClient): Promise<{ used: number; limit: number }> {
  const doing = "reading the quota of tasks";
  const { quotas } = await client.send<{ quotas?: { resource?: { used?: number; quota?: number } } }>(doing, {
    method: "GET",
    url: "/v3/{project_id}/quotas",
    reads: true,
  });
  const { used, quota: limit } = quotas?.resource ?? {};
  if (typeof used !== "number" || typeof limit !== "number") {
    throw new UserProblem(
      `Huawei DRS, ${doing}: the response contains no quota; check that clouds.huaweicloud.endpoints.drs is the vendor's own address, or remove it`,
    );
  }
  return { used, limit: limit < 0 ? Number.POSITIVE_INFINITY : limit };
}

export async function describe(client: DrsClient, id: string, netType?: string): Promise<TaskInfo | undefined> {
  let detail: JobDetail;
  try {
    detail = await client.one<JobDetail>(
      `reading task ${id}`,
      "batch-detail",
      { jobs: [id] },
      { reads: true, statusWord: false },
    );
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  const vendorState = detail.status ?? "";
  if (vendorState === "DELETED") return undefined;
  const state = drsState(vendorState);
  return {
    id,
    name: detail.name ?? "",
    state,
    vendorState,
    reason: text(detail.failed_reason),
    started: isTime(detail.actual_start_time),
    // An ended task shows only whether its load was complete.
    ...(state === "ended" && isTime(detail.full_transfer_complete_time) ? { completed: true } : {}),
    mode: (Object.keys(TASK_TYPES) as Mode[]).find((mode) => TASK_TYPES[mode] === detail.task_type),
    netType,
    sourceHost: text(detail.source_endpoint?.ip),
    targetInstanceId: text(detail.target_endpoint?.inst_id),
    objects: objectsOf(detail),
    publicIp: text(detail.inst_info?.public_ip),
    privateIp: text(detail.inst_info?.ip),
    vpcId: text(detail.vpc_id),
    subnetId: text(detail.subnet_id),
    securityGroupId: text(detail.security_group_id),
    description: detail.description ?? "",
  };
}

export async function rename(
  client: DrsClient,
  id: string,
  change: { name: string; description: string; tags: Record<string, string> },
): Promise<void> {
  await client.one(
    `describing task ${id}`,
    "batch-modification",
    {
      jobs: [{ job_id: id, name: change.name, description: change.description, tags: wireTags(change.tags) }],
    },
    { method: "PUT" },
  );
}

function isTime(value: string | undefined | null): boolean {
  return !!value && value !== "0";
}

function text(value: string | undefined | null): string | undefined {
  return value ? value : undefined;
}
