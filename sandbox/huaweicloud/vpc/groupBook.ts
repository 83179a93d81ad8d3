import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { SecurityGroup, SecurityGroupRule } from "../facts/types";
import type { Tagged } from "./tags";

/** Facts about a group that only the API needs. */
interface Extras {
  tags: Record<string, string>;
  enterpriseProjectId: string;
  updatedAt: string;
}

interface GroupRequest {
  name: string;
  description?: string | undefined;
  enterprise_project_id?: string | undefined;
  tags?: { key: string; value: string }[] | undefined;
}

/** The security groups of one project as shown by the API. */
export class GroupBook implements Tagged {
  private readonly extras = new Map<string, Extras>();

  constructor(
    private readonly world: HuaweicloudWorld,
    private readonly region: string,
    readonly projectId: string,
  ) {}

  has(id: string): boolean {
    return this.world.huaweicloud.securityGroups.find(id)?.region === this.region;
  }

  /** @throws Refusal 404 VPC.0603 */
  get(id: string): SecurityGroup & { tags: Record<string, string> } {
    if (!this.has(id)) throw new Refusal(404, "VPC.0603", "Security group does not exist.");
    const group = this.world.huaweicloud.securityGroups.get(id);
    return { ...group, tags: this.extrasOf(group).tags };
  }

  list(): (SecurityGroup & { tags: Record<string, string> })[] {
    return this.world.huaweicloud.securityGroups.list(this.region).map((group) => this.get(group.id));
  }

  rules(id: string): SecurityGroupRule[] {
    return this.world.huaweicloud.securityGroups.rules(id);
  }

  /** Creates a group with the default rules: all egress, and ingress from the group itself. */
  add(asked: GroupRequest): SecurityGroup {
    const { name, description = "" } = asked;
    const group = this.world.huaweicloud.securityGroups.add({ region: this.region, name, description });
    const extras = this.extrasOf(group);
    extras.enterpriseProjectId = asked.enterprise_project_id ?? "0";
    extras.tags = Object.fromEntries((asked.tags ?? []).map((one) => [one.key, one.value]));
    for (const ethertype of ["IPv4", "IPv6"] as const) {
      const rule = { securityGroupId: group.id, ethertype, priority: 100 };
      this.world.huaweicloud.securityGroups.addRule({ ...rule, direction: "egress" });
      this.world.huaweicloud.securityGroups.addRule({ ...rule, direction: "ingress", remoteGroupId: group.id });
    }
    return group;
  }

  update(id: string, asked: { name?: string | undefined; description?: string | undefined }): void {
    const group = this.world.huaweicloud.securityGroups.get(id);
    Object.assign(group, { name: asked.name ?? group.name, description: asked.description ?? group.description });
    this.world.journal.add("securityGroup.update", id, { name: group.name });
    this.touch(group);
  }

  setTags(id: string, tags: Record<string, string>): void {
    const group = this.world.huaweicloud.securityGroups.get(id);
    this.extrasOf(group).tags = tags;
    this.touch(group);
  }

  /** Whether the group has members or another group's rule refers to it. */
  inUse(id: string): boolean {
    const { vpcs, securityGroups } = this.world.huaweicloud;
    return (
      vpcs.privateIps().some((ip) => ip.securityGroupIds.includes(id)) ||
      securityGroups.rules().some((rule) => rule.remoteGroupId === id && rule.securityGroupId !== id)
    );
  }

  remove(id: string): void {
    this.world.huaweicloud.securityGroups.remove(id);
    this.extras.delete(id);
  }

  renderV1(group: SecurityGroup): Record<string, unknown> {
    return {
      id: group.id,
      name: group.name,
      description: group.description,
      vpc_id: "",
      enterprise_project_id: this.extrasOf(group).enterpriseProjectId,
    };
  }

  renderV3(group: SecurityGroup): Record<string, unknown> {
    const extras = this.extrasOf(group);
    return {
      id: group.id,
      name: group.name,
      description: group.description,
      project_id: this.projectId,
      enterprise_project_id: extras.enterpriseProjectId,
      created_at: `${group.createdAt.slice(0, 19)}.000+00:00`,
      updated_at: `${extras.updatedAt.slice(0, 19)}.000+00:00`,
      tags: Object.entries(extras.tags).map(([key, value]) => ({ key, value })),
    };
  }

  private touch(group: SecurityGroup): void {
    this.extrasOf(group).updatedAt = new Date().toISOString();
  }

  private extrasOf(group: SecurityGroup): Extras {
    const known = this.extras.get(group.id);
    if (known) return known;
    const fresh: Extras = { tags: {}, enterpriseProjectId: "0", updatedAt: group.createdAt };
    this.extras.set(group.id, fresh);
    return fresh;
  }
}
