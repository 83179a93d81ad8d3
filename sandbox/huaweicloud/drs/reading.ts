import type { z } from "zod";
import type { Refusal } from "../errors";
import type { Service } from "../service";
import * as bodies from "./bodies";
import { type Drs, eachItem } from "./drs";
import { ENTERPRISE_PROJECT, type Job, precheckFigures } from "./job";
import { notCached, wrongStatus } from "./refusals";
import { renderDetail, renderProgress, renderRow, renderRpoRto } from "./render";

/** Read calls of DRS v3. */
export function addReading(service: Service, drs: Drs): void {
  const path = "/v3/:projectId/jobs";
  service.add({
    method: "POST",
    path: `${path}/batch-detail`,
    body: bodies.jobQuery,
    handle: ({ body }) =>
      eachItem(
        pageOf(body),
        (id, { code, message }) => ({ id, error_code: code, error_message: message }),
        200,
        async (id) => renderDetail(await drs.find(id)),
      ),
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/quotas",
    handle: () => {
      const quota = drs.world.huaweicloud.quotas.tasks;
      return {
        status: 200,
        body: { quotas: { resource: { type: "instances", min: 0, max: 9999, quota, used: drs.book.held() } } },
      };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/batch-status`,
    body: bodies.jobQuery,
    handle: async ({ body }) => {
      const results = await Promise.all(
        pageOf(body).map((id) =>
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
      eachItem(pageOf(body), byJobId, 202, async (id) => {
        const job = drs.book.get(id);
        return renderProgress(job, await drs.lifecycle.refresh(job));
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-rpo-and-rto`,
    body: bodies.jobIds,
    handle: ({ body }) =>
      eachItem(pageOf(body), byJobId, 200, async (id) => {
        const job = drs.book.get(id);
        const progress = await drs.lifecycle.refresh(job);
        if (job.status !== "INCRE_TRANSFER_STARTED") throw wrongStatus();
        return renderRpoRto(job, progress);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-precheck-result`,
    body: bodies.jobIds,
    handle: async ({ body }) => {
      const results = pageOf(body).map((id) => precheckResult(drs, id));
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

const byJobId = (id: string, { code, message }: Refusal) => ({ job_id: id, error_code: code, error_msg: message });

function matches(job: Job, asked: z.infer<typeof bodies.list>): boolean {
  const { request } = job;
  const names = asked.name?.split(",") ?? [];
  const tags = Object.entries(asked.tags ?? {});
  return (
    request.db_use_type === asked.db_use_type &&
    (asked.engine_type ?? request.engine_type) === request.engine_type &&
    (asked.net_type ?? request.net_type) === request.net_type &&
    (names.length === 0 ||
      names.some((name) => job.id === name || job.children.includes(name) || job.name.includes(name))) &&
    (asked.enterprise_project_id ?? ENTERPRISE_PROJECT) === ENTERPRISE_PROJECT &&
    tags.every(([key, value]) => job.tags[key] === value) &&
    (asked.instance_ids === undefined || asked.instance_ids.includes(job.target.inst_id ?? "")) &&
    (asked.instance_ip === undefined || asked.instance_ip === job.target.ip)
  );
}

/** The tasks of the requested page; 0 means all of them. */
function pageOf({ jobs, page_req }: bodies.JobQuery): string[] {
  if (!page_req) return jobs;
  const { cur_page = 1, per_page = 5 } = page_req;
  return cur_page === 0 || per_page === 0 ? jobs : jobs.slice((cur_page - 1) * per_page, cur_page * per_page);
}

function precheckResult(drs: Drs, id: string): Record<string, unknown> {
  try {
    const job = drs.book.get(id);
    if (!job.precheck) throw notCached();
    const { items } = job.precheck;
    return {
      precheck_id: job.id,
      ...precheckFigures(items),
      rds_instance_id: job.target.inst_id ?? "",
      job_direction: job.request.job_direction,
      precheck_result: items ?? [],
    };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { precheck_id: id, error_code: code, error_msg: message };
  }
}
