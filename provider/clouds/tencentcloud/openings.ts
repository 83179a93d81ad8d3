import { normalized } from "../../../model/addresses/block";
import type { Opening } from "../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import { isGone } from "./allowlist";
import type { TencentClient } from "./client";
import { groupsOf, listGroups, mayAdmit, type Policies, peerOf, readPolicies, removePolicies } from "./securityGroups";

/** Names as created by `model/names`: a policy has a description, and no tags. */
const PREFIX = "dbferry_";

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
  return seen;
}

async function add(
  client: TencentClient,
  group: string,
  known: KnownHere | undefined,
  seen: OpeningsRead,
): Promise<void> {
  let policies: Policies;
  try {
    policies = await readPolicies(client, group);
  } catch (error) {
    // Removed since it was listed.
    if (isGone(error)) return;
    throw error;
  }
  seen.found.push(...openingsIn(client, policies, known));
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
  return [...new Set(found)].filter((group) => !listed.includes(group));
}

function openingsIn(client: TencentClient, { group, ingress }: Policies, known?: KnownHere): Opening[] {
  const names = new Set(ingress.filter(mayAdmit).map(({ PolicyDescription }) => PolicyDescription ?? ""));
  return [...names].flatMap((name) => {
    const isOurs = name.startsWith(PREFIX);
    const policies = ingress.filter(
      (one) =>
        mayAdmit(one) &&
        one.PolicyDescription === name &&
        (isOurs || addedTo(name, known).has(normalized(peerOf(one)))),
    );
    if (policies.length === 0) return [];
    const named = name
      .slice(PREFIX.length)
      .replace(/_[0-9a-f]{6}$/, "")
      .replaceAll("_", "-");
    return ownersOf(name, known, group).map(
      (owner): Opening => ({
        cloud: "tencentcloud",
        region: client.region,
        kind: "allowlistGroup",
        id: `${owner}/${name}`,
        name,
        addresses: policies.map(peerOf),
        port: [...new Set(policies.map(({ Port }) => Port ?? "all"))].join(","),
        migration: isOurs ? named : known!.migration,
        where: `security group ${group}, policies ${name}`,
      }),
    );
  });
}

/** What a name belongs to: the instance that the state has it for; else, as the name's digest says which, each known one. */
function ownersOf(name: string, known: KnownHere | undefined, group: string): string[] {
  const recorded = (known?.named ?? []).flatMap(({ kind, id }) =>
    kind === "allowlistGroup" && id.endsWith(`/${name}`) ? [id.slice(0, id.indexOf("/"))] : [],
  );
  if (recorded.length > 0) return [...new Set(recorded)];
  const instances = instancesOf(known);
  return instances.length > 0 ? instances : [group];
}

function instancesOf(known: KnownHere | undefined): string[] {
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => {
    if (kind === "instance") return [id];
    return kind === "allowlistGroup" ? [id.slice(0, id.indexOf("/"))] : [];
  });
  return [...new Set(ids)];
}

/** What dbferry has added under a name that is not its own, such as an adopted one, according to the state. */
function addedTo(name: string, known: KnownHere | undefined): Set<string> {
  const entries = (known?.named ?? []).flatMap(({ kind, id, entries: added = [] }) =>
    kind === "allowlistGroup" && id.endsWith(`/${name}`) ? added : [],
  );
  return new Set(entries.map(normalized));
}

/** Removes the policies that the audit has shown, in whichever group they are; what somebody has added since stays. */
export async function closeTencentcloud(client: TencentClient, { kind, name, addresses }: Opening): Promise<void> {
  if (kind !== "allowlistGroup" || !name) return;
  const shown = new Set(addresses.map(normalized));
  for (const group of await listGroups(client)) {
    const policies = await readPolicies(client, group);
    const ours = policies.ingress.filter(
      (one) => mayAdmit(one) && one.PolicyDescription === name && shown.has(normalized(peerOf(one))),
    );
    if (ours.length > 0) await removePolicies(client, policies, ours);
  }
}
