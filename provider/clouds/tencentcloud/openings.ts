import { normalized } from "../../../model/addresses/block";
import type { Opening } from "../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf, UserProblem } from "../../core/failure";
import {
  adoptedLists,
  describeTwins,
  groupsNamed,
  instancesOf,
  isOurList,
  migrationOf,
  ownersOf,
  type RecordedList,
  recordedLists,
  twinsOf,
} from "../lists";
import { isGone } from "./allowlist";
import type { TencentClient } from "./client";
import { mayFit } from "./guard";
import { readInstance } from "./instances";
import {
  groupsOf,
  isFor,
  listGroups,
  mayAdmit,
  type Policies,
  peerOf,
  policiesOf,
  readPolicies,
  removePolicies,
  type WirePolicy,
} from "./securityGroups";

/**
 * Every policy in the region's security groups that admits somebody and has one of our names as its description. The list omits the
 * groups that the account is not allowed to see, so those of the known instances are read by their ids.
 */
export async function tencentcloudOpenings(client: TencentClient, known?: KnownHere): Promise<OpeningsRead> {
  const seen: OpeningsRead = { found: [], unread: [] };
  const listed = await listGroups(client);
  for (const group of listed) await add(client, group, known, seen);
  for (const group of await unlisted(client, listed, known, seen.unread)) {
    try {
      await add(client, group, known, seen);
    } catch (error) {
      seen.unread.push(`the security group ${group} is not listed, and could not be read either: ${messageOf(error)}`);
    }
  }
  for (const one of adoptedLists(known)) {
    try {
      await addUnder(client, one, known!.migration, seen);
    } catch (error) {
      seen.unread.push(`the policies '${one.name}' of ${one.instance} could not be read: ${messageOf(error)}`);
    }
  }
  for (const one of recordedLists(known)) {
    try {
      await addTwins(client, one, known, seen);
    } catch (error) {
      seen.unread.push(`the policies of ${one.instance} could not be read: ${messageOf(error)}`);
    }
  }
  return seen;
}

async function add(
  client: TencentClient,
  group: string,
  known: KnownHere | undefined,
  seen: OpeningsRead,
): Promise<void> {
  const policies = await ifThere(client, group);
  if (policies) seen.found.push(...openingsIn(client, policies, known));
}

/** undefined: the group was removed since it was listed or shown. */
async function ifThere(client: TencentClient, group: string): Promise<Policies | undefined> {
  try {
    return await readPolicies(client, group);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function unlisted(
  client: TencentClient,
  listed: readonly string[],
  known: KnownHere | undefined,
  unread: string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const instance of instancesOf(known)) {
    try {
      found.push(...(await groupsOf(client, instance)));
    } catch (error) {
      // The list may be that of another account, which does not know the instance either.
      const why = isGone(error)
        ? "; if it was deleted, its groups are among those that were read; if not, these are the credentials of another account"
        : "";
      unread.push(`the security groups of ${instance} could not be read: ${messageOf(error)}${why}`);
    }
  }
  return [...new Set([...found, ...groupsNamed(known)])].filter((group) => !listed.includes(group));
}

/** Those with one of our names. */
function openingsIn(client: TencentClient, { group, ingress }: Policies, known?: KnownHere): Opening[] {
  const names = new Set(ingress.filter(mayAdmit).map(({ PolicyDescription }) => PolicyDescription ?? ""));
  return [...names].filter(isOurList).flatMap((name) => {
    const policies = ingress.filter((one) => mayAdmit(one) && one.PolicyDescription === name);
    const migration = migrationOf(name);
    return ownersOf(name, known, group).map((owner) => ({
      ...openingOf(client, { owner, name, group, policies, migration }),
      byName: true as const,
    }));
  });
}

interface Found {
  owner: string;
  name: string;
  group: string;
  policies: readonly WirePolicy[];
  migration: string;
}

function openingOf({ region }: TencentClient, { owner, name, group, policies, migration }: Found): Opening {
  return {
    cloud: "tencentcloud",
    region,
    kind: "allowlistGroup",
    id: `${owner}/${name}`,
    name,
    addresses: policies.map(peerOf),
    port: [...new Set(policies.map(portOf))].join(","),
    migration,
    where: `security group ${group}, policies ${name}`,
    group,
  };
}

const portOf = ({ Port }: WirePolicy) => Port ?? "all";

/**
 * Such a name says nothing: others use it too, for the same addresses and other servers. So only policies of the instance's own
 * groups for its own port count. What may be one that somebody has widened is neither ours nor ruled out.
 */
async function addUnder(
  client: TencentClient,
  { instance, name, entries }: RecordedList,
  migration: string,
  seen: OpeningsRead,
): Promise<void> {
  const port = (await readInstance(client, instance))?.Vport;
  if (!port)
    throw new UserProblem(
      `TencentDB for MySQL shows no port of ${instance}; look in the console for policies with that description`,
    );
  const added = new Set(entries.map(normalized));
  // One at a time: what one group has shown counts even if the next cannot be read.
  for (const group of await groupsOf(client, instance)) {
    const named = (await readPolicies(client, group)).ingress.filter(
      (one) => mayAdmit(one) && one.PolicyDescription === name,
    );
    const policies = named.filter((one) => isFor(one, port) && added.has(normalized(peerOf(one))));
    if (policies.length > 0) seen.found.push(openingOf(client, { owner: instance, name, group, policies, migration }));
    const wider = named.filter((one) => !policies.includes(one) && entries.some((entry) => mayFit(one, entry, port)));
    if (wider.length > 0)
      seen.unread.push(
        `the security group ${group} has policies '${name}' for ${wider.map(peerOf).join(", ")} that let in what dbferry has let in, and more: ` +
          "nothing shows whose they are; look at them in the console",
      );
  }
}

/** Those that may be ours under a description that somebody has given them. */
async function addTwins(
  client: TencentClient,
  list: RecordedList,
  known: KnownHere | undefined,
  seen: OpeningsRead,
): Promise<void> {
  const { instance, entries } = list;
  const there = entries.length > 0 ? await readInstance(client, instance) : undefined;
  // That the groups of one which is gone could not be read is reported already.
  if (!there) return;
  const port = there.Vport;
  if (!port) throw new UserProblem(`TencentDB for MySQL shows no port of ${instance}; look at it in the console`);
  for (const { group, ingress } of await policiesOf(client, instance)) {
    const there = ingress
      .filter((one) => isFor(one, port))
      .map((one) => ({ peer: peerOf(one), description: one.PolicyDescription ?? "" }));
    const twins = twinsOf(list, known, there);
    if (twins.length > 0) seen.unread.push(describeTwins("policy", group, list, twins));
  }
}

/** Removes the policies that the audit has shown, from the group where it saw them; what somebody has added since stays. */
export async function closeTencentcloud(
  client: TencentClient,
  { kind, name, group, port, addresses }: Opening,
): Promise<void> {
  if (kind !== "allowlistGroup" || !name || !group) return;
  const policies = await ifThere(client, group);
  if (!policies) return;
  const shown = new Set(addresses.map(normalized));
  const ours = policies.ingress.filter(
    (one) =>
      mayAdmit(one) &&
      one.PolicyDescription === name &&
      shown.has(normalized(peerOf(one))) &&
      (isOurList(name) || portOf(one) === port),
  );
  if (ours.length > 0) await removePolicies(client, policies, ours);
}
