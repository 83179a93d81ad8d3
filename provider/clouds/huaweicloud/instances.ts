import type { Problem } from "../../../model/problems";
import type { InstanceQuery } from "../../core/clouds";
import type { Side } from "../../core/driver";
import { listIn } from "../../http/problem";
import type { HuaweiClient } from "./client";

interface HuaweiInstance {
  port?: number;
  datastore?: { type?: string };
  vpc_id?: string;
  subnet_id?: string;
  security_group_id?: string;
  private_ips?: string[];
}

/** The instance is not there, or is not where and as the migration says. */
export async function instanceProblems(client: HuaweiClient, side: Side, given: InstanceQuery): Promise<Problem[]> {
  const { instanceId } = given;
  const answer = await client.send<{ instances?: HuaweiInstance[] }>("rds", `Huawei RDS, reading ${instanceId}`, {
    method: "GET",
    url: "/v3/{project_id}/instances",
    query: { id: instanceId },
    reads: true,
  });
  const path = `${side}.instanceId`;
  const needed = `an RDS for MySQL instance in ${client.region}`;
  const [instance] = listIn(`Huawei RDS, reading ${instanceId}`, "instances", answer.instances);
  if (!instance) {
    const fix = "look up its id in the console, and check whose project HW_PROJECT_ID is";
    return [{ path, seen: `${instanceId}, which Huawei RDS does not know`, needed, fix }];
  }
  const engine = instance.datastore?.type;
  if (engine && engine !== "MySQL") return [{ path, seen: `${instanceId}, which runs ${engine}`, needed }];
  const differs = (name: string, actual: string | number | undefined) =>
    actual === undefined || actual === given[name]
      ? []
      : [{ path: `${side}.${name}`, seen: String(given[name]), needed: `${actual}, which ${instanceId} has` }];
  const addresses = instance.private_ips ?? [];
  return [
    ...differs("vpcId", instance.vpc_id),
    ...differs("subnetId", instance.subnet_id),
    ...differs("securityGroupId", instance.security_group_id),
    ...(addresses.includes(String(given["privateIp"])) ? [] : differs("privateIp", addresses[0])),
    ...differs("port", instance.port),
  ];
}
