/**
 * Bodies of the DRS v3 calls, strict: unknown fields are refused. Field names, limits and value lists come from the
 * vendor's API reference and SDK models (`customize_sutnet_id` is the vendor's spelling).
 */
import { z } from "zod";
import { idle, refused, withoutEffect } from "../../wire/verdicts";
import { endpoint, NET_TYPES, testEndpoint } from "./endpointBodies";

export const DB_USE_TYPES = ["migration", "sync", "cloudDataGuard"] as const;
export const TASK_TYPES = ["FULL_INCR_TRANS", "FULL_TRANS", "INCR_TRANS"] as const;
export const DIRECTIONS = ["up", "down", "non-dbs"] as const;
export const NODE_TYPES = ["micro", "small", "medium", "high", "xlarge", "2xlarge"] as const;

/** 4 to 50 letters, digits, hyphens, underscores, starting with a letter. */
export const jobName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{3,49}$/, "4 to 50 letters, digits, hyphens or underscores, a letter first");
/** Up to 256 characters, none of !<>&'"\ */
export const description = z
  .string()
  .max(256)
  .regex(/^[^!<>&'"\\]*$/, "contains one of !<>&'\"\\");
const id = z.string().min(1);
/** Letters of any script, digits, hyphens and underscores, as the vendor allows; no colon or equals sign. */
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
  node_type: z.enum(NODE_TYPES),
  source_endpoint: endpoint,
  target_endpoint: endpoint,
  tags: z.array(tag).max(20).optional(),
  task_type: z.enum(TASK_TYPES),
  customize_sutnet_id: id,
  expired_days: z
    .string()
    .regex(/^(1[4-9]|[2-9]\d|100)$/, "14 to 100")
    .optional(),
  master_az: z.string().optional(),
  slave_az: z.string().optional(),
  charging_mode: z.enum(["period", "on_demand"]).optional(),
  public_ip_list: z.array(publicIp).max(2).optional(),
  is_open_fast_clean: z.boolean().optional(),
  ...refused("node_num", "product_id", "sys_tags", "period_order"),
});
export type CreateJob = z.infer<typeof createJob>;

export const PAUSE_MODES = ["target", "all"] as const;
export const PAUSE_MODE = "whether the source's log is read during a pause, which is not observable here";

/** A batch call accepts at most ten tasks. */
const batch = <T extends z.ZodType>(item: T) => z.strictObject({ jobs: z.array(item).min(1).max(10) });

export const creation = batch(createJob);

const pageReq = z.strictObject({
  cur_page: z.int().min(0).optional(),
  per_page: z.int().min(0).max(100).optional(),
});
export const jobQuery = z.strictObject({ jobs: z.array(id).min(1).max(10), page_req: pageReq.optional() });
/** The same without paging. */
export const jobIds = jobQuery.omit({ page_req: true });
export type JobQuery = z.infer<typeof jobQuery>;

export const connection = batch(testEndpoint);

/** Cluster (dual-AZ) tests carry the endpoint as JSON text in `property`, under different names. */
export const clusterConnection = batch(
  z.strictObject({
    action: withoutEffect(z.literal("testConnection"), "the only possible value"),
    job_id: id,
    property: z.string().min(2),
  }),
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
  is_recreate: idle(z.literal(false), "no task is recreated"),
  job_direction: z.enum(DIRECTIONS).optional(),
  is_target_readonly: z.boolean().optional(),
  replace_definer: z.boolean().optional(),
  tags: z.array(tag).max(20).optional(),
  db_use_type: z.enum(DB_USE_TYPES).optional(),
  ...refused("product_id"),
});
export type ModifyJob = z.infer<typeof modifyJob>;
export const modification = batch(modifyJob);

export const passwords = batch(
  z.strictObject({
    job_id: id,
    end_point_type: z.enum(["so", "ta"]),
    db_password: z.string().min(1),
    ...refused("kerberos"),
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
    index_trans: z.boolean().optional(),
    ...refused(
      ...([
        "ddl_trans",
        "topic_policy",
        "topic",
        "partition_policy",
        "kafka_data_format",
        "topic_name_format",
      ] as const),
      ...(["partitions_num", "replication_factor", "is_fill_materialized_view", "export_snapshot"] as const),
      ...(["slot_name", "file_and_position", "gtid_set", "ddl_topic"] as const),
    ),
  }),
);

export const precheck = batch(z.strictObject({ job_id: id, precheck_mode: z.enum(["forStartJob", "forRetryJob"]) }));

export const starting = batch(
  z.strictObject({
    job_id: id,
    start_time: z.string().regex(/^\d*$/, "epoch milliseconds").optional(),
    ...refused("is_only_init_task", "is_auto_create_compare"),
  }),
);

export const pausing = batch(
  z.strictObject({ job_id: id, pause_mode: withoutEffect(z.enum(PAUSE_MODES), PAUSE_MODE) }),
);
export const retrying = batch(z.strictObject({ job_id: id, is_sync_re_edit: z.boolean().optional() }));
export type Retry = z.infer<typeof retrying>["jobs"][number];
export const deletion = batch(
  z.strictObject({
    job_id: id,
    delete_type: z.enum(["terminate", "force_terminate", "delete"]),
    ...refused("is_show_breakpoint_position"),
  }),
);

export const list = z.strictObject({
  cur_page: z.int().min(0),
  per_page: z.int().min(0).max(100),
  db_use_type: z.enum(DB_USE_TYPES),
  engine_type: z.string().optional(),
  enterprise_project_id: z.string().optional(),
  name: z.string().optional(),
  net_type: z.enum(NET_TYPES).optional(),
  status: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  instance_ids: z.array(z.string()).max(10).optional(),
  instance_ip: z.string().optional(),
  ...refused("service_name"),
});
