import type { Progress } from "../../mover/types";
import type { EndpointBody } from "./endpointBodies";
import type { Job, JobStatus } from "./job";

export const ms = (at: number | undefined) => (at === undefined ? "" : String(at));

/** Secrets are accepted and never returned. */
function renderEndpoint(endpoint: EndpointBody): Record<string, unknown> {
  const { db_password: _, ssl_cert_password: __, ssl_cert_key: ___, kafka_security_config: ____, ...rest } = endpoint;
  return rest;
}

/** Addresses are shown once the node exists. */
export function addresses(job: Job): { ip?: string; public_ip?: string } {
  if (job.status === "CREATING" || job.status === "CREATE_FAILED") return {};
  const [eip] = job.eips;
  return { ip: job.privateIp, ...(eip ? { public_ip: eip.address } : {}) };
}

/** batch-detail. The network type is only in the list of tasks. */
export function renderDetail(job: Job): Record<string, unknown> {
  const { request, objects } = job;
  return {
    id: job.id,
    parent_id: "",
    name: job.name,
    status: job.status,
    description: job.description,
    create_time: ms(job.createdAt),
    update_time: ms(job.updatedAt),
    task_type: request.task_type,
    source_endpoint: renderEndpoint(job.source),
    target_endpoint: renderEndpoint(job.target),
    failed_reason: job.failedReason ?? "",
    inst_info: {
      engine_type: request.engine_type,
      inst_type: request.node_type,
      ...addresses(job),
      start_time: ms(job.startTime),
      status: instanceStatus(job.status),
      volume_size: 100,
    },
    actual_start_time: ms(job.startedAt),
    full_transfer_complete_time: ms(job.fullDoneAt),
    job_direction: request.job_direction,
    original_job_direction: request.job_direction,
    db_use_type: request.db_use_type,
    need_restart: false,
    is_target_readonly: job.isTargetReadonly,
    conflict_policy: job.policy.conflict_policy ?? "",
    filter_ddl_policy: job.policy.filter_ddl_policy ?? "",
    speed_limit: job.speedLimit,
    schema_type: "Replication",
    node_num: 1,
    object_switch: objects.scope !== "all",
    object_infos: renderObjects(job),
    sync_database: objects.scope === "database",
    master_job_id: job.children[0] ?? "",
    master_az: request.master_az ?? "",
    slave_az: request.slave_az ?? "",
    is_multi_az: job.children.length > 0,
    full_mode: "",
    struct_trans: true,
    index_trans: job.policy.index_trans ?? true,
    replace_definer: job.replaceDefiner,
    migrate_user: false,
    az_code: `${request.target_endpoint.region ?? ""}a`,
    vpc_id: job.vpcId,
    subnet_id: request.customize_sutnet_id,
    security_group_id: job.nodeGroupId,
    multi_write: request.multi_write ?? false,
    support_ip_v6: false,
    gtid: "",
    alarm_notify: {
      delay_time: job.alarm.delay_time ?? 0,
      rpo_delay: job.alarm.rpo_delay ?? 0,
      rto_delay: job.alarm.rto_delay ?? 0,
      alarm_to_user: job.alarm.alarm_to_user ?? false,
      subscriptions: [],
    },
    incre_start_position: "",
    tags: renderTags(job.tags),
    public_ip_list: job.eips
      .filter((eip) => !eip.lent)
      .map((eip) => ({ id: eip.id, public_ip: eip.address, type: eip.type })),
    bind_public_ip_state: job.eips.length > 0 && addresses(job).ip ? "SUCCESS" : "",
    is_open_fast_clean: request.is_open_fast_clean ?? false,
  };
}

function instanceStatus(status: JobStatus): string {
  if (status === "CREATING") return "creating";
  if (status === "CREATE_FAILED") return "createfail";
  return status.startsWith("RELEASE_RESOURCE_COMPLETE") ? "deleted" : "active";
}

function renderObjects({ objects }: Job): Record<string, unknown>[] {
  if (objects.scope === "all") return [];
  if (objects.scope === "database") return objects.databases.map((name) => ({ id: name, type: "database", name }));
  return objects.tables.flatMap(({ database, tables }) => [
    { id: database, type: "database", name: database },
    ...tables.map((name) => ({ id: `${database}-*-*-${name}`, parent_id: database, type: "table", name })),
  ]);
}

export function renderTags(tags: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** One row of the list of tasks. */
export function renderRow(job: Job): Record<string, unknown> {
  const { request } = job;
  const row = {
    name: job.name,
    status: job.status,
    description: job.description,
    create_time: ms(job.createdAt),
    engine_type: request.engine_type,
    net_type: request.net_type,
    billing_tag: !["CREATING", "CREATE_FAILED", "RELEASE_RESOURCE_COMPLETE"].includes(job.status),
    job_direction: request.job_direction,
    db_use_type: request.db_use_type,
    task_type: request.task_type,
    node_newFramework: false,
    job_action: renderActions(job),
  };
  return { id: job.id, ...row, children: job.children.map((id) => ({ id, ...row })) };
}

const ACTIONS: Partial<Record<JobStatus, string[]>> = {
  CREATE_FAILED: ["DELETE"],
  CONFIGURATION: ["API_CONFIGURATION_ACTION", "CHOOSE_OBJECT", "PRE_CHECK", "START", "FREE_RESOURCE"],
  WAITING_FOR_START: ["START", "FREE_RESOURCE"],
  START_JOB_FAILED: ["FREE_RESOURCE"],
  FULL_TRANSFER_STARTED: ["STOP_JOB", "FREE_RESOURCE"],
  FULL_TRANSFER_FAILED: ["RETRY", "RESET", "FREE_RESOURCE"],
  FULL_TRANSFER_COMPLETE: ["STOP_JOB", "FREE_RESOURCE"],
  INCRE_TRANSFER_STARTED: ["STOP_JOB", "RESET_DB_PWD", "FREE_RESOURCE"],
  INCRE_TRANSFER_FAILED: ["RETRY", "RESET", "FREE_RESOURCE"],
  PAUSING: ["CONTINUE_JOB", "FREE_RESOURCE"],
  RELEASE_RESOURCE_FAILED: ["FREE_RESOURCE"],
  RELEASE_RESOURCE_COMPLETE: ["DELETE", "CLONE"],
};

/** The actions currently allowed on a task. */
export function renderActions(job: Job): Record<string, unknown> {
  const available = ACTIONS[job.status] ?? [];
  const all = new Set(Object.values(ACTIONS).flat());
  return {
    available_actions: available,
    unavailable_actions: [...all].filter((action) => !available.includes(action)),
    current_action: "",
  };
}

/** batch-progress. */
export function renderProgress(job: Job, progress: Progress | undefined): Record<string, unknown> {
  const { delay, ...figures } = progressFigures(job, progress);
  return {
    job_id: job.id,
    ...figures,
    incre_trans_delay: delay.seconds,
    incre_trans_delay_millis: delay.millis,
    apply_rows_rate: rowsRate(job, progress),
    ...(progress?.failure ? { error_code: "DRS.M01501", error_msg: progress.failure.text } : {}),
  };
}

/** Rows per second of the full load so far; afterwards what replicates is not counted. */
function rowsRate({ startedAt }: Job, progress: Progress | undefined): number {
  if (startedAt === undefined || progress?.state !== "full") return 0;
  return Math.round(progress.rows.copied / Math.max(1, (Date.now() - startedAt) / 1000));
}

/** Progress as reported by both versions. Delays are in seconds, -1 before the incremental phase. */
export function progressFigures(job: Job, progress: Progress | undefined) {
  const lag = progress?.lagSeconds;
  const percent = progress?.percent ?? 0;
  const struct = Object.values(progress?.objects ?? {});
  const made = struct.reduce((sum, one) => sum + one.done, 0);
  const total = struct.reduce((sum, one) => sum + one.total, 0);
  const step = (value: number) => ({ completed: `${value}%`, remaining_time: null });
  return {
    progress: String(percent),
    delay: {
      seconds: lag === undefined ? "-1" : String(Math.round(lag)),
      millis: lag === undefined ? "-1" : String(Math.round(lag * 1000)),
    },
    task_mode: job.request.task_type,
    transfer_status: job.status,
    process_time: job.startedAt === undefined ? "0" : String(Date.now() - job.startedAt),
    remaining_time: "0",
    ...(progress
      ? {
          progress_map: {
            struct: step(total === 0 ? 100 : Math.floor((made / total) * 100)),
            data: step(percent),
            index: step(percent),
          },
        }
      : { progress_map: {} }),
  };
}

/** batch-rpo-and-rto: the task's lag behind the source, and the target's lag behind the task. */
export function renderRpoRto(job: Job, progress: Progress | undefined): Record<string, unknown> {
  const time = new Date().toISOString().slice(0, 19).replace("T", " ");
  const delay = String(Math.round(progress?.lagSeconds ?? 0));
  return {
    job_id: job.id,
    rpo_info: { check_point: "", delay: "0", gtid_set: progress?.gtid?.source ?? "", time },
    rto_info: { check_point: "", delay, gtid_set: progress?.gtid?.target ?? "", time },
  };
}
