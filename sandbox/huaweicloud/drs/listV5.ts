import type { ListQuery } from "./bodiesV5";
import { ENTERPRISE_PROJECT, type Job } from "./job";

/** The tasks that match a v5 list query, in its order. */
export function listed(jobs: Job[], query: ListQuery): Job[] {
  const sign = query.sort_dir === "asc" ? 1 : -1;
  const key = KEYS[query.sort_key ?? "create_time"];
  return jobs
    .filter((job) => matches(job, query))
    .map((job, at) => ({ job, at, key: key(job) }))
    .sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
    .map(({ job }) => job);
}

const KEYS: Record<NonNullable<ListQuery["sort_key"]>, (job: Job) => string | number> = {
  name: (job) => job.name,
  status: (job) => job.status,
  create_time: (job) => job.createdAt,
  net_type: (job) => job.request.net_type,
  job_direction: (job) => job.request.job_direction,
};

function matches(job: Job, query: ListQuery): boolean {
  const { request, target } = job;
  return (
    request.db_use_type === query.job_type &&
    (query.name === undefined || job.id === query.name || job.name.includes(query.name)) &&
    (query.status ?? job.status) === job.status &&
    (query.engine_type ?? request.engine_type) === request.engine_type &&
    (query.net_type ?? request.net_type) === request.net_type &&
    (query.enterprise_project_id ?? ENTERPRISE_PROJECT) === ENTERPRISE_PROJECT &&
    (query.instance_ids === undefined || query.instance_ids.includes(target.inst_id ?? "")) &&
    (query.instance_ip === undefined || query.instance_ip === target.ip)
  );
}
