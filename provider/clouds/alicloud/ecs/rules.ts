import { readAddressList } from "../../../../model/addresses";
import { asBlock } from "../../../../model/addresses/block";
import { overlapping } from "../../../../model/addresses/overlap";
import { UserProblem } from "../../../core/failure";
import { everyPage } from "../../../http/pages";
import { listIn, NOT_THE_VENDOR } from "../../../http/problem";
import { AlicloudError } from "../error";
import { type EcsClient, TITLE } from "./client";

/** A rule of a security group. Of two that fit, the one with the lower priority number decides; of equal ones, Drop. */
export interface WireRule {
  SecurityGroupRuleId: string;
  Direction?: string;
  Policy?: string;
  Priority?: string;
  IpProtocol?: string;
  /** `3306/3306`; `-1/-1`: every port. */
  PortRange?: string;
  PortRangeListId?: string;
  /** Of the caller; `-1/-1`: every port. */
  SourcePortRange?: string;
  SourceCidrIp?: string;
  DestCidrIp?: string;
  Ipv6SourceCidrIp?: string;
  SourceGroupId?: string;
  SourcePrefixListId?: string;
  Description?: string;
}

const GROUPS = 50;
const RULES = 500;
/** Per call, of rules to add or to remove: the vendor's client sends them all in the URL. */
const MOST = 20;
const MOST_PAGES = 50;

/** Ids of every security group of the region, all pages. */
export async function listGroups(client: EcsClient): Promise<string[]> {
  const doing = "listing security groups";
  const groups = await everyPage<{ SecurityGroupId: string }, "SecurityGroupId">({
    doing: `${TITLE}, ${doing}`,
    field: "SecurityGroup",
    size: GROUPS,
    id: "SecurityGroupId",
    read: async (page) => {
      const answer = await client.call<{
        SecurityGroups?: { SecurityGroup?: { SecurityGroupId: string }[] };
        TotalCount?: number;
        RegionId?: string;
      }>("DescribeSecurityGroups", doing, { PageSize: String(GROUPS), PageNumber: String(page) });
      client.about(doing, "region", answer.RegionId, client.region);
      return { items: answer.SecurityGroups?.SecurityGroup, total: answer.TotalCount };
    },
  });
  return groups.map(({ SecurityGroupId }) => SecurityGroupId);
}

/** Rules for the way in to a group, all pages. */
export async function readRules(client: EcsClient, group: string): Promise<WireRule[]> {
  const doing = `reading the rules of ${group}`;
  const found: WireRule[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.call<{
      SecurityGroupId?: string;
      RegionId?: string;
      Permissions?: { Permission?: WireRule[] };
      NextToken?: string;
    }>("DescribeSecurityGroupAttribute", doing, {
      SecurityGroupId: group,
      Direction: "ingress",
      NicType: "intranet",
      MaxResults: String(RULES),
      ...(token ? { NextToken: token } : {}),
    });
    client.about(doing, "group", answer.SecurityGroupId, group);
    client.about(doing, "region", answer.RegionId, client.region);
    const what = `${TITLE}, ${doing}`;
    const rules = listIn(what, "Permission", answer.Permissions?.Permission, [
      ...(["SecurityGroupRuleId", "Policy", "Description"] as const),
    ]);
    for (const { Direction = "ingress" } of rules) client.about(doing, "direction", Direction, "ingress");
    found.push(...rules);
    token = answer.NextToken || undefined;
    if (token === undefined) return found;
  }
  throw new UserProblem(`${TITLE}, ${doing}: the list has no end; ${NOT_THE_VENDOR}`);
}

/** undefined: there is no such group, or no longer. */
export async function rulesIfThere(client: EcsClient, group: string): Promise<WireRule[] | undefined> {
  try {
    return await readRules(client, group);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export async function addRules(
  client: EcsClient,
  group: string,
  { description, port, cidrs }: { description: string; port: number; cidrs: readonly string[] },
): Promise<void> {
  for (const some of inParts(cidrs)) {
    const permissions = some.flatMap((cidr, at) =>
      Object.entries({
        IpProtocol: "TCP",
        NicType: "intranet",
        Policy: "accept",
        PortRange: `${port}/${port}`,
        // The highest, so that no rule comes before it; one that drops at the same priority decides.
        Priority: "1",
        SourceCidrIp: asBlock(cidr),
        Description: description,
      }).map(([name, value]) => [`Permissions.${at + 1}.${name}`, value] as const),
    );
    await client.change("AuthorizeSecurityGroup", `admitting ${some.join(", ")} in ${group}`, {
      SecurityGroupId: group,
      ...Object.fromEntries(permissions),
    });
  }
}

export async function removeRules(client: EcsClient, group: string, rules: readonly WireRule[]): Promise<void> {
  for (const some of inParts(rules)) {
    const ids = some.map(({ SecurityGroupRuleId }, at) => [`SecurityGroupRuleId.${at + 1}`, SecurityGroupRuleId]);
    await client.change("RevokeSecurityGroup", `removing ${some.map(peerOf).join(", ")} from ${group}`, {
      SecurityGroupId: group,
      ...Object.fromEntries(ids),
    });
  }
}

function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MOST) }, (_, at) => all.slice(at * MOST, (at + 1) * MOST));
}

/** Whom a rule is for, as the cloud writes it. */
export function peerOf({ SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId, SourcePrefixListId }: WireRule): string {
  return SourceCidrIp || Ipv6SourceCidrIp || SourceGroupId || SourcePrefixListId || "all";
}

export function portOf({ PortRange, PortRangeListId }: WireRule): string {
  return PortRange || PortRangeListId || "all";
}

export const isAccept = ({ Policy }: WireRule): boolean => Policy?.toLowerCase() === "accept";

/** Unless it says that it does not: a policy that is not known is no proof. */
export const mayAdmit = ({ Policy }: WireRule): boolean => Policy?.toLowerCase() !== "drop";

/** Whether it lets TCP in to exactly this port, from wherever and to whichever address of the machine. */
export function isFor(rule: WireRule, port: number): boolean {
  return (
    isAccept(rule) && isWhole(rule) && rule.IpProtocol?.toLowerCase() === "tcp" && rule.PortRange === `${port}/${port}`
  );
}

/** Not only for some of the caller's ports, or some of the machine's addresses. */
export function isWhole({ SourcePortRange, DestCidrIp }: WireRule): boolean {
  return ["", "-1/-1", "1/65535"].includes(SourcePortRange ?? "") && !DestCidrIp;
}

/**
 * Whether a rule applies to TCP from an IPv4 address to a port, or may: lists of prefixes and of ports are not read. A service is in no
 * security group of the account. @param port undefined: any
 */
export function mayFit(rule: WireRule, from: string, port: number | undefined): boolean {
  const { IpProtocol = "", PortRange, SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId } = rule;
  if (/^(udp|icmp|icmpv6|gre)$/i.test(IpProtocol)) return false;
  if (PortRange && port !== undefined && !holdsPort(PortRange, port)) return false;
  if (SourceCidrIp) return overlapping(blocksOf(SourceCidrIp), blocksOf(from)) !== undefined;
  return !SourceGroupId && !Ipv6SourceCidrIp;
}

export function holdsPort(range: string, port: number): boolean {
  const [low = -1, high = -1] = range.split("/").map(Number);
  return low === -1 || (port >= low && port <= high);
}

const blocksOf = (text: string) => readAddressList([text]).flatMap(({ blocks }) => blocks);

/** The group, or the machine. */
export function isGone(error: unknown): boolean {
  return error instanceof AlicloudError && /^Invalid(SecurityGroupId|InstanceId)\.NotFound$/.test(error.code);
}
