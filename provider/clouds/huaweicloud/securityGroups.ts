import { asBlock } from "../../../model/addresses/block";
import { UserProblem } from "../../core/failure";
import { everyPage } from "../../http/pages";
import { NOT_THE_VENDOR } from "../../http/problem";
import type { HuaweiClient } from "./client";
import { ifThere } from "./error";
import type { IngressRule } from "./guard";

/** A rule in any group, as the VPC API (v3) returns it. */
export interface WireRule {
  id: string;
  security_group_id: string;
  direction: string;
  ethertype?: string;
  description?: string;
  protocol?: string | null;
  multiport?: string | null;
  action?: string;
  /** Absent: it is. */
  enabled?: boolean;
  remote_ip_prefix?: string | null;
  remote_group_id?: string | null;
  remote_address_group_id?: string | null;
}

const DOING = "Huawei VPC, listing security group rules";
const PAGE = 500;

/**
 * Rules of one group, or of all groups in the project that the account may see; all pages.
 * @throws UserProblem where a group shows no rules, and cannot be read itself either: the cloud hides what the account may not see
 */
export async function listRules(client: HuaweiClient, securityGroupId?: string): Promise<WireRule[]> {
  const rules = await allRules(client, securityGroupId);
  if (securityGroupId !== undefined && rules.length === 0) await refuseHidden(client, securityGroupId);
  return rules;
}

async function refuseHidden(client: HuaweiClient, id: string): Promise<void> {
  const doing = `Huawei VPC, reading the security group ${id}`;
  const reading = client.send<{ security_group?: { id?: string } }>("vpc", doing, {
    method: "GET",
    url: "/v3/{project_id}/vpc/security-groups/{security_group_id}",
    params: { security_group_id: id },
    reads: true,
  });
  const answer = await ifThere(reading);
  if (answer?.security_group?.id === id) return;
  throw new UserProblem(
    answer
      ? `${doing}: the response does not contain it; ${NOT_THE_VENDOR}`
      : `${doing}: it shows no rules, and does not exist for these credentials, which may only not see it; needed: credentials that may read it (HW_PROJECT_ID, ` +
          "and docs/permissions.md); if it was deleted, its rules are gone with it, and the stack file or the state names it still",
  );
}

async function allRules(client: HuaweiClient, securityGroupId: string | undefined): Promise<WireRule[]> {
  return everyPage({
    doing: DOING,
    field: "security_group_rules",
    size: PAGE,
    id: "id",
    read: async (_, marker) => {
      const answer = await client.send<{ security_group_rules?: WireRule[] }>("vpc", DOING, {
        method: "GET",
        url: "/v3/{project_id}/vpc/security-group-rules",
        query: {
          limit: PAGE,
          ...(marker ? { marker } : {}),
          ...(securityGroupId ? { security_group_id: securityGroupId } : {}),
        },
        reads: true,
      });
      return { items: answer.security_group_rules };
    },
  });
}

export async function readRule(client: HuaweiClient, id: string): Promise<WireRule | undefined> {
  const doing = `Huawei VPC, reading the security group rule ${id}`;
  const { security_group_rule: rule } = await client.send<{ security_group_rule?: WireRule }>("vpc", doing, {
    method: "GET",
    url: "/v3/{project_id}/vpc/security-group-rules/{rule_id}",
    params: { rule_id: id },
    reads: true,
  });
  return rule;
}

/** `ingress allow tcp 192.168.10.7/32 3306`, with ` (disabled)` if it has no effect */
export function describeRule({ direction, action = "allow", protocol, multiport, enabled, ...from }: WireRule): string {
  const whom = from.remote_ip_prefix ?? from.remote_group_id ?? from.remote_address_group_id ?? "anybody";
  return `${direction} ${action} ${protocol ?? "any"} ${whom} ${multiport ?? "all ports"}${enabled === false ? " (disabled)" : ""}`;
}

/** Ingress rules of a group that have an effect on IPv4: tasks have no other address. */
export async function securityGroupRules(client: HuaweiClient, securityGroupId: string): Promise<IngressRule[]> {
  const rules = await listRules(client, securityGroupId);
  return rules
    .filter(
      ({ direction, enabled, ethertype }) =>
        direction === "ingress" && enabled !== false && ethertype?.toLowerCase() !== "ipv6",
    )
    .map(ingressOf);
}

export function ingressOf(rule: WireRule): IngressRule {
  return {
    action: rule.action === "deny" ? "deny" : "allow",
    protocol: rule.protocol || undefined,
    ports: rule.multiport || undefined,
    cidr: rule.remote_ip_prefix || undefined,
    fromGroup: rule.remote_group_id || rule.remote_address_group_id || undefined,
    ...(rule.remote_address_group_id ? { unreadAddresses: true as const } : {}),
  };
}

export interface NewRule {
  group: string;
  cidr: string;
  port: number;
  description: string;
}

/** Lets a block in to one TCP port, with the priority that the cloud gives by default. */
export async function addRule(client: HuaweiClient, { group, cidr, port, description }: NewRule): Promise<void> {
  await client.send("vpc", `Huawei VPC, admitting ${cidr} in the security group ${group}`, {
    method: "POST",
    url: "/v3/{project_id}/vpc/security-group-rules",
    body: {
      security_group_rule: {
        security_group_id: group,
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        multiport: String(port),
        remote_ip_prefix: asBlock(cidr),
        action: "allow",
        description,
      },
    },
  });
}

/** Whom a rule is for, as the cloud writes it. */
export function peerOf({ remote_ip_prefix, remote_group_id, remote_address_group_id }: WireRule): string {
  return remote_ip_prefix || remote_group_id || remote_address_group_id || "0.0.0.0/0";
}

/** Unless it says that it does not: an action that is not known is no proof. */
export function mayAdmit({ direction, action }: WireRule): boolean {
  return direction !== "egress" && action?.toLowerCase() !== "deny";
}

/** Whether it lets TCP in to exactly this port. */
export function isFor(rule: WireRule, port: number): boolean {
  const { direction, action, enabled, protocol, multiport } = rule;
  return (
    direction === "ingress" &&
    action === "allow" &&
    enabled !== false &&
    protocol?.toLowerCase() === "tcp" &&
    multiport === String(port) &&
    Boolean(rule.remote_ip_prefix)
  );
}

export async function deleteRule(client: HuaweiClient, id: string): Promise<void> {
  await client.send("vpc", `Huawei VPC, deleting the security group rule ${id}`, {
    method: "DELETE",
    url: "/v3/{project_id}/vpc/security-group-rules/{rule_id}",
    params: { rule_id: id },
  });
}
