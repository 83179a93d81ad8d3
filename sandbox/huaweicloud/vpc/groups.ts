import { z } from "zod";
import type { SecurityGroup } from "../../world/types";
import type { World } from "../../world/world";
import { Refusal } from "../errors";
import type { Service } from "../service";
import { many, page, pageOf } from "./queries";
import { groupStyle, v3Style } from "./styles";

const listV1 = z.strictObject({ ...page, vpc_id: z.string().optional(), enterprise_project_id: z.string().optional() });
const listV3 = z.strictObject({
  ...page,
  id: many.optional(),
  name: many.optional(),
  description: many.optional(),
  enterprise_project_id: z.string().optional(),
});

/** Security groups, to read: dbferry never makes one. */
export function addGroups(service: Service, world: World, region: string, projectId: string): void {
  const find = (id: string, refusal: Refusal) => {
    const group = world.securityGroups.list(region).find((one) => one.id === id);
    if (!group) throw refusal;
    return group;
  };
  const rules = (group: SecurityGroup) =>
    world.securityGroups.rules(group.id).map((rule) => ({
      id: rule.id,
      description: rule.description,
      security_group_id: rule.securityGroupId,
      direction: rule.direction,
      protocol: rule.protocol ?? null,
      ethertype: rule.ethertype,
      multiport: rule.ports ?? null,
      action: rule.action,
      priority: rule.priority,
      remote_ip_prefix: rule.remoteIpPrefix ?? null,
      remote_group_id: rule.remoteGroupId ?? null,
      remote_address_group_id: null,
      project_id: projectId,
      enabled: true,
    }));
  const render = (group: SecurityGroup): Record<string, unknown> => ({
    id: group.id,
    name: group.name,
    description: group.description,
    project_id: projectId,
    enterprise_project_id: "0",
    created_at: `${group.createdAt.slice(0, 19)}.000+00:00`,
    updated_at: `${group.createdAt.slice(0, 19)}.000+00:00`,
    tags: [],
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/security-groups",
    query: listV1,
    errors: groupStyle,
    handle: ({ query }) => {
      const groups = world.securityGroups
        .list(region)
        .map((group) => ({ ...render(group), security_group_rules: rules(group) }));
      return { status: 200, body: { security_groups: pageOf(groups, query.marker, query.limit) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/security-groups/:id",
    errors: groupStyle,
    handle: ({ params }) => {
      const group = find(params["id"]!, new Refusal(404, "VPC.0603", "Security group does not exist."));
      return { status: 200, body: { security_group: { ...render(group), security_group_rules: rules(group) } } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/vpc/security-groups",
    query: listV3,
    errors: v3Style,
    handle: ({ query, requestId }) => {
      const groups = world.securityGroups
        .list(region)
        .map(render)
        .filter((group) =>
          (["id", "name", "description"] as const).every((key) => query[key]?.includes(String(group[key])) ?? true),
        );
      const shown = pageOf(groups, query.marker, query.limit);
      const page_info = { previous_marker: shown[0]?.["id"] ?? null, current_count: shown.length };
      return { status: 200, body: { request_id: requestId, security_groups: shown, page_info } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/vpc/security-groups/:id",
    errors: v3Style,
    handle: ({ params, requestId }) => {
      const id = params["id"]!;
      const group = find(id, new Refusal(404, "VPC.9904", `Security group ${id} does not exist.`));
      return {
        status: 200,
        body: { request_id: requestId, security_group: { ...render(group), security_group_rules: rules(group) } },
      };
    },
  });
}
