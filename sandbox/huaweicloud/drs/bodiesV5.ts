/** Bodies of the DRS v5 calls, strict like those of v3. */
import { z } from "zod";
import { DB_USE_TYPES, DIRECTIONS, description, jobName, publicIp, speedLimit, TASK_TYPES, tag } from "./bodies";
import { NET_TYPES } from "./endpointBodies";

const endpoint = z.strictObject({
  db_type: z.string(),
  endpoint_type: z.enum(["offline", "ecs", "cloud"]),
  endpoint_role: z.enum(["so", "ta"]),
  endpoint: z.strictObject({
    id: z.string().optional(),
    endpoint_name: z.string(),
    ip: z.string().optional(),
    db_port: z
      .string()
      .regex(/^\d{1,5}$/)
      .optional(),
    db_user: z.string(),
    db_password: z.string(),
    instance_id: z.string().optional(),
    instance_name: z.string().optional(),
    db_name: z.string().optional(),
    source_sharding: z.array(z.unknown()).optional(),
  }),
  cloud: z.strictObject({ region: z.string(), project_id: z.string(), az_code: z.string().optional() }).optional(),
  vpc: z
    .strictObject({ vpc_id: z.string(), subnet_id: z.string(), security_group_id: z.string().optional() })
    .optional(),
  config: z.strictObject({ is_target_readonly: z.boolean().optional(), node_num: z.int().optional() }).optional(),
  ssl: z
    .strictObject({
      ssl_link: z.boolean().optional(),
      ssl_cert_name: z.string().optional(),
      ssl_cert_key: z.string().optional(),
      ssl_cert_check_sum: z.string().optional(),
      ssl_cert_password: z.string().optional(),
    })
    .optional(),
  customized_dns: z
    .strictObject({ is_set_dns: z.boolean(), set_dns_action: z.string(), dns_ip: z.string() })
    .optional(),
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
      start_time: z.string().optional(),
      expired_days: z.string().optional(),
      tags: z.array(tag).max(10).optional(),
      is_open_fast_clean: z.boolean().optional(),
    }),
    source_endpoint: z.array(endpoint).length(1),
    target_endpoint: z.array(endpoint).length(1),
    period_order: z.unknown().optional(),
    node_info: z.strictObject({
      spec: z.strictObject({ node_type: z.enum(["micro", "small", "medium", "high"]) }),
      vpc: z.strictObject({
        vpc_id: z.string(),
        subnet_id: z.string(),
        custom_node_ip: z.ipv4().optional(),
        security_group_id: z.string().optional(),
      }),
      base_info: z
        .strictObject({
          instance_type: z.enum(["single", "ha"]),
          arch: z.enum(["x86", "arm"]),
          availability_zone: z.string(),
          status: z.string().optional(),
          role: z.string().optional(),
        })
        .optional(),
    }),
    public_ip_list: z.array(publicIp).max(2).optional(),
  }),
});
export type CreateV5 = z.infer<typeof creation>["job"];

const table = z.strictObject({
  name: z.string().optional(),
  all: z.boolean().optional(),
  type: z.enum(["table", "view", "procedure"]).optional(),
});
const database = z.strictObject({
  name: z.string().optional(),
  all: z.boolean().optional(),
  tables: z.record(z.string(), table).optional(),
});
export const dbObject = z.strictObject({
  object_scope: z.enum(["all", "database", "table"]),
  object_info: z.record(z.string(), database).optional(),
});
export type DbObject = z.infer<typeof dbObject>;

const notify = z.strictObject({
  alarm_to_user: z.boolean(),
  topic_urn: z.string().optional(),
  delay_time: z.int().min(0).max(3600).optional(),
  rpo_delay: z.int().min(0).max(3600).optional(),
  rto_delay: z.int().min(0).max(3600).optional(),
});

const params = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ job_id: z.string().optional(), ...shape });
export const update = z.strictObject({
  job: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("db_object"), params: params({ db_object: dbObject }) }),
    z.strictObject({ type: z.literal("notify"), params: params({ alarm_notify: notify }) }),
    z.strictObject({
      type: z.literal("name"),
      params: params({ base_info: z.strictObject({ name: jobName }) }),
    }),
    z.strictObject({
      type: z.literal("description"),
      params: params({ base_info: z.strictObject({ description }) }),
    }),
    z.strictObject({ type: z.literal("policy"), params: params({ speed_limit: z.array(speedLimit).max(3) }) }),
  ]),
});

export const action = z.strictObject({
  job: z.strictObject({
    job_id: z.string().optional(),
    action_name: z.enum(["precheck", "start", "stop", "restart", "reset", "terminate"]),
    action_params: z
      .strictObject({
        precheck_mode: z.enum(["forStartJob", "forRetryJob"]).optional(),
        pause_mode: z.enum(["target", "all"]).optional(),
        start_time: z.string().regex(/^\d*$/).optional(),
        is_sync_re_edit: z.boolean().optional(),
        is_only_init_task: z.boolean().optional(),
        is_auto_create_compare: z.boolean().optional(),
        force_delete: z.boolean().optional(),
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
  query_id: z.string().optional(),
  offset: z.coerce.number().optional(),
  limit: z.coerce.number().optional(),
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
  sort_key: z.string().optional(),
  sort_dir: z.enum(["asc", "desc"]).optional(),
});
