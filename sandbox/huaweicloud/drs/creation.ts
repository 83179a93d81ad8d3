import { randomUUID } from "node:crypto";
import { WorldError } from "../../world/worldError";
import type { HuaweicloudWorld } from "../facts";
import type { HuaweiRdsInstance, Subnet } from "../facts/types";
import type { HuaweiCredentials } from "../service";
import type { CreateJob } from "./bodies";
import { checkTls } from "./certificate";
import { type BoundEip, type Job, newJobId, type TaskMover } from "./job";
import type { JobBook } from "./jobBook";
import { badInstance, invalidRequest, invalidValue, nameTaken, noInstance, unsupportedSchema } from "./refusals";

/** Region of the addresses that DRS lends to its tasks; users do not see them among their own. */
export const LENT = "drs";

/**
 * Validates a request for a new task and records the task in status CREATING with its addresses reserved: an EIP in
 * `public_ip_list` is bound from now on. Nothing is reserved when the request is refused.
 * @param nodeIp the node's fixed address; only v5 can request one
 * @throws Refusal with the vendor's code
 */
export function createJob(
  world: HuaweicloudWorld,
  book: JobBook,
  credentials: HuaweiCredentials,
  createMover: (id: string) => TaskMover,
  request: CreateJob,
  nodeIp?: string,
): Job {
  if (book.hasName(request.name)) throw nameTaken();
  const { tasks } = world.huaweicloud.quotas;
  if (tasks >= 0 && book.held() >= tasks) throw invalidRequest("the task quota is insufficient.");
  checkSchema(request);
  for (const end of [request.source_endpoint, request.target_endpoint]) checkTls(end);
  const { instance, subnet } = checkTarget(world, credentials, request);
  checkSource(world, credentials, request);
  const given = checkEips(world, credentials, request);

  const id = newJobId();
  const nodeGroupId = randomUUID();
  const address = takeAddress(world, subnet, id, nodeGroupId, nodeIp);
  const job: Job = {
    id,
    request,
    status: "CREATING",
    name: request.name,
    description: request.description ?? "",
    tags: Object.fromEntries((request.tags ?? []).map((tag) => [tag.key, tag.value ?? ""])),
    createdAt: Date.now(),
    updatedAt: Date.now(),
    vpcId: subnet.vpcId,
    nodeGroupId,
    privateIp: address ?? "",
    ...(address ? {} : { failedReason: `No address is left in subnet ${subnet.id}.` }),
    eips: [],
    source: request.source_endpoint,
    target: withInstance(request.target_endpoint, instance),
    tested: {},
    stored: false,
    isTargetReadonly: request.is_target_readonly ?? true,
    replaceDefiner: false,
    objects: { scope: "all" },
    speedLimit: [],
    policy: {},
    alarm: {},
    steps: new AbortController(),
    mover: createMover(id),
    children: request.master_az ? [newJobId(), newJobId()] : [],
  };
  job.eips = request.net_type === "eip" ? bindEips(world, job, given) : [];
  book.add(job);
  return job;
}

/** Limits requests to what is simulated: MySQL into an RDS instance of the same project, pay-per-use. */
function checkSchema(request: CreateJob): void {
  if (request.engine_type !== "mysql") throw unsupportedSchema(`engine_type ${request.engine_type}`);
  if (request.source_endpoint.db_type !== "mysql" || request.target_endpoint.db_type !== "mysql") {
    throw unsupportedSchema(`${request.source_endpoint.db_type} to ${request.target_endpoint.db_type}`);
  }
  if (request.db_use_type === "cloudDataGuard") throw unsupportedSchema("db_use_type cloudDataGuard");
  if (request.job_direction !== "up") throw unsupportedSchema(`job_direction ${request.job_direction}`);
  if (request.task_type === "INCR_TRANS") throw unsupportedSchema("task_type INCR_TRANS");
  if (request.charging_mode === "period") throw invalidValue("charging_mode", "period is for synchronization only");
  if (Boolean(request.master_az) !== Boolean(request.slave_az)) throw invalidValue("slave_az", "both AZs or none");
  if (request.net_type === "eip" && request.bind_eip !== true) {
    throw invalidValue("bind_eip", "true when net_type is eip");
  }
  const keys = (request.tags ?? []).map((tag) => tag.key);
  if (new Set(keys).size !== keys.length) throw invalidValue("tags", "a key twice");
}

function checkTarget(
  world: HuaweicloudWorld,
  credentials: HuaweiCredentials,
  request: CreateJob,
): { instance: HuaweiRdsInstance; subnet: Subnet } {
  const { inst_id, project_id, region } = request.target_endpoint;
  if (!inst_id) throw noInstance();
  const instance = world.huaweicloud.rds.list(credentials.region).find((one) => one.id === inst_id);
  if (!instance) throw badInstance();
  if (region && region !== credentials.region) throw invalidValue("target_endpoint.region");
  if (project_id && project_id !== credentials.projectId) throw invalidValue("target_endpoint.project_id");
  const subnet = world.huaweicloud.vpcs.findSubnet(request.customize_sutnet_id);
  if (!subnet || subnet.vpcId !== instance.vpcId) {
    throw invalidValue("customize_sutnet_id", "a subnet in the VPC of the target instance");
  }
  return { instance, subnet };
}

/**
 * A source in the cloud: an RDS instance of the same project, as it is there, or a server of the customer's own at an
 * address, in a network that exists.
 */
function checkSource(world: HuaweicloudWorld, credentials: HuaweiCredentials, { source_endpoint }: CreateJob): void {
  const { inst_id, region, project_id, vpc_id, subnet_id, ip } = source_endpoint;
  if (!inst_id) {
    const { vpcs } = world.huaweicloud;
    if (vpc_id && !vpcs.list(credentials.region).some(({ id }) => id === vpc_id))
      throw invalidValue("source_endpoint.vpc_id");
    if (subnet_id && vpcs.findSubnet(subnet_id)?.vpcId !== vpc_id) throw invalidValue("source_endpoint.subnet_id");
    return;
  }
  const instance = world.huaweicloud.rds.list(credentials.region).find((one) => one.id === inst_id);
  if (!instance) throw badInstance();
  if (region && region !== credentials.region) throw invalidValue("source_endpoint.region");
  if (project_id && project_id !== credentials.projectId) throw invalidValue("source_endpoint.project_id");
  if (vpc_id && vpc_id !== instance.vpcId) throw invalidValue("source_endpoint.vpc_id");
  if (subnet_id && subnet_id !== instance.subnetId) throw invalidValue("source_endpoint.subnet_id");
  if (ip && ip !== instance.privateIp) throw invalidValue("source_endpoint.ip");
}

function checkEips(world: HuaweicloudWorld, credentials: HuaweiCredentials, request: CreateJob): BoundEip[] {
  const list = request.public_ip_list ?? [];
  if (list.length > 0 && request.net_type !== "eip") throw invalidValue("public_ip_list", "only when net_type is eip");
  return list.map(({ id, public_ip, type }) => {
    const eip = world.huaweicloud.eips.list(credentials.region).find((one) => one.id === id);
    if (!eip) throw invalidValue("public_ip_list", `EIP ${id} does not exist`);
    if (eip.address !== public_ip) throw invalidValue("public_ip_list", `EIP ${id} has the address ${eip.address}`);
    if (eip.boundTo !== undefined) throw invalidValue("public_ip_list", `EIP ${id} is bound`);
    return { id, address: public_ip, type, lent: false };
  });
}

function bindEips(world: HuaweicloudWorld, job: Job, given: BoundEip[]): BoundEip[] {
  const eips = given.length > 0 ? given : [lend(world, job)];
  for (const eip of eips) world.huaweicloud.eips.bind(eip.id, job.id, job.privateIp);
  return eips;
}

/** Without an EIP in the request, DRS uses one of its own; its address is known only afterwards. */
function lend(world: HuaweicloudWorld, job: Job): BoundEip {
  const eip = world.huaweicloud.eips.allocate({ region: LENT, name: `drs-${job.id}` });
  return { id: eip.id, address: eip.address, type: "master", lent: true };
}

/**
 * Undefined when the subnet is full: the task then fails during creation, as in the cloud, which detects this only when
 * it builds the node.
 */
function takeAddress(
  world: HuaweicloudWorld,
  subnet: Subnet,
  owner: string,
  group: string,
  wanted?: string,
): string | undefined {
  try {
    return world.huaweicloud.vpcs.takeIp(subnet.id, owner, { wanted, securityGroupIds: [group] }).address;
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    if (error.why === "quota") return undefined;
    throw invalidValue("custom_node_ip", error.message);
  }
}

function withInstance(
  endpoint: CreateJob["target_endpoint"],
  instance: HuaweiRdsInstance,
): CreateJob["target_endpoint"] {
  return {
    ...endpoint,
    inst_name: endpoint.inst_name || instance.name,
    ip: endpoint.ip || instance.privateIp,
    db_port: endpoint.db_port || instance.port,
    vpc_id: endpoint.vpc_id || instance.vpcId,
    subnet_id: endpoint.subnet_id || instance.subnetId,
    security_group_id: endpoint.security_group_id || instance.securityGroupId,
  };
}
