import { randomUUID } from "node:crypto";
import { Refusal } from "../errors";
import type { Service } from "../service";
import * as bodies from "./bodiesV5";
import type { Drs } from "./drs";
import { ENDED, type Job, type Objects } from "./job";
import { listed } from "./listV5";
import { invalidValue, nameTaken, noReEdit, wrongStatus } from "./refusals";
import { renderActions, renderTags } from "./render";
import { precheckV5, progressV5, renderV5, rowV5 } from "./renderV5";
import { toV3 } from "./v5ToV3";

/** DRS v5: objects, actions, tags as called by `huaweicloud_drs_job`, and creation with a fixed node address. */
export function addV5(service: Service, drs: Drs): void {
  const path = "/v5/:projectId/jobs";
  const find = (params: Record<string, string>) => findV5(drs, params["id"]!);
  const done = (job: Job) => ({ id: job.id, name: job.name, status: "success", error_code: "", error_msg: "" });

  service.add({
    method: "POST",
    path,
    body: bodies.creation,
    handle: ({ body }) => {
      const { vpc_id, subnet_id, custom_node_ip } = body.job.node_info.vpc;
      if (drs.world.huaweicloud.vpcs.findSubnet(subnet_id)?.vpcId !== vpc_id) {
        throw invalidValue("node_info.vpc.vpc_id", "the VPC of the subnet");
      }
      const job = drs.create(toV3(body.job), custom_node_ip);
      return {
        status: 202,
        body: { id: job.id, name: job.name, status: job.status, create_time: String(job.createdAt) },
      };
    },
  });
  service.add({
    method: "GET",
    path,
    query: bodies.listQuery,
    handle: async ({ query }) => {
      const jobs = drs.book.all();
      await Promise.all(jobs.map((job) => drs.lifecycle.refresh(job)));
      const found = listed(jobs, query);
      const offset = query.offset ?? 0;
      const shown = found.slice(offset, offset + (query.limit ?? 10)).map((job) => rowV5(job));
      return { status: 200, body: { total_count: found.length, jobs: shown } };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    query: bodies.detailQuery,
    handle: async ({ params, query }) => {
      const job = await find(params);
      const shown = { ...renderV5(job, drs.credentials) };
      if (query.type === "progress") {
        shown["progress_info"] = progressV5(job, await drs.lifecycle.refresh(job));
      }
      if (query.type === "precheck" && job.precheck) shown["precheck_result"] = precheckV5(job, job.precheck);
      return { status: 200, body: { job: shown } };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id/actions`,
    handle: async ({ params }) => ({ status: 200, body: { job_action: renderActions(await find(params)) } }),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: bodies.update,
    handle: async ({ params, body }) => {
      const job = await find(params);
      if (ENDED.has(job.status)) throw wrongStatus();
      const { job: change } = body;
      if ((change.params.job_id ?? job.id) !== job.id) throw invalidValue("job_id", "the task of the path");
      if (change.type === "db_object") setObjects(job, change.params.db_object);
      else if (change.type === "notify") job.alarm = change.params.alarm_notify;
      else if (change.type === "description") job.description = change.params.base_info.description;
      else if (change.type === "policy") job.speedLimit = change.params.speed_limit;
      else if (drs.book.hasName(change.params.base_info.name, job.id)) throw nameTaken();
      else job.name = change.params.base_info.name;
      job.updatedAt = Date.now();
      return { status: 200, body: done(job) };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/:id/action`,
    body: bodies.action,
    handle: async ({ params, body }) => {
      const job = await find(params);
      const asked = body.job.action_params ?? {};
      if ((body.job.job_id ?? job.id) !== job.id) throw invalidValue("job_id", "the task of the path");
      const { lifecycle } = drs;
      switch (body.job.action_name) {
        case "precheck":
          await drs.startPrecheck(job.id, asked.precheck_mode ?? "forStartJob");
          break;
        case "start":
          lifecycle.start(job, Number(asked.start_time) || undefined);
          break;
        case "stop":
          await lifecycle.pause(job);
          break;
        case "restart":
          if (asked.is_sync_re_edit) throw noReEdit();
          await lifecycle.resume(job);
          break;
        case "reset":
          await lifecycle.reset(job);
          break;
        case "terminate":
          await lifecycle.terminate(job, asked.force_delete ?? false);
          break;
      }
      return { status: 200, body: { query_id: randomUUID() } };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/:id/stop`,
    body: bodies.stop,
    handle: async ({ params, body }) => {
      const job = await find(params);
      await drs.lifecycle.terminate(job, body.is_force_stop ?? false);
      return { status: 200, body: done(job) };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:id`,
    handle: async ({ params }) => {
      const job = await find(params);
      if (!ENDED.has(job.status)) throw wrongStatus();
      drs.book.remove(job.id);
      return { status: 204 };
    },
  });
  addTags(service, drs);
}

function addTags(service: Service, drs: Drs): void {
  const path = "/v5/:projectId/jobs/:resourceType/:id/tags";
  const find = async (params: Record<string, string>) => {
    const job = await findV5(drs, params["id"]!);
    if (job.request.db_use_type !== params["resourceType"]) throw invalidValue("resource_type");
    return job;
  };
  service.add({
    method: "GET",
    path,
    handle: async ({ params }) => ({ status: 200, body: { tags: renderTags((await find(params)).tags) } }),
  });
  service.add({
    method: "POST",
    path: `${path}/action`,
    body: bodies.tagAction,
    handle: async ({ params, body }) => {
      const job = await find(params);
      for (const { key, value } of body.tags) {
        if (body.action === "create") job.tags[key] = value ?? "";
        else delete job.tags[key];
      }
      return { status: 204 };
    },
  });
}

/** v5 reports a missing task differently. */
async function findV5(drs: Drs, id: string): Promise<Job> {
  try {
    return await drs.find(id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(400, "DRS.10000010", "Job does not exist, please check job ID.");
  }
}

/**
 * Sets the selection of a task that is not running. A replicating synchronization may change its selection too; the
 * change takes effect at a restart that requests it, which is not simulated.
 * @throws Refusal
 */
function setObjects(job: Job, asked: bodies.DbObject): void {
  const replicates = job.status === "INCRE_TRANSFER_STARTED" || job.status === "INCRE_TRANSFER_FAILED";
  if (job.request.db_use_type === "sync" && replicates) job.reselected = objectsOf(asked);
  else if (job.status === "CONFIGURATION") job.objects = objectsOf(asked);
  else throw wrongStatus();
}

function objectsOf({ object_scope, object_info }: bodies.DbObject): Objects {
  if (object_scope === "all") return { scope: "all" };
  const entries = Object.entries(object_info ?? {});
  if (entries.length === 0) throw invalidValue("object_info", "empty");
  for (const [name, database] of entries) {
    sameName(name, database);
    for (const [table, one] of Object.entries(database.tables ?? {})) {
      sameName(table, one);
      if ((one.type ?? "table") !== "table")
        throw invalidValue("object_info", `${one.type} ${table} is not implemented`);
      if (one.all === false) throw invalidValue("object_info", `a part of ${table} is not implemented`);
    }
  }
  if (object_scope === "database") {
    const part = entries.find(([, { all, tables }]) => all === false || tables);
    if (part) throw invalidValue("object_info", `only a part of ${part[0]}`);
    return { scope: "database", databases: entries.map(([name]) => name) };
  }
  const tables = entries.map(([database, { tables }]) => ({ database, tables: Object.keys(tables ?? {}) }));
  const bare = tables.find((one) => one.tables.length === 0);
  if (bare) throw invalidValue("object_info", `no table of ${bare.database}`);
  const whole = entries.find(([, { all }]) => all);
  if (whole) throw invalidValue("object_info", `all of ${whole[0]}, and tables of it`);
  return { scope: "table", tables };
}

/** Refuses renaming on the target, which is not simulated. */
function sameName(key: string, { name }: { name?: string | undefined }): void {
  if (name !== undefined && name !== key) throw invalidValue("object_info", `${key} as ${name} is not implemented`);
}
