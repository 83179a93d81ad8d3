import type { Refusal } from "../errors";
import type { Service } from "../service";
import * as bodies from "./bodies";
import { testAll, testClusters } from "./connectionTest";
import { type Drs, eachItem } from "./drs";
import { ENDED } from "./job";
import { changePassword, modify } from "./modification";
import { invalidValue, noReEdit, wrongStatus } from "./refusals";

/** DRS v3: calls that change a task. */
export function addActions(service: Service, drs: Drs): void {
  const path = "/v3/:projectId/jobs";
  const failed = (id: string, { code, message }: Refusal) => ({
    id,
    status: "failed",
    error_code: code,
    error_msg: message,
  });
  const byId = ({ job_id }: { job_id: string }, refusal: Refusal) => failed(job_id, refusal);
  const done = (id: string) => ({ id, status: "success" });
  service.add({
    method: "POST",
    path: `${path}/batch-creation`,
    body: bodies.creation,
    handle: ({ body }) =>
      eachItem(
        body.jobs,
        (_, refusal) => failed("", refusal),
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
    handle: async ({ body }) => ({ status: 200, body: await testClusters(drs, body.jobs) }),
  });
  service.add({
    method: "PUT",
    path: `${path}/batch-modification`,
    body: bodies.modification,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 200, async (change) => {
        await modify(drs, change);
        return done(change.job_id);
      }),
  });
  service.add({
    method: "PUT",
    path: `${path}/batch-modify-pwd`,
    body: bodies.passwords,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 200, async (change) => {
        await changePassword(drs, change);
        return { ...done(change.job_id), end_point_type: change.end_point_type };
      }),
  });
  service.add({
    method: "PUT",
    path: `${path}/batch-limit-speed`,
    body: bodies.limitSpeed,
    handle: ({ body }) =>
      eachItem(body.speed_limits, byId, 200, async ({ job_id, speed_limit }) => {
        const job = await drs.find(job_id);
        if (ENDED.has(job.status)) throw wrongStatus();
        job.speedLimit = speed_limit;
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-sync-policy`,
    body: bodies.syncPolicy,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 200, async ({ job_id, conflict_policy, filter_ddl_policy, index_trans }) => {
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
      eachItem(body.jobs, byId, 200, async ({ job_id, precheck_mode }) => {
        const job = await drs.startPrecheck(job_id, precheck_mode);
        return { id: job.id, precheck_id: job.id, status: "success" };
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-starting`,
    body: bodies.starting,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 202, async ({ job_id, start_time }) => {
        drs.lifecycle.start(await drs.find(job_id), start_time ? Number(start_time) || undefined : undefined);
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-pause-task`,
    body: bodies.pausing,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 202, async ({ job_id }) => {
        await drs.lifecycle.pause(await drs.find(job_id));
        return done(job_id);
      }),
  });
  service.add({
    method: "POST",
    path: `${path}/batch-retry-task`,
    body: bodies.retrying,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 202, async ({ job_id, is_sync_re_edit }) => {
        if (is_sync_re_edit) throw noReEdit();
        await drs.lifecycle.resume(await drs.find(job_id));
        return done(job_id);
      }),
  });
  service.add({
    method: "DELETE",
    path: `${path}/batch-jobs`,
    body: bodies.deletion,
    handle: ({ body }) =>
      eachItem(body.jobs, byId, 202, async ({ job_id, delete_type }) => {
        const job = await drs.find(job_id);
        if (delete_type !== "delete") await drs.lifecycle.terminate(job, delete_type === "force_terminate");
        else if (ENDED.has(job.status)) drs.book.remove(job.id);
        else throw wrongStatus();
        return done(job_id);
      }),
  });
}
