import { randomBytes } from "node:crypto";
import { holds } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { AlibabaSecurityGroup, AlibabaSecurityGroupRule } from "./types";

/** Security groups of Alibaba ECS, of the VPC type, and their rules for the way in. */
export class AlibabaSecurityGroups {
  private readonly byId = new Map<string, AlibabaSecurityGroup>();

  constructor(private readonly journal: Journal) {}

  add(group: Pick<AlibabaSecurityGroup, "region" | "vpcId" | "name">): AlibabaSecurityGroup {
    const added = { ...group, id: `sg-bp1${randomBytes(8).toString("hex")}`, rules: [] };
    this.byId.set(added.id, added);
    this.journal.add("securityGroup.add", added.id, { name: added.name });
    return added;
  }

  find(id: string): AlibabaSecurityGroup | undefined {
    return this.byId.get(id);
  }

  /** @throws WorldError notFound */
  get(id: string): AlibabaSecurityGroup {
    const group = this.byId.get(id);
    if (!group) throw new WorldError("notFound", `Security group ${id} does not exist`);
    return group;
  }

  list(region?: string): AlibabaSecurityGroup[] {
    return [...this.byId.values()].filter((group) => region === undefined || group.region === region);
  }

  /** As in the cloud, a rule that differs from an existing one in its description only is not added, and that is no error. */
  addRule(id: string, rule: Omit<AlibabaSecurityGroupRule, "id" | "createdAt">): void {
    const { rules } = this.get(id);
    if (rules.some((other) => meaningOf(other) === meaningOf(rule))) return;
    const added = { ...rule, id: `sgr-bp1${randomBytes(8).toString("hex")}`, createdAt: new Date().toISOString() };
    rules.push(added);
    this.journal.add("rule.add", added.id, { securityGroupId: id, from: added.cidr, ports: added.portRange });
  }

  /** A no-op for a rule that is gone. */
  removeRule(id: string, ruleId: string): void {
    const group = this.get(id);
    group.rules = group.rules.filter((rule) => rule.id !== ruleId);
    this.journal.add("rule.remove", ruleId, { securityGroupId: id });
  }

  /**
   * Whether TCP from an address to a port is let in: the lowest priority number decides, of equal ones Drop; without a
   * rule that fits, the answer is no.
   */
  admits(id: string, address: string, port: number): boolean {
    const fitting = this.get(id)
      .rules.filter((rule) => /^(tcp|all)$/i.test(rule.protocol) && holds(rule.cidr, address) && fits(rule, port))
      .sort((a, b) => a.priority - b.priority || Number(a.policy === "Accept") - Number(b.policy === "Accept"));
    return fitting[0]?.policy === "Accept";
  }
}

function fits({ portRange }: AlibabaSecurityGroupRule, port: number): boolean {
  const [low, high] = portRange.split("/").map(Number);
  return low === -1 || (port >= low! && port <= high!);
}

function meaningOf({
  policy,
  priority,
  protocol,
  portRange,
  cidr,
}: Omit<AlibabaSecurityGroupRule, "id" | "createdAt">) {
  return JSON.stringify([policy, priority, protocol.toUpperCase(), portRange, cidr]);
}
