import { otherThan } from "../../../model/clouds/instanceIds";
import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../core/clouds";
import type { HandOver } from "../../core/handOver";
import { type Alicloud, AlicloudError } from "./client";
import { type PublicEndpoint, publicEndpoints } from "./openings";

/** States caused by dbferry's own calls, which the update waits for. */
const OWN_STATES = /^(Running|NET_CREATING|NET_DELETING|TRANSING|DBInstanceNetTypeChanging)$/;

const LOCKS: Readonly<Record<string, string>> = {
  ManualLock: "manually",
  LockByExpiration: "because it has expired",
  LockByRestoration: "before it is restored",
  LockByDiskQuota: "because its volume is full",
  LockReadInstanceByDiskQuota: "because the volume of its read-only instance is full",
};

/** Public endpoints of instances that were just read, by `readingKey`. */
export type EndpointReading = HandOver<PublicEndpoint[]>;

/** From the check of what a migration needs, which comes before; this one's result is for what comes after it. */
export const needKey = (region: string, instanceId: string): string => `needed ${readingKey(region, instanceId)}`;

export function readingKey(region: string, instanceId: string): string {
  return `${region} ${instanceId}`;
}

/** The instance as RDS reports it, and where that contradicts the migration. */
export async function instance(
  alicloud: Alicloud,
  side: Side,
  query: InstanceQuery,
  reading: EndpointReading,
): Promise<InstanceSeen> {
  const { region, instanceId } = query;
  const path = `${side}.instanceId`;
  const needed = `an RDS for MySQL instance in ${region}`;
  const fix = "look up its id in the console, and check which account ALIBABA_CLOUD_ACCESS_KEY_ID belongs to";
  try {
    const body = await alicloud.read(region, `reading the instance ${instanceId}`, (client, sdk) =>
      client.describeDBInstanceAttribute(new sdk.DescribeDBInstanceAttributeRequest({ DBInstanceId: instanceId })),
    );
    const seen = body.items?.DBInstanceAttribute?.[0];
    if (!seen)
      throw new AlicloudError(`reading the instance ${instanceId}`, "", "the response contains no instance", 200);
    if (seen.DBInstanceId !== instanceId)
      throw new AlicloudError(
        `reading the instance ${instanceId}`,
        "",
        `the response contains another instance (${seen.DBInstanceId ?? "without an id"})`,
        200,
      );
    const wrong = (what: string, how = fix): Problem => ({ path, seen: `${instanceId}, ${what}`, needed, fix: how });
    const problems: Problem[] = [];
    if (seen.engine && seen.engine !== "MySQL") problems.push(wrong(`which runs ${seen.engine}`));
    if (seen.regionId && seen.regionId !== region) {
      problems.push({
        path: `${side}.region`,
        seen: region,
        needed: `${seen.regionId}, which ${instanceId} is in`,
        fix: `write ${side}.region: ${seen.regionId}, or the id of an instance in ${region}`,
      });
    }
    const kind = seen.DBInstanceType;
    if (kind && kind !== "Primary") {
      const of = seen.masterInstanceId ? ` of ${seen.masterInstanceId}` : "";
      const primary = seen.masterInstanceId ?? "of its primary instance";
      problems.push(wrong(`a ${KINDS[kind] ?? kind} instance${of}`, `write the id ${primary}`));
    }
    problems.push(...conditionOf(query, seen, wrong), ...(await endpointProblems(alicloud, side, query, reading)));
    return { problems, version: seen.engineVersion, volumeGb: seen.DBInstanceStorage };
  } catch (error) {
    const absent = error instanceof AlicloudError && /^InvalidDBInstance(Id|Name)\.NotFound$/.test(error.code);
    if (!absent) throw error;
    const other = otherThan("an Alibaba RDS for MySQL instance", instanceId);
    return { problems: [{ path, seen: `${instanceId}, which does not exist in Alibaba RDS${other}`, needed, fix }] };
  }
}

const KINDS: Readonly<Record<string, string>> = {
  Readonly: "read-only",
  ReadOnly: "read-only",
  Guard: "disaster-recovery",
  Temp: "temporary",
};

interface Condition {
  DBInstanceStatus?: string;
  lockMode?: string;
}

/** Whether the instance is usable: a temporary state is waited out only before anything is created. */
function conditionOf(
  { instanceId, starting }: InstanceQuery,
  { DBInstanceStatus: status, lockMode: lock }: Condition,
  wrong: (what: string, fix: string) => Problem,
): Problem[] {
  if (lock && lock !== "Unlock") {
    return [
      wrong(
        `which is locked ${LOCKS[lock] ?? `(${lock})`}`,
        "unlock it in the console: renew it, or enlarge its volume",
      ),
    ];
  }
  if (!starting || !status || OWN_STATES.test(status)) return [];
  return [
    wrong(`whose state is ${status}`, `wait until the console shows ${instanceId} as running, then run it again`),
  ];
}

/**
 * An instance has at most one public endpoint: an existing one that is not this migration's has to be used, and one
 * that the spec names has to exist.
 */
async function endpointProblems(
  alicloud: Alicloud,
  side: Side,
  { region, instanceId, migration, endpoint, makesEndpoint }: InstanceQuery,
  reading: EndpointReading,
): Promise<Problem[]> {
  const given = endpoint as { host: string; port: number } | undefined;
  if (!given && !makesEndpoint) return [];
  const key = readingKey(region, instanceId);
  const there = reading.take(needKey(region, instanceId)) ?? (await publicEndpoints(alicloud, region, instanceId));
  reading.leave(key, there);
  const path = `${side}.endpoint`;
  const names = there.map(({ host, port }) => `${host}:${port}`).join(", ");
  if (given) {
    // A custom host name may resolve to it, so only an instance without any endpoint is known to be wrong.
    if (there.length > 0) return [];
    return [
      {
        path,
        seen: `${given.host}:${given.port}, but ${instanceId} has no public endpoint`,
        needed: "the public endpoint that the instance has",
        fix: `remove ${path}: the migration then creates one, and removes it at the end`,
      },
    ];
  }
  // The digest depends on the stack's state; the search for leftovers determines the owner.
  const own = new RegExp(`^dbferry-${migration}-[0-9a-z]{4,}[.]`);
  const other = there.filter(({ host }) => !own.test(host));
  if (other.length === 0) return [];
  const theirs = /^dbferry-(.+)-[0-9a-z]{4,}\./.exec(other[0]!.host)?.[1];
  const { host, port } = other[0]!;
  return [
    {
      path,
      seen: `nothing, but ${instanceId} has the public endpoint ${names}`,
      needed: "that endpoint, because an instance has at most one",
      fix: theirs
        ? `it was created by the migration '${theirs}': end that migration first, or give this one its previous name back`
        : `write ${path}: { host: ${host}, port: ${port} }; it is used and left unchanged`,
    },
  ];
}
