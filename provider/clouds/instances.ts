import type { Problem } from "../../model/problems";
import type { InstanceQuery } from "../core/clouds";
import { listIn } from "../http/problem";
import { type Alicloud, AlicloudError } from "./alicloud/client";
import type { HuaweiClient } from "./huaweicloud/client";

/** Clients, made when first used. */
interface Clients {
  huawei(): HuaweiClient;
  alicloud(): Alicloud;
}

interface HuaweiInstance {
  port?: number;
  datastore?: { type?: string };
  vpc_id?: string;
  subnet_id?: string;
  security_group_id?: string;
  private_ips?: string[];
}

/** What a migration says of its two instances and the clouds say otherwise; every problem, so that nothing is made for a typo. */
export async function instanceProblems(clients: Clients, { source, target }: InstanceQuery): Promise<Problem[]> {
  const both = await Promise.all([
    sourceProblems(clients.alicloud(), source),
    targetProblems(clients.huawei(), target),
  ]);
  return both.flat();
}

async function sourceProblems(alicloud: Alicloud, { region, instanceId }: InstanceQuery["source"]): Promise<Problem[]> {
  const path = "source.instanceId";
  const needed = `an RDS for MySQL instance in ${region}`;
  const fix = "look up its id in the console, and check whose credentials ALIBABA_CLOUD_ACCESS_KEY_ID has";
  try {
    const body = await alicloud.call(region, `reading the instance ${instanceId}`, (client, sdk) =>
      client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
    );
    const engine = body.items?.DBInstanceAttribute?.[0]?.engine;
    return !engine || engine === "MySQL" ? [] : [{ path, seen: `${instanceId}, which runs ${engine}`, needed, fix }];
  } catch (error) {
    const absent = error instanceof AlicloudError && /^InvalidDBInstance(Id|Name)\.NotFound$/.test(error.code);
    if (!absent) throw error;
    return [{ path, seen: `${instanceId}, which Alibaba RDS does not know`, needed, fix }];
  }
}

async function targetProblems(client: HuaweiClient, target: InstanceQuery["target"]): Promise<Problem[]> {
  const { instanceId } = target;
  const answer = await client.send<{ instances?: HuaweiInstance[] }>("rds", `Huawei RDS, reading ${instanceId}`, {
    method: "GET",
    url: "/v3/{project_id}/instances",
    query: { id: instanceId },
    reads: true,
  });
  const path = "target.instanceId";
  const needed = `an RDS for MySQL instance in ${client.region}`;
  const [instance] = listIn(`Huawei RDS, reading ${instanceId}`, "instances", answer.instances);
  if (!instance) {
    const fix = "look up its id in the console, and check whose project HW_PROJECT_ID is";
    return [{ path, seen: `${instanceId}, which Huawei RDS does not know`, needed, fix }];
  }
  const engine = instance.datastore?.type;
  if (engine && engine !== "MySQL") return [{ path, seen: `${instanceId}, which runs ${engine}`, needed }];
  const differs = (name: keyof typeof target, actual: string | number | undefined) =>
    actual === undefined || actual === target[name]
      ? []
      : [{ path: `target.${name}`, seen: String(target[name]), needed: `${actual}, which ${instanceId} has` }];
  const addresses = instance.private_ips ?? [];
  return [
    ...differs("vpcId", instance.vpc_id),
    ...differs("subnetId", instance.subnet_id),
    ...differs("securityGroupId", instance.security_group_id),
    ...(addresses.includes(target.privateIp) ? [] : differs("privateIp", addresses[0])),
    ...differs("port", instance.port),
  ];
}
