import { normalized } from "../../../model/addresses/block";
import type { Opening } from "../../../model/openings";
import type { AllowlistApi, KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { listIn } from "../../http/problem";
import { allowlistApi } from "./allowlist";
import { type Alicloud, AlicloudError } from "./client";
import { isInGroup } from "./ecs/openings";

/** Names as created by `model/names`; RDS stores neither description nor tags with a group or an endpoint. */
const GROUP_PREFIX = "dbferry_";
const ENDPOINT_PREFIX = "dbferry-";
const NOBODY = "127.0.0.1";
const PAGE = 100;

/**
 * Every allowlist group and public endpoint in the region that has one of our names. The list of instances omits those
 * that the account is not allowed to see, so the known ones are read by their ids.
 */
export async function alicloudOpenings(alicloud: Alicloud, region: string, known?: KnownHere): Promise<OpeningsRead> {
  const api = allowlistApi(alicloud, region);
  const read = async (id: string) => [
    ...(await groupsOf(api, region, id, known)),
    ...(await endpointsOf(alicloud, region, id, known)),
  ];
  const listed = await instances(alicloud, region);
  const seen: OpeningsRead = { found: [], unread: [] };
  for (const id of listed) seen.found.push(...(await read(id)));
  for (const id of instancesOf(known).filter((one) => !listed.includes(one))) {
    try {
      seen.found.push(...(await read(id)));
    } catch (error) {
      seen.unread.push(`the instance ${id} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  return seen;
}

function instancesOf(known: KnownHere | undefined): string[] {
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => {
    if (kind === "instance") return [id];
    if (isInGroup(id)) return [];
    return kind === "allowlistGroup" || kind === "publicEndpoint" ? [id.slice(0, id.indexOf("/"))] : [];
  });
  return [...new Set(ids)];
}

/** Removes an opening of this cloud; succeeds if it is already gone. */
export async function closeAlicloud(alicloud: Alicloud, opening: Opening): Promise<void> {
  const at = opening.id.indexOf("/");
  const [instanceId, name] = [opening.id.slice(0, at), opening.id.slice(at + 1)];
  if (opening.kind === "allowlistGroup") {
    await closeGroup(allowlistApi(alicloud, opening.region), instanceId, name, opening.addresses);
  }
  if (opening.kind === "publicEndpoint") await closeEndpoint(alicloud, opening.region, instanceId, name);
}

/** Removes only what the audit has shown: what somebody has added since stays. */
async function closeGroup(
  api: AllowlistApi,
  instanceId: string,
  name: string,
  shown: readonly string[],
): Promise<void> {
  const entries = (await api.groups(instanceId)).find((group) => group.name === name)?.entries ?? [];
  const opened = among(entries, shown);
  if (opened.length === 0) return;
  try {
    await api.change(instanceId, name, "remove", opened);
  } catch (error) {
    // Some instances keep the last entry of a group, so it is replaced by one that admits nobody.
    const last = error instanceof AlicloudError && /at least one/.test(error.reason);
    if (!last) throw error;
    if (!entries.includes(NOBODY)) await api.change(instanceId, name, "add", [NOBODY]);
    await api.change(instanceId, name, "remove", opened);
  }
}

async function closeEndpoint(alicloud: Alicloud, region: string, instanceId: string, host: string): Promise<void> {
  try {
    await alicloud.call(region, `releasing the public endpoint ${host} of ${instanceId}`, (client, sdk) =>
      client.releaseInstancePublicConnection(
        new sdk.ReleaseInstancePublicConnectionRequest({ DBInstanceId: instanceId, currentConnectionString: host }),
      ),
    );
  } catch (error) {
    if (!(error instanceof AlicloudError && error.code === "InvalidCurrentConnectionString.NotFound")) throw error;
  }
}

/** Entries of a group that are among these, in the group's spelling. */
function among(entries: readonly string[], these: readonly string[]): string[] {
  const wanted = new Set(these.map(normalized));
  return entries.filter((entry) => entry !== NOBODY && wanted.has(normalized(entry)));
}

/** What is in a group with one of our names, and what dbferry has added to a group with any other, such as an adopted one. */
async function groupsOf(api: AllowlistApi, region: string, id: string, known?: KnownHere): Promise<Opening[]> {
  return (await api.groups(id)).flatMap((group): Opening[] => {
    const isOurs = group.name.startsWith(GROUP_PREFIX);
    const addresses = among(group.entries, isOurs ? group.entries : addedTo(`${id}/${group.name}`, known));
    if (addresses.length === 0) return [];
    const named = group.name
      .slice(GROUP_PREFIX.length)
      .replace(/_[0-9a-f]{6}$/, "")
      .replaceAll("_", "-");
    const migration = isOurs ? named : known!.migration;
    return [
      {
        cloud: "alicloud",
        region,
        kind: "allowlistGroup",
        id: `${id}/${group.name}`,
        name: group.name,
        addresses,
        migration,
        where: `instance ${id}, allowlist group ${group.name}`,
      },
    ];
  });
}

/** What dbferry has added to this group, according to the state. */
function addedTo(group: string, known: KnownHere | undefined): string[] {
  return (known?.named ?? []).flatMap(({ kind, id, entries = [] }) =>
    kind === "allowlistGroup" && id === group ? entries : [],
  );
}

export interface PublicEndpoint {
  host: string;
  port: string | undefined;
}

/** Public endpoints of one instance, whoever created them. */
export async function publicEndpoints(alicloud: Alicloud, region: string, id: string): Promise<PublicEndpoint[]> {
  const body = await alicloud.read(region, `reading the endpoints of ${id}`, (client, sdk) =>
    client.describeDBInstanceNetInfo(new sdk.DescribeDBInstanceNetInfoRequest({ DBInstanceId: id })),
  );
  const nets = listIn(
    `Alibaba RDS, endpoints of ${id}`,
    "DBInstanceNetInfo",
    body.DBInstanceNetInfos?.DBInstanceNetInfo,
    ["connectionString", "IPType"],
  );
  return nets
    .filter(({ IPType }) => IPType === "Public")
    .map(({ connectionString, port }) => ({ host: connectionString!, port }));
}

/** Public endpoints of one instance that have one of our names, or that the state says are ours. */
async function endpointsOf(alicloud: Alicloud, region: string, id: string, known?: KnownHere): Promise<Opening[]> {
  const ours = (known?.named ?? []).flatMap((one) => (one.isOurs && one.kind === "publicEndpoint" ? [one.id] : []));
  return (await publicEndpoints(alicloud, region, id)).flatMap(({ host, port }): Opening[] => {
    const label = host.split(".")[0]!;
    const isNamed = host.startsWith(ENDPOINT_PREFIX);
    if (!isNamed && !ours.includes(`${id}/${label}`)) return [];
    // dbferry-<migration>-<digest of the instance>.<domain>
    const migration = isNamed ? label.slice(ENDPOINT_PREFIX.length).replace(/-[0-9a-f]{6}$/, "") : known!.migration;
    return [
      {
        cloud: "alicloud",
        region,
        kind: "publicEndpoint",
        id: `${id}/${host}`,
        name: label,
        addresses: [host],
        port,
        migration,
        where: `instance ${id}`,
      },
    ];
  });
}

/** The SDK's type omits the id. */
interface Listed {
  DBInstanceId: string;
}

async function instances(alicloud: Alicloud, region: string): Promise<string[]> {
  const listed = await everyPage<Listed, "DBInstanceId">({
    doing: "Alibaba RDS, listing instances",
    field: "DBInstance",
    size: PAGE,
    id: "DBInstanceId",
    read: async (page) => {
      const body = await alicloud.read(region, "listing instances", (client, sdk) =>
        client.describeDBInstances(
          new sdk.DescribeDBInstancesRequest({ regionId: region, pageSize: PAGE, pageNumber: page }),
        ),
      );
      return { items: body.items?.DBInstance as Listed[] | undefined, total: body.totalRecordCount };
    },
  });
  return listed.map((instance) => instance.DBInstanceId);
}
