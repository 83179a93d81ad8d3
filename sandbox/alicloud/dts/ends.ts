import type { MoveEnd } from "../../mover/types";
import type { AlicloudWorld } from "../facts";
import { nodeAddress } from "./addresses";
import type { Configuration, End, Job } from "./job";

/** One end for the mover: an RDS instance over the cloud's network, anything else over the internet. */
export function endOf(world: AlicloudWorld, job: Job, end: End, ssl: boolean): MoveEnd {
  const instance = end.type === "RDS" ? world.alicloud.rds.find(end.instanceId!) : undefined;
  return {
    origin: { address: nodeAddress(job.region, instance ? "vpc" : "internet", job.id) },
    endpoint: {
      host: instance?.intranet.host ?? end.ip ?? "",
      port: instance?.intranet.port ?? end.port ?? 3306,
      user: end.user ?? "",
      password: end.password ?? "",
      ...(ssl ? { tls: {} } : {}),
    },
  };
}

export function endsOf(world: AlicloudWorld, job: Job, { source, target, reserve }: Configuration) {
  return {
    source: endOf(world, job, source, reserve.srcSsl),
    target: endOf(world, job, target, reserve.destSsl),
  };
}
