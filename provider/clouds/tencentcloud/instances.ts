import { otherThan } from "../../../model/clouds/instanceIds";
import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../core/clouds";
import { listIn } from "../../http/problem";
import type { TencentClient } from "./client";
import { groupsOf } from "./securityGroups";

interface WireInstance {
  InstanceId: string;
  Region?: string;
  /** 0 being created, 1 running, 4 being isolated, 5 isolated. */
  Status?: number;
  /** The operation in progress; 0: none. */
  TaskStatus?: number;
  /** 1 primary, 2 disaster recovery, 3 read-only. */
  InstanceType?: number;
  MasterInfo?: { InstanceId?: string } | null;
  EngineVersion?: string;
  Volume?: number;
  /** 0 asynchronous, 1 semi-synchronous, 2 strong. */
  ProtectMode?: number;
  /** 1: its volume is full, and it accepts no writes. */
  CdbError?: number;
  Vip?: string;
  Vport?: number;
  UniqVpcId?: string;
  UniqSubnetId?: string;
  /** Public access: 0 never opened, 1 open, 2 closed. */
  WanStatus?: number;
  WanDomain?: string;
  WanPort?: number;
}

const STATES: Readonly<Record<number, string>> = { 0: "being created", 4: "being isolated", 5: "isolated" };
const KINDS: Readonly<Record<number, string>> = { 2: "a disaster recovery instance", 3: "a read-only instance" };

export async function readInstance(client: TencentClient, instanceId: string): Promise<WireInstance | undefined> {
  const answer = await client.read<{ Items?: WireInstance[] }>(
    "cdb DescribeDBInstances",
    `reading the instance ${instanceId}`,
    { InstanceIds: [instanceId] },
  );
  const doing = `TencentDB for MySQL, reading the instance ${instanceId}`;
  return listIn(doing, "Items", answer.Items, ["InstanceId"]).find(({ InstanceId }) => InstanceId === instanceId);
}

/** The instance as TencentDB reports it, and where that contradicts the migration. */
export async function instance(client: TencentClient, side: Side, given: InstanceQuery): Promise<InstanceSeen> {
  const { instanceId } = given;
  const seen = await readInstance(client, instanceId);
  const path = `${side}.instanceId`;
  const needed = `a TencentDB for MySQL instance in ${client.region}`;
  if (!seen) {
    const other = otherThan("a TencentDB for MySQL instance", instanceId);
    const fix = "look up its id in the console, and check which account TENCENTCLOUD_SECRET_ID belongs to";
    return { problems: [{ path, seen: `${instanceId}, which does not exist in TencentDB${other}`, needed, fix }] };
  }
  const wrong: Wrong = (what, fix) => ({ path, seen: `${instanceId}, ${what}`, needed, fix });
  return {
    problems: [
      ...roleProblems(seen, wrong),
      ...conditionProblems(given, seen, wrong),
      ...replicationProblems(side, seen, wrong),
      ...differences(side, given, seen),
      ...(await publicProblems(client, side, given, seen)),
    ],
    version: seen.EngineVersion,
    volumeGb: seen.Volume,
  };
}

type Wrong = (what: string, fix: string) => Problem;

function roleProblems({ InstanceType: type, MasterInfo: master }: WireInstance, wrong: Wrong): Problem[] {
  if (type === undefined || type === 1) return [];
  const primary = master?.InstanceId;
  return [
    wrong(
      `${KINDS[type] ?? `an instance of kind ${type}`}${primary ? ` of ${primary}` : ""}`,
      `write the id ${primary ?? "of its primary instance"}`,
    ),
  ];
}

/**
 * A temporary state is waited out only before anything is created: later updates must not depend on the maintenance
 * window.
 */
function conditionProblems(
  { instanceId, starting }: InstanceQuery,
  { Status: status, TaskStatus: work, CdbError: full }: WireInstance,
  wrong: Wrong,
): Problem[] {
  if (status !== undefined && status !== 1) {
    const state = STATES[status] ?? `in state ${status}`;
    return [wrong(`which is ${state}`, `restore ${instanceId} in the console: pay outstanding charges, or recover it`)];
  }
  if (full === 1) return [wrong("whose volume is full", `enlarge the volume of ${instanceId} in the console`)];
  if (!starting || !work) return [];
  return [wrong(`which is busy (task ${work})`, "wait until the console shows it as running, then run it again")];
}

/** The vendor's guide: during a migration, the target replicates to its standby asynchronously. */
function replicationProblems(side: Side, { ProtectMode: mode }: WireInstance, wrong: Wrong): Problem[] {
  if (side !== "target" || !mode) return [];
  const name = mode === 2 ? "strongly" : "semi-synchronously";
  return [
    wrong(
      `which replicates to its standby ${name}`,
      "set its replication to asynchronous in the console until the cutover, and change it back afterwards",
    ),
  ];
}

function differences(side: Side, given: InstanceQuery, seen: WireInstance): Problem[] {
  const differs = (name: string, actual: string | number | undefined) =>
    actual === undefined || given[name] === undefined || actual === given[name]
      ? []
      : [{ path: `${side}.${name}`, seen: String(given[name]), needed: `${actual}, which ${given.instanceId} has` }];
  return [
    ...differs("region", seen.Region),
    ...differs("vpcId", seen.UniqVpcId),
    ...differs("subnetId", seen.UniqSubnetId),
    ...differs("privateIp", seen.Vip),
    ...differs("port", seen.Vport),
  ];
}

/** Domains under which TencentDB has its public endpoints. */
const VENDORS = /\.tencentcdb\.com\.?$/i;

/** Case and a dot at the end change nothing in a name. */
const plain = (endpoint: string) => endpoint.toLowerCase().replace(/\.(?=:)/, "");

/** Over the internet: the endpoint that the file names must be the instance's, and the group the one whose policies come first. */
async function publicProblems(
  client: TencentClient,
  side: Side,
  { instanceId, endpoint, securityGroupId }: InstanceQuery,
  { WanStatus: status, WanDomain: domain, WanPort: port }: WireInstance,
): Promise<Problem[]> {
  const given = endpoint as { host: string; port: number } | undefined;
  if (!given) return [];
  const path = `${side}.endpoint`;
  const [named, actual] = [`${given.host}:${given.port}`, `${domain}:${port}`];
  const fix = `turn on public access of ${instanceId} in the console, and write its name and port; dbferry neither opens nor closes it`;
  const problems: Problem[] = [];
  if (status !== 1)
    problems.push({
      path,
      seen: `${named}, but public access of ${instanceId} is not open`,
      needed: "an open one",
      fix,
    });
  // Another name may lead to it, but none of the vendor's.
  else if (VENDORS.test(given.host) && plain(named) !== plain(actual))
    problems.push({ path, seen: named, needed: `${actual}, which ${instanceId} has` });
  const [first, ...others] = await groupsOf(client, instanceId);
  if (first !== securityGroupId)
    problems.push({
      path: `${side}.securityGroupId`,
      seen: String(securityGroupId),
      needed: first
        ? `${first}, ${others.length > 0 ? "the first of those" : "which"} ${instanceId} has`
        : `a security group of ${instanceId}, which has none: bind one in the console`,
    });
  return problems;
}
