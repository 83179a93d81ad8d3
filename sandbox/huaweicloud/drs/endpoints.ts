import type { MoveEnd } from "../../mover/types";
import type { Origin } from "../../world/types";
import type { World } from "../../world/world";
import { certificateOf } from "./certificate";
import type { EndpointBody } from "./endpointBodies";
import type { Job } from "./job";

/** The address the task's node has towards the source: its EIP on the public network, else its private address. */
export function sourceOrigin(job: Job): Origin {
  const [eip] = job.eips;
  return job.request.net_type === "eip" && eip ? { address: eip.address } : targetOrigin(job);
}

/** Towards the target the node always comes from its private address. */
export function targetOrigin(job: Job): Origin {
  return { address: job.privateIp, vpcId: job.vpcId, securityGroupIds: [job.nodeGroupId] };
}

/** One end as the mover takes it. The address of a cloud instance need not be sent: its id stands for it. */
export function sideOf(world: World, job: Job, role: "so" | "ta", endpoint: Partial<EndpointBody>): MoveEnd {
  const instance = endpoint.inst_id ? world.huaweiRds.find(endpoint.inst_id) : undefined;
  return {
    origin: role === "so" ? sourceOrigin(job) : targetOrigin(job),
    endpoint: {
      host: endpoint.ip || instance?.privateIp || "",
      port: endpoint.db_port || instance?.port || 3306,
      user: endpoint.db_user ?? "",
      password: endpoint.db_password ?? "",
      tls: endpoint.ssl_link ? { ca: certificateOf(endpoint) } : undefined,
    },
  };
}

export function sidesOf(world: World, job: Job): { source: MoveEnd; target: MoveEnd } {
  return { source: sideOf(world, job, "so", job.source), target: sideOf(world, job, "ta", job.target) };
}
