import type { MoveEnd } from "../../mover/types";
import type { Origin } from "../../world/types";
import type { HuaweicloudWorld } from "../facts";
import { certificateOf } from "./certificate";
import type { EndpointBody } from "./endpointBodies";
import type { Job } from "./job";

/** The address of the task's node as seen by the source: its EIP on the public network, else its private address. */
export function sourceOrigin(job: Job): Origin {
  const [eip] = job.eips;
  return job.request.net_type === "eip" && eip ? { address: eip.address } : targetOrigin(job);
}

/** The target always sees the node's private address. */
export function targetOrigin(job: Job): Origin {
  return { address: job.privateIp, vpcId: job.vpcId, securityGroupIds: [job.nodeGroupId] };
}

/** One end for the mover. The address of a cloud instance may be omitted: its id implies it. */
export function sideOf(world: HuaweicloudWorld, job: Job, role: "so" | "ta", endpoint: Partial<EndpointBody>): MoveEnd {
  const instance = endpoint.inst_id ? world.huaweicloud.rds.find(endpoint.inst_id) : undefined;
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

export function sidesOf(world: HuaweicloudWorld, job: Job): { source: MoveEnd; target: MoveEnd } {
  return { source: sideOf(world, job, "so", job.source), target: sideOf(world, job, "ta", job.target) };
}
