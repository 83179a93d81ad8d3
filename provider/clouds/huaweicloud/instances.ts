import { isIP } from "node:net";
import { otherThan } from "../../../model/clouds/instanceIds";
import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../core/clouds";
import { UserProblem } from "../../core/failure";
import { listIn } from "../../http/problem";
import { afterDeletion } from "../lists";
import type { HuaweiClient } from "./client";

interface HuaweiInstance {
  id?: string;
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
  /** The EIPs that are bound to it. */
  public_ips?: string[];
  related_instance?: { id?: string; type?: string }[];
}

/** Temporary states. */
const PASSING = /^(BACKING UP|MODIFYING|SWITCHOVER|MIGRATING|RESTORING|REBOOTING|CLONING|.*(CHANGING|UPGRADING).*)$/i;

async function readInstance(client: HuaweiClient, instanceId: string): Promise<HuaweiInstance | undefined> {
  const doing = `Huawei RDS, reading ${instanceId}`;
  const answer = await client.send<{ instances?: HuaweiInstance[] }>("rds", doing, {
    method: "GET",
    url: "/v3/{project_id}/instances",
    query: { id: instanceId },
    reads: true,
  });
  return listIn(doing, "instances", answer.instances).find(({ id }) => id === instanceId);
}

/** The security group that applies to an instance, and the port behind it. @throws UserProblem when they cannot be read */
export async function placeOf(client: HuaweiClient, instanceId: string): Promise<{ group: string; port: number }> {
  const found = await readInstance(client, instanceId);
  const seen = found?.region === undefined || found.region === client.region ? found : undefined;
  const doing = `Huawei RDS, reading the security group and port of ${instanceId}`;
  if (seen?.security_group_id && seen.port) return { group: seen.security_group_id, port: seen.port };
  throw new UserProblem(
    seen
      ? `${doing}: the response lacks one; look at the instance in the console`
      : `${doing}: there is no such instance in ${client.region}; check that HW_PROJECT_ID is the project of ${client.region}. ${afterDeletion("rules")}`,
  );
}

/** The instance as RDS reports it, and where that contradicts the migration. */
export async function instance(client: HuaweiClient, side: Side, given: InstanceQuery): Promise<InstanceSeen> {
  const { instanceId } = given;
  const path = `${side}.instanceId`;
  const needed = `an RDS for MySQL instance in ${client.region}`;
  const seen = await readInstance(client, instanceId);
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
    ...publicProblems(side, given, seen),
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

/** Over the internet: the endpoint that the file names must be an EIP of the instance, which leads to its own port. */
function publicProblems(
  side: Side,
  { instanceId, endpoint }: InstanceQuery,
  { public_ips: eips = [], port }: HuaweiInstance,
): Problem[] {
  const given = endpoint as { host: string; port: number } | undefined;
  if (!given) return [];
  const path = `${side}.endpoint`;
  const named = `${given.host}:${given.port}`;
  if (eips.length === 0)
    return [
      {
        path,
        seen: `${named}, but no EIP is bound to ${instanceId}`,
        needed: "a bound one",
        fix: `bind an EIP to ${instanceId} in its console, and write its address and the instance's port; dbferry neither binds nor unbinds it`,
      },
    ];
  // A name of the user's own may lead to it.
  const isOther = isIP(given.host) !== 0 && !eips.includes(given.host);
  if (!isOther && (port === undefined || given.port === port)) return [];
  const needed = `${eips.map((eip) => `${eip}:${port ?? given.port}`).join(" or ")}, which ${instanceId} has`;
  return [{ path, seen: named, needed }];
}
