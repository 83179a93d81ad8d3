import { otherThan } from "../../../model/clouds/instanceIds";
import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../core/clouds";
import { listIn } from "../../http/problem";
import type { HuaweiClient } from "./client";

interface HuaweiInstance {
  status?: string;
  type?: string;
  region?: string;
  port?: number;
  datastore?: { type?: string; version?: string };
  volume?: { size?: number };
  vpc_id?: string;
  subnet_id?: string;
  security_group_id?: string;
  private_ips?: string[];
  related_instance?: { id?: string; type?: string }[];
}

/** Temporary states. */
const PASSING = /^(BACKING UP|MODIFYING|SWITCHOVER|MIGRATING|RESTORING|REBOOTING|CLONING|.*(CHANGING|UPGRADING).*)$/i;

/** The instance as RDS reports it, and where that contradicts the migration. */
export async function instance(client: HuaweiClient, side: Side, given: InstanceQuery): Promise<InstanceSeen> {
  const { instanceId } = given;
  const answer = await client.send<{ instances?: HuaweiInstance[] }>("rds", `Huawei RDS, reading ${instanceId}`, {
    method: "GET",
    url: "/v3/{project_id}/instances",
    query: { id: instanceId },
    reads: true,
  });
  const path = `${side}.instanceId`;
  const needed = `an RDS for MySQL instance in ${client.region}`;
  const [seen] = listIn(`Huawei RDS, reading ${instanceId}`, "instances", answer.instances);
  if (!seen) {
    const fix = `look up its id in the console, and check that HW_PROJECT_ID is the project of ${client.region}`;
    const other = otherThan("a Huawei RDS for MySQL instance", instanceId);
    return { problems: [{ path, seen: `${instanceId}, which does not exist in Huawei RDS${other}`, needed, fix }] };
  }
  const wrong = (what: string, fix?: string): Problem => ({
    path,
    seen: `${instanceId}, ${what}`,
    needed,
    ...(fix ? { fix } : {}),
  });
  const engine = seen.datastore?.type;
  if (engine && engine !== "MySQL") return { problems: [wrong(`which runs ${engine}`)] };
  const problems = [
    ...regionProblems(side, given, client.region, seen),
    ...replicaProblems(seen, wrong),
    ...conditionProblems(given, seen, wrong),
    ...differences(side, given, seen),
  ];
  return { problems, version: seen.datastore?.version, volumeGb: seen.volume?.size };
}

function regionProblems(
  side: Side,
  { instanceId }: InstanceQuery,
  requested: string,
  { region }: HuaweiInstance,
): Problem[] {
  if (!region || region === requested) return [];
  const fix = `write ${side}.region: ${region}, with the project of that region as HW_PROJECT_ID`;
  return [{ path: `${side}.region`, seen: requested, needed: `${region}, which ${instanceId} is in`, fix }];
}

function replicaProblems({ type, related_instance }: HuaweiInstance, wrong: Wrong): Problem[] {
  if (type !== "Replica") return [];
  const primary = related_instance?.find((one) => one.type === "replica_of")?.id;
  return [
    wrong(`a read replica${primary ? ` of ${primary}` : ""}`, `write the id ${primary ?? "of its primary instance"}`),
  ];
}

/**
 * A temporary state is waited out only before anything is created: later updates must not depend on when the backup
 * runs.
 */
function conditionProblems(
  { instanceId, starting }: InstanceQuery,
  { status }: HuaweiInstance,
  wrong: Wrong,
): Problem[] {
  if (!status || status === "ACTIVE" || (PASSING.test(status) && !starting)) return [];
  const fix = PASSING.test(status)
    ? `wait until the console shows ${instanceId} as available, then run it again`
    : `restore ${instanceId} in the console: pay outstanding charges, enlarge its volume, or start it`;
  return [wrong(`whose state is ${status}`, fix)];
}

type Wrong = (what: string, fix?: string) => Problem;

function differences(side: Side, given: InstanceQuery, seen: HuaweiInstance): Problem[] {
  const differs = (name: string, actual: string | number | undefined) =>
    actual === undefined || actual === given[name]
      ? []
      : [{ path: `${side}.${name}`, seen: String(given[name]), needed: `${actual}, which ${given.instanceId} has` }];
  const addresses = seen.private_ips ?? [];
  return [
    ...differs("vpcId", seen.vpc_id),
    ...differs("subnetId", seen.subnet_id),
    ...differs("securityGroupId", seen.security_group_id),
    ...(addresses.includes(String(given["privateIp"])) ? [] : differs("privateIp", addresses[0])),
    ...differs("port", seen.port),
  ];
}
