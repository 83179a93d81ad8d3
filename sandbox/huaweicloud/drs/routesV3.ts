import type { z } from "zod";
import type { Service } from "../service";
import * as bodies from "./bodies";
import { testConnection } from "./connectionTest";
import { type Drs, eachItem } from "./drs";
import { ENDED, type Job } from "./job";
import { invalidValue, nameTaken, notCached, wrongStatus } from "./refusals";
import { renderDetail, renderProgress, renderRow, renderRpoRto } from "./render";

/** DRS v3, reading. */
export function addReading(service: Service, drs: Drs): void {
  const path = "/v3/:projectId/jobs";
  service.add({
    method: "POST",
    path: `${path}/batch-detail`,
    body: bodies.jobQuery,
    handle: ({ body }) => eachItem(body.jobs, String, 200, async (id) => detailOf(await drs.find(id))),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-status`,
    body: bodies.jobQuery,
    handle: async ({ body }) => {
      const results = await Promise.all(
        body.jobs.map((id) =>
          drs.find(id).then(
            (job) => ({ id, status: job.status }),
            (error: { code: string; message: string }) => ({
              id,
              error_code: error.code,
              error_message: error.message,
            }),
          ),
        ),
      );
      return { status: 200, body: { results, count: results.length } };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/batch-progress`,
    body: bodies.jobQuery,
    handle: ({ body }) =>
      eachItem(body.jobs, String, 202, async (id) => {
        const job = drs.book.get(id);
        const progress = await drs.lifecycle.refresh(job);
        return { id, ...renderProgress(job, progress) };
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-rpo-and-rto`,
    body: bodies.jobQuery,
    handle: ({ body }) =>
      eachItem(body.jobs, String, 200, async (id) => {
        const job = drs.book.get(id);
        const progress = await drs.lifecycle.refresh(job);
        if (job.status !== "INCRE_TRANSFER_STARTED") throw wrongStatus();
        return { id, ...renderRpoRto(job, progress) };
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-precheck-result`,
    body: bodies.jobQuery,
    handle: async ({ body }) => {
      const results = body.jobs.map((id) => precheckResult(drs, id));
      return { status: 200, body: { results, count: results.length } };
    },
  });
  service.add({
    method: "POST",
    path,
    body: bodies.list,
    handle: async ({ body }) => {
      const jobs = drs.book.all().filter((job) => matches(job, body));
      await Promise.all(jobs.map((job) => drs.lifecycle.refresh(job)));
      const found = jobs.filter((job) => body.status === undefined || job.status === body.status).reverse();
      const from = body.cur_page === 0 ? 0 : (body.cur_page - 1) * body.per_page;
      const shown = body.cur_page === 0 || body.per_page === 0 ? found : found.slice(from, from + body.per_page);
      return { status: 200, body: { total_record: found.length, jobs: shown.map(renderRow) } };
    },
  });
}

function detailOf(job: Job) {
  return { id: job.id, ...renderDetail(job) };
}

function matches(job: Job, asked: z.infer<typeof bodies.list>): boolean {
  const { request } = job;
  const names = asked.name?.split(",") ?? [];
  const tags = Array.isArray(asked.tags)
    ? asked.tags.map((tag) => [tag.key, tag.value ?? ""] as const)
    : Object.entries(asked.tags ?? {});
  return (
    request.db_use_type === asked.db_use_type &&
    (asked.engine_type ?? request.engine_type) === request.engine_type &&
    (asked.net_type ?? request.net_type) === request.net_type &&
    (names.length === 0 ||
      names.some((name) => job.id === name || job.children.includes(name) || job.name.includes(name))) &&
    tags.every(([key, value]) => job.tags[key] === value) &&
    (asked.instance_ids === undefined || asked.instance_ids.includes(job.target.inst_id ?? "")) &&
    (asked.instance_ip === undefined || asked.instance_ip === job.target.ip)
  );
}

function precheckResult(drs: Drs, id: string): Record<string, unknown> {
  try {
    const job = drs.book.get(id);
    if (!job.precheck) throw notCached();
    const items = drs.precheckItems(job.precheck);
    const passed = items?.filter((item) => item.result !== "FAILED").length ?? 0;
    const total = items?.length ?? 1;
    return {
      precheck_id: job.id,
      result: items !== undefined && passed === total,
      process: items === undefined ? "50%" : "100%",
      // What is to be confirmed counts as passed.
      total_passed_rate: `${Math.floor((passed / total) * 100)}%`,
      rds_instance_id: job.target.inst_id ?? "",
      job_direction: job.request.job_direction,
      precheck_result: items ?? [],
    };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { precheck_id: id, error_code: code, error_msg: message };
  }
}

/** DRS v3, what changes a task. */
export function addActions(service: Service, drs: Drs): void {
  const path = "/v3/:projectId/jobs";
  const jobId = (item: { job_id: string }) => item.job_id;
  const done = (id: string) => ({ id, status: "success" });
  service.add({
    method: "POST",
    path: `${path}/batch-creation`,
    body: bodies.creation,
    handle: ({ body }) =>
      eachItem(
        body.jobs,
        () => "",
        202,
        (request) => {
          const job = drs.create(request);
          const child_ids = job.children.length > 0 ? { child_ids: job.children } : {};
          return { id: job.id, ...child_ids, name: job.name, status: job.status, create_time: String(job.createdAt) };
        },
      ),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-connection`,
    body: bodies.connection,
    handle: async ({ body }) => ({ status: 200, body: await testAll(drs, body.jobs) }),
  });
  service.add({
    method: "POST",
    path: `${path}/cluster/batch-connection`,
    body: bodies.clusterConnection,
    handle: async ({ body }) => {
      const sent = body.jobs.map(({ job_id, property }) => fromProperty(job_id, property));
      return { status: 200, body: await testAll(drs, sent) };
    },
  });
  service.add({
    method: "PUT",
    path: `${path}/batch-modification`,
    body: bodies.modification,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 200, async (change) => {
        await modify(drs, change);
        return done(change.job_id);
      }),
  });
  service.add({
    method: "PUT",
    path: `${path}/batch-limit-speed`,
    body: bodies.limitSpeed,
    handle: ({ body }) =>
      eachItem(body.speed_limits, jobId, 200, async ({ job_id, speed_limit }) => {
        const job = await drs.find(job_id);
        if (ENDED.has(job.status)) throw wrongStatus();
        job.speedLimit = speed_limit.map(({ begin, end, speed }) => ({ begin, end, speed }));
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-sync-policy`,
    body: bodies.syncPolicy,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 200, async ({ job_id, conflict_policy, filter_ddl_policy, index_trans }) => {
        const job = await drs.find(job_id);
        if (job.status !== "CONFIGURATION") throw wrongStatus();
        if (job.request.db_use_type !== "sync") throw invalidValue("job_id", "a synchronization task");
        job.policy = { conflict_policy, filter_ddl_policy, index_trans };
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-precheck`,
    body: bodies.precheck,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 200, async ({ job_id, precheck_mode }) => {
        const job = await drs.startPrecheck(job_id, precheck_mode);
        return { id: job.id, precheck_id: job.id, status: "success" };
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-starting`,
    body: bodies.starting,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 202, async ({ job_id, start_time }) => {
        drs.lifecycle.start(await drs.find(job_id), start_time ? Number(start_time) || undefined : undefined);
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-pause-task`,
    body: bodies.pausing,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 202, async ({ job_id }) => {
        await drs.lifecycle.pause(await drs.find(job_id));
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-retry-task`,
    body: bodies.retrying,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 202, async ({ job_id }) => {
        await drs.lifecycle.resume(await drs.find(job_id));
        return done(job_id);
      }),
  });
  service.add({
    method: "DELETE",
    path: `${path}/batch-jobs`,
    body: bodies.deletion,
    handle: ({ body }) =>
      eachItem(body.jobs, jobId, 202, async ({ job_id, delete_type }) => {
        const job = await drs.find(job_id);
        if (delete_type !== "delete") await drs.lifecycle.terminate(job, delete_type === "force_terminate");
        else if (ENDED.has(job.status)) drs.book.remove(job.id);
        else throw wrongStatus();
        return done(job_id);
      }),
  });
}

async function testAll(drs: Drs, sent: bodies.TestEndpoint[]) {
  const results = [];
  for (const one of sent) {
    try {
      results.push(await testConnection(drs.world, await drs.find(one.id), one));
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      if (code === undefined) throw error;
      results.push({ id: one.id, status: "failed", success: false, error_code: code, error_msg: message });
    }
  }
  return { results, count: results.length };
}

/** A cluster test as the plain one: "ip:port" in one field, other names. */
function fromProperty(id: string, property: string): bodies.TestEndpoint {
  const parsed = bodies.clusterProperty.safeParse(safeJson(property));
  const [first] = parsed.success ? parsed.data : [];
  if (!first) throw invalidValue("property", parsed.error?.issues[0]?.message);
  const [ip = "", port] = first.ip.split(":");
  return {
    id,
    net_type: first.nettype,
    end_point_type: first.endpointtype,
    db_type: first.dbtype,
    ip,
    db_port: first.dbport ?? (port ? Number(port) : undefined),
    db_user: first.dbuser ?? "",
    db_password: first.dbpassword ?? "",
    inst_id: first.instid || undefined,
    ssl_link: first.ssllink,
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Changes name, description, notification, or stores the endpoints after their connection tests. @throws Refusal */
async function modify(drs: Drs, change: bodies.ModifyJob): Promise<void> {
  const job = await drs.find(change.job_id);
  if (ENDED.has(job.status) || job.status === "RELEASE_RESOURCE_STARTED") throw wrongStatus();
  const configures = change.source_endpoint ?? change.target_endpoint ?? change.store_db_info ?? change.replace_definer;
  if (configures !== undefined && job.status !== "CONFIGURATION") throw wrongStatus();
  if (change.name !== undefined) {
    if (drs.book.hasName(change.name, job.id)) throw nameTaken();
    job.name = change.name;
  }
  if (change.net_type !== undefined && change.net_type !== job.request.net_type) throw invalidValue("net_type");
  if (change.target_endpoint?.inst_id && change.target_endpoint.inst_id !== job.target.inst_id) {
    throw invalidValue("target_endpoint.inst_id", "the instance of the task");
  }
  job.description = change.description ?? job.description;
  job.alarm = change.alarm_notify ?? job.alarm;
  job.isTargetReadonly = change.is_target_readonly ?? job.isTargetReadonly;
  job.replaceDefiner = change.replace_definer ?? job.replaceDefiner;
  if (change.task_type) job.request = { ...job.request, task_type: change.task_type };
  if (change.tags) job.tags = Object.fromEntries(change.tags.map((tag) => [tag.key, tag.value ?? ""]));
  if (change.source_endpoint) job.source = merged(job.source, change.source_endpoint);
  if (change.target_endpoint) job.target = merged(job.target, change.target_endpoint);
  if (change.store_db_info !== undefined) job.stored = change.store_db_info;
  job.updatedAt = Date.now();
}

/** What is sent replaces; what is left out or empty stays. */
function merged(before: bodies.EndpointBody, sent: bodies.EndpointBody): bodies.EndpointBody {
  const given = Object.entries(sent).filter(([, value]) => value !== undefined && value !== "");
  return { ...before, ...Object.fromEntries(given) };
}
