import type { MoveEnd } from "../../mover/types";
import type { AlicloudWorld } from "../facts";
import { nodeAddress } from "./addresses";
import type { Configuration, End, Job } from "./job";

/** One end for the mover: a server at a public address over the internet, any other over the cloud's network. */
export function endOf(world: AlicloudWorld, job: Job, end: End, ssl: boolean): MoveEnd {
  const { host, port, vpcId } = placeOf(world, end);
  return {
    origin: {
      address: nodeAddress(job.region, end.type === "OTHER" ? "internet" : "vpc", job.id),
      ...(vpcId === undefined ? {} : { vpcId }),
    },
    endpoint: {
      host: host ?? "",
      port: port ?? 3306,
      user: end.user ?? "",
      password: end.password ?? "",
      ...(ssl ? { tls: {} } : {}),
    },
  };
}

function placeOf({ alicloud: { rds, machines } }: AlicloudWorld, { type, instanceId, ip, port }: End) {
  if (type === "ECS") {
    const machine = machines.find(instanceId!);
    return { host: machine?.privateIp, port, vpcId: machine?.vpcId };
  }
  if (type === "EXPRESS") return { host: ip, port, vpcId: instanceId };
  const { intranet } = (type === "RDS" ? rds.find(instanceId!) : undefined) ?? {};
  return { host: intranet?.host ?? ip, port: intranet?.port ?? port };
}

export function endsOf(world: AlicloudWorld, job: Job, { source, target, reserve }: Configuration) {
  return {
    source: endOf(world, job, source, reserve.srcSsl),
    target: endOf(world, job, target, reserve.destSsl),
  };
}
