import type { z } from "zod";
import type * as bodies from "./bodies";
import { checkTls } from "./certificate";
import type { Drs } from "./drs";
import type { EndpointBody } from "./endpointBodies";
import { ENDED } from "./job";
import { invalidValue, nameTaken, wrongStatus } from "./refusals";

/** Changes name, description, notification, or stores the endpoints after their connection tests. @throws Refusal */
export async function modify(drs: Drs, change: bodies.ModifyJob): Promise<void> {
  const job = await drs.find(change.job_id);
  if (ENDED.has(job.status) || job.status === "RELEASE_RESOURCE_STARTED") throw wrongStatus();
  const configures = change.source_endpoint ?? change.target_endpoint ?? change.store_db_info ?? change.replace_definer;
  if (configures !== undefined && job.status !== "CONFIGURATION") throw wrongStatus();
  if (change.name !== undefined) {
    if (drs.book.hasName(change.name, job.id)) throw nameTaken();
    job.name = change.name;
  }
  for (const name of ["net_type", "node_type", "engine_type", "job_direction", "db_use_type"] as const) {
    const asked = change[name];
    if (asked !== undefined && asked !== job.request[name])
      throw invalidValue(name, `the task has ${job.request[name]}`);
  }
  if (change.target_endpoint?.inst_id && change.target_endpoint.inst_id !== job.target.inst_id) {
    throw invalidValue("target_endpoint.inst_id", "the instance of the task");
  }
  for (const end of [change.source_endpoint, change.target_endpoint]) if (end) checkTls(end);
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

/** Fields in the request replace stored ones; where absent or empty, the stored ones stay. */
function merged(before: EndpointBody, sent: EndpointBody): EndpointBody {
  const given = Object.entries(sent).filter(([, value]) => value !== undefined && value !== "");
  return { ...before, ...Object.fromEntries(given) };
}

const RUNNING = new Set([
  "STARTJOBING",
  "START_JOB_FAILED",
  "FULL_TRANSFER_STARTED",
  "FULL_TRANSFER_FAILED",
  "FULL_TRANSFER_COMPLETE",
  "INCRE_TRANSFER_STARTED",
  "INCRE_TRANSFER_FAILED",
  "PAUSING",
]);

/** A new password for a task that was already started. @throws Refusal */
export async function changePassword(
  drs: Drs,
  { job_id, end_point_type, db_password }: z.infer<typeof bodies.passwords>["jobs"][number],
): Promise<void> {
  const job = await drs.find(job_id);
  if (!RUNNING.has(job.status)) throw wrongStatus();
  const side = end_point_type === "so" ? "source" : "target";
  job[side] = { ...job[side], db_password };
  // The mover holds these very objects and reads them when it continues.
  if (job.sides) job.sides[side].endpoint.password = db_password;
}
