/**
 * Bodies of the DRS v3 calls, strict: unknown fields are refused. Field names, limits and value lists are those of the vendor's API
 * reference and SDK models (`customize_sutnet_id` is the vendor's spelling).
 */
import { z } from "zod";
import { endpoint, NET_TYPES, testEndpoint } from "./endpointBodies";

export const DB_USE_TYPES = ["migration", "sync", "cloudDataGuard"] as const;
export const TASK_TYPES = ["FULL_INCR_TRANS", "FULL_TRANS", "INCR_TRANS"] as const;
export const DIRECTIONS = ["up", "down", "non-dbs"] as const;
export const NODE_TYPES = ["micro", "small", "medium", "high", "xlarge", "2xlarge"] as const;

/** 4 to 50 letters, digits, hyphens, underscores; a letter first. */
export const jobName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{3,49}$/, "4 to 50 letters, digits, hyphens or underscores, a letter first");
/** Up to 256 characters, none of !<>&'"\ */
export const description = z
  .string()
  .max(256)
  .regex(/^[^!<>&'"\\]*$/, "contains one of !<>&'\"\\");
const id = z.string().min(1);
/** Letters of any script the vendor allows, digits, hyphens, underscores: no colon, no equals sign. */
const tagText = (max: number) => z.string().regex(new RegExp(`^[\\p{L}0-9_-]{0,${max}}$`, "u"), "not a tag");
export const tag = z.strictObject({ key: tagText(36).min(1), value: tagText(43).optional() });
export const publicIp = z.strictObject({ id, public_ip: z.ipv4(), type: z.enum(["master", "slave"]) });
const createJob = z.strictObject({
  bind_eip: z.boolean().optional(),
  db_use_type: z.enum(DB_USE_TYPES),
  name: jobName,
  description: description.optional(),
  engine_type: z.string().min(1),
  is_target_readonly: z.boolean().optional(),
  job_direction: z.enum(DIRECTIONS),
  multi_write: z.boolean().optional(),
  net_type: z.enum(NET_TYPES),
  node_num: z.int().min(1).max(32).optional(),
  node_type: z.enum(NODE_TYPES),
  source_endpoint: endpoint,
  target_endpoint: endpoint,
  tags: z.array(tag).max(20).optional(),
  task_type: z.enum(TASK_TYPES),
  customize_sutnet_id: id,
  product_id: z.string().optional(),
  sys_tags: z
    .array(z.strictObject({ key: z.literal("_sys_enterprise_project_id"), value: z.string() }))
    .max(1)
    .optional(),
  expired_days: z
    .string()
    .regex(/^(1[4-9]|[2-9]\d|100)$/, "14 to 100")
    .optional(),
  master_az: z.string().optional(),
  slave_az: z.string().optional(),
  charging_mode: z.enum(["period", "on_demand"]).optional(),
  period_order: z
    .strictObject({
      period_type: z.union([z.literal(2), z.literal(3)]).optional(),
      period_num: z.int().min(1).max(9).optional(),
      is_auto_renew: z.union([z.literal(0), z.literal(1)]).optional(),
    })
    .optional(),
  public_ip_list: z.array(publicIp).max(2).optional(),
  is_open_fast_clean: z.boolean().optional(),
});
export type CreateJob = z.infer<typeof createJob>;

/** A batch call takes at most ten tasks. */
const batch = <T extends z.ZodType>(item: T) => z.strictObject({ jobs: z.array(item).min(1).max(10) });

export const creation = batch(createJob);

const pageReq = z.strictObject({
  cur_page: z.int().min(1).optional(),
  per_page: z.int().min(0).max(100).optional(),
});
export const jobQuery = z.strictObject({ jobs: z.array(id).min(1).max(10), page_req: pageReq.optional() });

export const connection = batch(testEndpoint);

/** Cluster (dual-AZ) tests carry the endpoint as JSON text in `property`, with different names. */
export const clusterConnection = batch(
  z.strictObject({ action: z.literal("testConnection"), job_id: id, property: z.string().min(2) }),
);
const seconds = z.int().min(0).max(3600);
export const alarmNotify = z.strictObject({
  alarm_to_user: z.boolean().optional(),
  delay_time: seconds.optional(),
  rpo_delay: seconds.optional(),
  rto_delay: seconds.optional(),
  subscriptions: z
    .array(z.strictObject({ endpoints: z.array(z.string()), protocol: z.enum(["sms", "email"]) }))
    .max(2)
    .optional(),
});

const modifyJob = z.strictObject({
  job_id: id,
  name: jobName.optional(),
  description: description.optional(),
  alarm_notify: alarmNotify.optional(),
  task_type: z.enum(TASK_TYPES).optional(),
  source_endpoint: endpoint.optional(),
  target_endpoint: endpoint.optional(),
  node_type: z.enum(NODE_TYPES).optional(),
  engine_type: z.string().optional(),
  net_type: z.enum(NET_TYPES).optional(),
  store_db_info: z.boolean().optional(),
  is_recreate: z.boolean().optional(),
  job_direction: z.enum(DIRECTIONS).optional(),
  is_target_readonly: z.boolean().optional(),
  replace_definer: z.boolean().optional(),
  tags: z.array(tag).max(20).optional(),
  db_use_type: z.enum(DB_USE_TYPES).optional(),
  product_id: z.string().optional(),
});
export type ModifyJob = z.infer<typeof modifyJob>;
export const modification = batch(modifyJob);

export const passwords = batch(
  z.strictObject({
    job_id: id,
    end_point_type: z.enum(["so", "ta"]),
    db_password: z.string().min(1),
    kerberos: z.unknown().optional(),
  }),
);

export const speedLimit = z.strictObject({
  begin: z.string().regex(/^([01]\d|2[0-3]):00$/, "hh:00"),
  end: z.string().regex(/^([01]\d|2[0-3]):59$/, "hh:59"),
  speed: z.string().regex(/^[1-9]\d{0,3}$/, "1 to 9999 MB/s"),
  is_utc: z.boolean().optional(),
});
export const limitSpeed = z.strictObject({
  speed_limits: z
    .array(z.strictObject({ job_id: id, speed_limit: z.array(speedLimit).max(3) }))
    .min(1)
    .max(10),
});

export const syncPolicy = batch(
  z.strictObject({
    job_id: id,
    filter_ddl_policy: z.enum(["", "drop_database"]).optional(),
    conflict_policy: z.enum(["ignore", "overwrite", "stop"]).optional(),
    ddl_trans: z.boolean().optional(),
    index_trans: z.boolean().optional(),
    topic_policy: z.string().optional(),
    topic: z.string().optional(),
    partition_policy: z.string().optional(),
    kafka_data_format: z.string().optional(),
    topic_name_format: z.string().optional(),
    partitions_num: z.string().optional(),
    replication_factor: z.string().optional(),
    is_fill_materialized_view: z.boolean().optional(),
    export_snapshot: z.boolean().optional(),
    slot_name: z.string().optional(),
    file_and_position: z.string().optional(),
    gtid_set: z.string().optional(),
    ddl_topic: z.string().optional(),
  }),
);

export const precheck = batch(z.strictObject({ job_id: id, precheck_mode: z.enum(["forStartJob", "forRetryJob"]) }));

export const starting = batch(
  z.strictObject({
    job_id: id,
    start_time: z.string().regex(/^\d*$/, "epoch milliseconds").optional(),
    is_only_init_task: z.boolean().optional(),
    is_auto_create_compare: z.boolean().optional(),
  }),
);

export const pausing = batch(z.strictObject({ job_id: id, pause_mode: z.enum(["target", "all"]) }));
export const retrying = batch(z.strictObject({ job_id: id, is_sync_re_edit: z.boolean().optional() }));
export const deletion = batch(
  z.strictObject({ job_id: id, delete_type: z.enum(["terminate", "force_terminate", "delete"]) }),
);

export const list = z.strictObject({
  cur_page: z.int().min(0),
  per_page: z.int().min(0).max(100),
  db_use_type: z.enum(DB_USE_TYPES),
  engine_type: z.string().optional(),
  enterprise_project_id: z.string().optional(),
  name: z.string().optional(),
  net_type: z.enum(NET_TYPES).optional(),
  service_name: z.string().optional(),
  status: z.string().optional(),
  tags: z.union([z.array(tag), z.record(z.string(), z.string())]).optional(),
  instance_ids: z.array(z.string()).max(10).optional(),
  instance_ip: z.string().optional(),
});
