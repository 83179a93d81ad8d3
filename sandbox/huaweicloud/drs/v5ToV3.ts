import type { CreateJob } from "./bodies";
import type * as bodies from "./bodiesV5";
import { ENTERPRISE_PROJECT } from "./job";
import { invalidValue, unsupportedSchema } from "./refusals";

/** A v5 request as the equivalent v3 one. Between MySQL servers v5 only creates synchronisations. @throws Refusal */
export function toV3({
  base_info,
  source_endpoint,
  target_endpoint,
  node_info,
  public_ip_list,
}: bodies.CreateV5): CreateJob {
  if (base_info.engine_type !== "mysql-to-mysql") throw unsupportedSchema(`engine_type ${base_info.engine_type}`);
  if (base_info.job_type !== "sync") throw unsupportedSchema(`job_type ${base_info.job_type} from mysql-to-mysql`);
  const [source, target] = [source_endpoint[0]!, target_endpoint[0]!];
  checkEnd("source_endpoint", source, "so");
  checkEnd("target_endpoint", target, "ta");
  if ((base_info.enterprise_project_id ?? ENTERPRISE_PROJECT) !== ENTERPRISE_PROJECT) {
    throw invalidValue("enterprise_project_id");
  }
  return {
    multi_write: base_info.multi_write,
    is_open_fast_clean: base_info.is_open_fast_clean,
    bind_eip: base_info.net_type === "eip",
    db_use_type: base_info.job_type,
    name: base_info.name,
    description: base_info.description,
    engine_type: "mysql",
    is_target_readonly: target.config?.is_target_readonly,
    job_direction: base_info.job_direction,
    net_type: base_info.net_type,
    node_type: node_info.spec.node_type,
    source_endpoint: endpointV3(source),
    target_endpoint: endpointV3(target),
    task_type: base_info.task_type,
    customize_sutnet_id: node_info.vpc.subnet_id,
    tags: base_info.tags,
    expired_days: base_info.expired_days,
    charging_mode: base_info.charging_mode,
    public_ip_list,
  };
}

function endpointV3({ db_type, endpoint, cloud, vpc, ssl }: bodies.EndpointV5): CreateJob["source_endpoint"] {
  return {
    db_type,
    az_code: cloud?.az_code,
    region: cloud?.region,
    project_id: cloud?.project_id,
    inst_id: endpoint.instance_id,
    inst_name: endpoint.instance_name,
    vpc_id: vpc?.vpc_id,
    subnet_id: vpc?.subnet_id,
    security_group_id: vpc?.security_group_id,
    ip: endpoint.ip,
    db_port: endpoint.db_port ? Number(endpoint.db_port) : undefined,
    db_user: endpoint.db_user,
    db_password: endpoint.db_password,
    ...ssl,
  };
}

/** Checks that the three fields that state what an end is agree. @throws Refusal */
function checkEnd(
  name: string,
  { endpoint_role, endpoint_type, endpoint }: bodies.EndpointV5,
  role: "so" | "ta",
): void {
  if (endpoint_role !== role) throw invalidValue(`${name}.endpoint_role`, role);
  const cloud = endpoint.instance_id !== undefined;
  if ((endpoint_type === "cloud") !== cloud) throw invalidValue(`${name}.endpoint_type`, "cloud, with an instance_id");
  if ((endpoint.endpoint_name === "cloud_mysql") !== cloud) throw invalidValue(`${name}.endpoint_name`);
}
