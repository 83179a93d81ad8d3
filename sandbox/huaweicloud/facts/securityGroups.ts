import { randomUUID } from "node:crypto";
import { holds, isIpv4 } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import type { Origin } from "../../world/types";
import { WorldError } from "../../world/worldError";
import type { SecurityGroup, SecurityGroupRule } from "./types";

export type RuleRequest = Omit<SecurityGroupRule, "id" | "createdAt" | "action" | "priority" | "description"> &
  Partial<Pick<SecurityGroupRule, "action" | "priority" | "description">>;

/** Security groups of Huawei Cloud and their rules. */
export class SecurityGroups {
  private readonly groups = new Map<string, SecurityGroup>();
  private readonly allRules = new Map<string, SecurityGroupRule>();

  constructor(private readonly journal: Journal) {}

  /**
   * Creates a group without rules. The cloud's default rules for new groups are added by callers that simulate the
   * cloud.
   */
  add(group: { region: string; name: string; id?: string; description?: string }): SecurityGroup {
    const added: SecurityGroup = {
      id: group.id ?? randomUUID(),
      region: group.region,
      name: group.name,
      description: group.description ?? "",
      createdAt: new Date().toISOString(),
    };
    this.groups.set(added.id, added);
    this.journal.add("securityGroup.add", added.id, { name: added.name });
    return added;
  }

  find(id: string): SecurityGroup | undefined {
    return this.groups.get(id);
  }

  /** @throws WorldError notFound */
  get(id: string): SecurityGroup {
    const group = this.groups.get(id);
    if (!group) throw new WorldError("notFound", `Security group ${id} does not exist`);
    return group;
  }

  list(region?: string): SecurityGroup[] {
    return [...this.groups.values()].filter((group) => region === undefined || group.region === region);
  }

  /** Removes a group with its rules. @throws WorldError notFound */
  remove(id: string): void {
    this.get(id);
    for (const rule of this.rules(id)) this.allRules.delete(rule.id);
    this.groups.delete(id);
    this.journal.add("securityGroup.remove", id);
  }

  /**
   * Adds a rule (action allow, priority 1, no description by default).
   * @throws WorldError notFound (group); conflict: the same rule already exists, as in the cloud
   */
  addRule(rule: RuleRequest): SecurityGroupRule {
    this.get(rule.securityGroupId);
    const added: SecurityGroupRule = {
      ...rule,
      action: rule.action ?? "allow",
      priority: rule.priority ?? 1,
      description: rule.description ?? "",
      id: randomUUID(),
      createdAt: new Date().toISOString(),
    };
    const twin = this.rules(rule.securityGroupId).find((other) => sameMeaning(other, added));
    if (twin) throw new WorldError("conflict", `Rule ${twin.id} of group ${rule.securityGroupId} is identical`);
    this.allRules.set(added.id, added);
    this.journal.add("rule.add", added.id, {
      securityGroupId: added.securityGroupId,
      direction: added.direction,
      from: added.remoteGroupId ?? added.remoteIpPrefix ?? "any",
      ports: added.ports ?? "all",
      action: added.action,
    });
    return added;
  }

  findRule(id: string): SecurityGroupRule | undefined {
    return this.allRules.get(id);
  }

  /** @throws WorldError notFound */
  rule(id: string): SecurityGroupRule {
    const rule = this.allRules.get(id);
    if (!rule) throw new WorldError("notFound", `Security group rule ${id} does not exist`);
    return rule;
  }

  /** Rules of one group, or all. */
  rules(securityGroupId?: string): SecurityGroupRule[] {
    return [...this.allRules.values()].filter(
      (rule) => securityGroupId === undefined || rule.securityGroupId === securityGroupId,
    );
  }

  /** @throws WorldError notFound */
  removeRule(id: string): void {
    const rule = this.rule(id);
    this.allRules.delete(id);
    this.journal.add("rule.remove", id, { securityGroupId: rule.securityGroupId });
  }

  /**
   * Whether the ingress rules of a group allow TCP from `origin` to `port`. The lowest priority number decides; on a
   * tie deny wins; without a matching rule the answer is no.
   */
  admits(securityGroupId: string, origin: Origin, port: number): boolean {
    const fitting = this.rules(securityGroupId)
      .filter((rule) => rule.direction === "ingress" && fits(rule, origin, port))
      .sort((a, b) => a.priority - b.priority || (a.action === b.action ? 0 : a.action === "deny" ? -1 : 1));
    return fitting[0]?.action === "allow";
  }
}

function fits(rule: SecurityGroupRule, origin: Origin, port: number): boolean {
  if (rule.ethertype !== (isIpv4(origin.address) ? "IPv4" : "IPv6")) return false;
  if (rule.protocol !== undefined && !["tcp", "6", "any", ""].includes(rule.protocol.toLowerCase())) return false;
  if (!holdsPort(rule.ports, port)) return false;
  if (rule.remoteGroupId !== undefined) return origin.securityGroupIds?.includes(rule.remoteGroupId) ?? false;
  return rule.remoteIpPrefix === undefined || holds(rule.remoteIpPrefix, origin.address);
}

/** "3306", "3306-3310", "80,443,3300-3399"; absent or empty: every port. */
export function holdsPort(ports: string | undefined, port: number): boolean {
  if (ports === undefined || ports === "") return true;
  return ports.split(",").some((part) => {
    const [from, to = from] = part.split("-").map((text) => Number(text.trim()));
    return from !== undefined && to !== undefined && port >= from && port <= to;
  });
}

function sameMeaning(a: SecurityGroupRule, b: SecurityGroupRule): boolean {
  const key = (r: SecurityGroupRule) =>
    JSON.stringify([
      r.direction,
      r.ethertype,
      r.protocol,
      r.ports,
      r.remoteIpPrefix,
      r.remoteGroupId,
      r.action,
      r.priority,
    ]);
  return key(a) === key(b);
}
