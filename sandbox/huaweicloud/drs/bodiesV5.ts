/** Bodies of the DRS v5 calls, strict like those of v3. */
import { z } from "zod";
import { idle, refused } from "../../wire/verdicts";
import { many } from "../vpc/queries";
import {
  DB_USE_TYPES,
  DIRECTIONS,
  description,
  jobName,
  PAUSE_MODE,
  PAUSE_MODES,
  publicIp,
  speedLimit,
  TASK_TYPES,
  tag,
} from "./bodies";
import { NET_TYPES } from "./endpointBodies";

const endpoint = z.strictObject({
  db_type: z.string(),
  endpoint_type: z.enum(["offline", "ecs", "cloud"]),
  endpoint_role: z.enum(["so", "ta"]),
  endpoint: z.strictObject({
    endpoint_name: z.enum(["mysql", "cloud_mysql"]),
    ip: z.string().optional(),
    db_port: z
      .string()
      .regex(/^\d{1,5}$/)
      .optional(),
    db_user: z.string(),
    db_password: z.string(),
    instance_id: z.string().optional(),
    instance_name: z.string().optional(),
    ...refused("id", "db_name", "source_sharding"),
  }),
  cloud: z.strictObject({ region: z.string(), project_id: z.string(), az_code: z.string().optional() }).optional(),
  vpc: z
    .strictObject({ vpc_id: z.string(), subnet_id: z.string(), security_group_id: z.string().optional() })
    .optional(),
  config: z.strictObject({ is_target_readonly: z.boolean().optional(), ...refused("node_num") }).optional(),
  ssl: z
    .strictObject({
      ssl_link: z.boolean().optional(),
      ssl_cert_name: z.string().optional(),
      ssl_cert_key: z.string().optional(),
      ssl_cert_check_sum: z.string().optional(),
      ...refused("ssl_cert_password"),
    })
    .optional(),
  ...refused("customized_dns"),
});
export type EndpointV5 = z.infer<typeof endpoint>;

export const creation = z.strictObject({
  job: z.strictObject({
    base_info: z.strictObject({
      name: jobName,
      job_type: z.enum(DB_USE_TYPES),
      multi_write: z.boolean().optional(),
      engine_type: z.string(),
      job_direction: z.enum(DIRECTIONS),
      task_type: z.enum(TASK_TYPES),
      net_type: z.enum(NET_TYPES),
      charging_mode: z.enum(["period", "on_demand"]).optional(),
      enterprise_project_id: z.string().optional(),
      description: description.optional(),
      ...refused("start_time"),
      expired_days: z.string().optional(),
      tags: z.array(tag).max(10).optional(),
      is_open_fast_clean: z.boolean().optional(),
    }),
    source_endpoint: z.array(endpoint).length(1),
    target_endpoint: z.array(endpoint).length(1),
    node_info: z.strictObject({
      spec: z.strictObject({ node_type: z.enum(["micro", "small", "medium", "high"]) }),
      vpc: z.strictObject({
        vpc_id: z.string(),
        subnet_id: z.string(),
        custom_node_ip: z.ipv4().optional(),
        ...refused("security_group_id"),
      }),
      ...refused("base_info"),
    }),
    public_ip_list: z.array(publicIp).max(2).optional(),
    ...refused("period_order"),
  }),
});
export type CreateV5 = z.infer<typeof creation>["job"];

const table = z.strictObject({
  name: z.string().optional(),
  all: z.boolean().optional(),
  type: z.enum(["table", "view", "procedure"]).optional(),
  ...refused(
    ...([
      "sync_type",
      "db_alias_name",
      "schema_alias_name",
      "filtered",
      "filter_conditions",
      "config_conditions",
    ] as const),
    ...(["is_synchronized", "columns"] as const),
  ),
});
const database = z.strictObject({
  name: z.string().optional(),
  all: z.boolean().optional(),
  tables: z.record(z.string(), table).optional(),
  ...refused("sync_type", "schemas", "total_table_num", "is_synchronized"),
});
export const dbObject = z.strictObject({
  object_scope: z.enum(["all", "database", "table"]),
  object_info: z.record(z.string(), database).optional(),
  ...refused("target_root_db"),
});
export type DbObject = z.infer<typeof dbObject>;

const notify = z.strictObject({
  alarm_to_user: z.boolean(),
  topic_urn: idle(z.string(), "no notifications are sent"),
  delay_time: z.int().min(0).max(3600).optional(),
  rpo_delay: z.int().min(0).max(3600).optional(),
  rto_delay: z.int().min(0).max(3600).optional(),
});

const params = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ job_id: z.string().optional(), ...shape });
const noOther = refused(
  ...(["job_type", "multi_write", "engine_type", "job_direction", "task_type", "net_type", "charging_mode"] as const),
  ...(["enterprise_project_id", "start_time", "expired_days", "tags", "is_open_fast_clean"] as const),
);
const notChanged = refused(
  ...(["source_endpoint", "target_endpoint", "user_migration", "policy_config", "db_param"] as const),
  ...(["tuning_params", "period_order", "node_info"] as const),
);
export const update = z.strictObject({
  job: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("db_object"), params: params({ db_object: dbObject, ...notChanged }) }),
    z.strictObject({ type: z.literal("notify"), params: params({ alarm_notify: notify }) }),
    z.strictObject({
      type: z.literal("name"),
      params: params({ base_info: z.strictObject({ name: jobName, ...noOther }) }),
    }),
    z.strictObject({
      type: z.literal("description"),
      params: params({ base_info: z.strictObject({ description }) }),
    }),
    z.strictObject({
      type: z.literal("policy"),
      params: params({ speed_limit: z.array(speedLimit.omit({ is_utc: true })).max(3) }),
    }),
  ]),
});

export const action = z.strictObject({
  job: z.strictObject({
    job_id: z.string().optional(),
    action_name: z.enum(["precheck", "start", "stop", "restart", "reset", "terminate"]),
    action_params: z
      .strictObject({
        precheck_mode: z.enum(["forStartJob", "forRetryJob"]).optional(),
        pause_mode: idle(z.enum(PAUSE_MODES), PAUSE_MODE),
        start_time: z.string().regex(/^\d*$/).optional(),
        is_sync_re_edit: z.boolean().optional(),
        force_delete: z.boolean().optional(),
        ...refused(
          ...(["endpoints", "skip_precheck_info", "compare_task_param", "is_only_init_task"] as const),
          ...(["is_auto_create_compare", "public_ip_config", "replay_config", "repair_info"] as const),
        ),
      })
      .optional(),
  }),
});

export const stop = z.strictObject({ is_force_stop: z.boolean().optional() });

export const tagAction = z.strictObject({
  action: z.enum(["create", "delete"]),
  tags: z.array(tag).min(1).max(10),
});

export const detailQuery = z.strictObject({
  type: z.enum(["overview", "detail", "precheck", "progress"]),
  query_id: idle(z.string(), "the id of the precheck query, of which a task has only one"),
  ...refused(
    ...(["offset", "limit", "compare_type", "query_type", "object_type", "compare_task_id"] as const),
    ...(["source_db_name", "target_db_name", "compare_detail_type", "log_level"] as const),
  ),
});

export const listQuery = z.strictObject({
  job_type: z.enum(DB_USE_TYPES),
  name: z.string().optional(),
  status: z.string().optional(),
  engine_type: z.string().optional(),
  net_type: z.enum(NET_TYPES).optional(),
  enterprise_project_id: z.string().optional(),
  offset: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  sort_key: z.enum(["name", "status", "create_time", "net_type", "job_direction"]).optional(),
  sort_dir: z.enum(["asc", "desc"]).optional(),
  instance_ids: many.optional(),
  instance_ip: z.string().optional(),
});
export type ListQuery = z.infer<typeof listQuery>;
