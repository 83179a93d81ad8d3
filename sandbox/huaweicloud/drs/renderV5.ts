import type { Progress } from "../../mover/types";
import type { HuaweiCredentials } from "../service";
import type { EndpointBody } from "./endpointBodies";
import { type Job, type Precheck, precheckFigures } from "./job";
import { addresses, ms, progressFigures, renderRow, renderTags } from "./render";

/** v5 detail: the same task in the other format. */
export function renderV5(job: Job, credentials: HuaweiCredentials): Record<string, unknown> {
  const { request } = job;
  const side = (endpoint: EndpointBody, role: "so" | "ta") => ({
    db_type: endpoint.db_type,
    endpoint_type: endpoint.inst_id ? "cloud" : "offline",
    endpoint_role: role,
    endpoint: {
      endpoint_name: endpoint.inst_id ? "cloud_mysql" : "mysql",
      ip: endpoint.ip ?? "",
      db_port: String(endpoint.db_port ?? ""),
      db_user: endpoint.db_user ?? "",
      instance_id: endpoint.inst_id ?? "",
      instance_name: endpoint.inst_name ?? "",
    },
    ...(endpoint.inst_id
      ? {
          cloud: { region: credentials.region, project_id: credentials.projectId },
          vpc: {
            vpc_id: endpoint.vpc_id,
            subnet_id: endpoint.subnet_id,
            security_group_id: endpoint.security_group_id,
          },
        }
      : {}),
  });
  return {
    id: job.id,
    status: job.status,
    create_time: ms(job.createdAt),
    base_info: {
      name: job.name,
      job_type: request.db_use_type,
      multi_write: request.multi_write ?? false,
      engine_type: "mysql-to-mysql",
      job_direction: request.job_direction,
      task_type: request.task_type,
      net_type: request.net_type,
      charging_mode: "on_demand",
      enterprise_project_id: "0",
      description: job.description,
      start_time: ms(job.startTime),
      expired_days: request.expired_days ?? "14",
      tags: renderTags(job.tags),
      is_open_fast_clean: request.is_open_fast_clean ?? false,
    },
    source_endpoint: [side(job.source, "so")],
    target_endpoint: [side(job.target, "ta")],
    node_info: {
      spec: { node_type: request.node_type },
      vpc: {
        vpc_id: job.vpcId,
        subnet_id: request.customize_sutnet_id,
        custom_node_ip: addresses(job).ip ?? "",
        security_group_id: job.nodeGroupId,
      },
    },
    public_ip_list: job.eips
      .filter((eip) => !eip.lent)
      .map((eip) => ({ id: eip.id, public_ip: eip.address, type: eip.type })),
    bind_public_ip_state: job.eips.length > 0 ? "SUCCESS" : "",
  };
}

/** v5 detail of type "progress": its names differ from those of v3. */
export function progressV5(job: Job, progress: Progress | undefined): Record<string, unknown> {
  const { delay, ...figures } = progressFigures(job, progress);
  return { ...figures, incr_trans_delay: delay.seconds, incr_trans_delay_millis: delay.millis };
}

/** v5 detail of type "precheck". */
export function precheckV5(job: Job, { items }: Precheck): Record<string, unknown> {
  return {
    ...precheckFigures(items),
    rds_instance_id: job.target.inst_id ?? "",
    job_direction: job.request.job_direction,
    precheck_results: items ?? [],
  };
}

/** v5 list: one row. */
export function rowV5(job: Job): Record<string, unknown> {
  const { db_use_type, node_newFramework, ...row } = renderRow(job);
  return {
    ...row,
    job_type: db_use_type,
    node_new_framework: node_newFramework,
    charging_mode: "on_demand",
    enterprise_project_id: "0",
    job_mode: "single",
    job_mode_role: "parent",
    is_multi_az: job.children.length > 0,
    node_role: "",
  };
}
