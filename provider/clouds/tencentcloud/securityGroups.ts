import { asBlock } from "../../../model/addresses/block";
import { UserProblem } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { listIn, NOT_THE_VENDOR } from "../../http/problem";
import type { TencentClient } from "./client";

/** An ingress policy of a security group, as the VPC API returns it. Policies are tried in order; the first that fits decides. */
export interface WirePolicy {
  PolicyIndex: number;
  Protocol?: string;
  Port?: string;
  Action?: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  SecurityGroupId?: string;
  ServiceTemplate?: { ServiceId?: string; ServiceGroupId?: string } | null;
  AddressTemplate?: { AddressId?: string; AddressGroupId?: string } | null;
  PolicyDescription?: string | null;
}

export interface Policies {
  group: string;
  /** Changes with every change of the group. */
  version: string;
  ingress: WirePolicy[];
}

const PAGE = 100;

const REQUIRED: readonly [string, (policy: WirePolicy) => boolean][] = [
  ["PolicyIndex", ({ PolicyIndex }) => typeof PolicyIndex === "number"],
  ["Action", ({ Action }) => typeof Action === "string"],
  ["PolicyDescription", ({ PolicyDescription }) => PolicyDescription !== undefined],
];

/** Ids of every security group of the region, all pages. */
export async function listGroups(client: TencentClient): Promise<string[]> {
  const doing = "listing security groups";
  const groups = await everyPage<{ SecurityGroupId: string }, "SecurityGroupId">({
    doing: `Tencent VPC, ${doing}`,
    field: "SecurityGroupSet",
    size: PAGE,
    id: "SecurityGroupId",
    read: async (page) => {
      const answer = await client.read<{ SecurityGroupSet?: { SecurityGroupId: string }[]; TotalCount?: number }>(
        "vpc DescribeSecurityGroups",
        doing,
        { Limit: String(PAGE), Offset: String((page - 1) * PAGE) },
      );
      return { items: answer.SecurityGroupSet, total: answer.TotalCount };
    },
  });
  return groups.map(({ SecurityGroupId }) => SecurityGroupId);
}

/** Ids of an instance's security groups, in the order in which the cloud lists them. */
export async function groupsOf(client: TencentClient, instanceId: string): Promise<string[]> {
  const doing = `reading the security groups of ${instanceId}`;
  const { Groups } = await client.read<{ Groups?: { SecurityGroupId: string }[] }>(
    "cdb DescribeDBSecurityGroups",
    doing,
    { InstanceId: instanceId },
  );
  const found = listIn(`TencentDB for MySQL, ${doing}`, "Groups", Groups, ["SecurityGroupId"]);
  return found.map(({ SecurityGroupId }) => SecurityGroupId);
}

export async function readPolicies(client: TencentClient, group: string): Promise<Policies> {
  const doing = `reading the policies of ${group}`;
  const { SecurityGroupPolicySet: set } = await client.read<{
    SecurityGroupPolicySet?: { Version?: string; Ingress?: WirePolicy[] | null };
  }>("vpc DescribeSecurityGroupPolicies", doing, { SecurityGroupId: group });
  const what = `Tencent VPC, ${doing}`;
  if (typeof set?.Version !== "string")
    throw new UserProblem(`${what}: the response contains no version of the policies; ${NOT_THE_VENDOR}`);
  // The vendor writes null where there is none.
  const ingress = set.Ingress === null ? [] : listIn<WirePolicy>(what, "Ingress", set.Ingress);
  // The last two show whether a policy is an opening of ours. The vendor may write null for no description.
  for (const [field, isThere] of REQUIRED) {
    if (ingress.every(isThere)) continue;
    throw new UserProblem(`${what}: the list 'Ingress' has an entry without '${field}'; ${NOT_THE_VENDOR}`);
  }
  return { group, version: set.Version, ingress };
}

/** Those of each of an instance's groups, in the order in which the cloud lists them. */
export async function policiesOf(client: TencentClient, instanceId: string): Promise<Policies[]> {
  const found: Policies[] = [];
  for (const group of await groupsOf(client, instanceId)) found.push(await readPolicies(client, group));
  return found;
}

/** Adds policies before all others: one that denies lets nobody in, whatever comes after it. */
export async function addPolicies(
  client: TencentClient,
  { group, version }: Policies,
  { description, port, cidrs }: { description: string; port: number; cidrs: readonly string[] },
): Promise<void> {
  await client.call("vpc CreateSecurityGroupPolicies", `admitting ${cidrs.join(", ")} in ${group}`, {
    SecurityGroupId: group,
    SecurityGroupPolicySet: {
      Version: version,
      Ingress: cidrs.map((cidr) => ({
        PolicyIndex: 0,
        Protocol: "TCP",
        Port: String(port),
        CidrBlock: asBlock(cidr),
        Action: "ACCEPT",
        PolicyDescription: description,
      })),
    },
  });
}

/** Removes policies by their index in exactly this version of the group: nobody else's can have taken their place. */
export async function removePolicies(
  client: TencentClient,
  { group, version }: Policies,
  policies: readonly WirePolicy[],
): Promise<void> {
  await client.call("vpc DeleteSecurityGroupPolicies", `removing ${policies.map(peerOf).join(", ")} from ${group}`, {
    SecurityGroupId: group,
    SecurityGroupPolicySet: { Version: version, Ingress: policies.map(({ PolicyIndex }) => ({ PolicyIndex })) },
  });
}

/** Whom a policy is for, as the cloud writes it. */
export function peerOf({ CidrBlock, Ipv6CidrBlock, SecurityGroupId, AddressTemplate: addresses }: WirePolicy): string {
  return CidrBlock || Ipv6CidrBlock || SecurityGroupId || addresses?.AddressId || addresses?.AddressGroupId || "all";
}

export function isAccept({ Action }: WirePolicy): boolean {
  return Action?.toUpperCase() === "ACCEPT";
}

/** Unless it says that it does not: an action that is not known is no proof. */
export function mayAdmit({ Action }: WirePolicy): boolean {
  return Action?.toUpperCase() !== "DROP";
}

/** Whether it lets TCP in to exactly this port. */
export function isFor(policy: WirePolicy, port: number): boolean {
  return isAccept(policy) && policy.Protocol?.toLowerCase() === "tcp" && policy.Port === String(port);
}
