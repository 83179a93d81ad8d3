import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { RuleRequest } from "../facts/securityGroups";
import type { SecurityGroupRule } from "../facts/types";
import type { Service } from "../service";
import { many, page, pageInfo, pageOf } from "./queries";
import { createV1, createV3 } from "./ruleBodies";
import { renderV1, renderV3 } from "./ruleRender";
import { groupStyle, translate, v3Style } from "./styles";

const listV1 = z.strictObject({
  ...page,
  security_group_id: z.string().optional(),
  remote_ip_prefix: z.string().optional(),
});
const FILTERS = [
  "id",
  "security_group_id",
  "protocol",
  "description",
  "remote_group_id",
  "direction",
  "action",
  "remote_ip_prefix",
  "priority",
  "ethertype",
] as const;
const listV3 = z.strictObject({
  ...page,
  ...(Object.fromEntries(FILTERS.map((name) => [name, many.optional()])) as Record<
    (typeof FILTERS)[number],
    z.ZodOptional<typeof many>
  >),
  enabled: z.enum(["true", "false"]).optional(),
  ...refused("remote_address_group_id"),
});

/**
 * Security-group rules: v1 as read and deleted by `huaweicloud_networking_secgroup_rule`, v3 for rules with ports or an
 * action.
 */
export function addRules(service: Service, world: HuaweicloudWorld, projectId: string): void {
  service.add({
    method: "POST",
    path: "/v1/:projectId/security-group-rules",
    body: createV1,
    errors: groupStyle,
    handle: ({ body }) => {
      const { port_range_min, port_range_max, ...asked } = body.security_group_rule;
      const ports = portRange(port_range_min, port_range_max);
      const rule = add(world, { ...base(asked), ...(ports ? { ports } : {}), priority: 1 }, "v1");
      return { status: 201, body: { security_group_rule: renderV1(rule, projectId) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/security-group-rules",
    query: listV1,
    errors: groupStyle,
    handle: ({ query }) => {
      const rules = world.huaweicloud.securityGroups
        .rules(query.security_group_id)
        .filter((rule) => (query.remote_ip_prefix ?? rule.remoteIpPrefix) === rule.remoteIpPrefix)
        .map((rule) => renderV1(rule, projectId));
      return { status: 200, body: { security_group_rules: pageOf(rules, query, groupStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/security-group-rules/:id",
    errors: groupStyle,
    handle: ({ params }) => ({
      status: 200,
      body: { security_group_rule: renderV1(find(world, params["id"]!, "v1"), projectId) },
    }),
  });
  service.add({
    method: "POST",
    path: "/v3/:projectId/vpc/security-group-rules",
    body: createV3,
    errors: v3Style,
    handle: ({ body, requestId }) => {
      const { multiport, action, priority, remote_address_group_id, enabled: _, ...asked } = body.security_group_rule;
      if (remote_address_group_id) {
        throw new Refusal(404, "VPC.9904", `address_group ${remote_address_group_id} could not be found.`);
      }
      const request = { ...base(asked), ...(multiport ? { ports: multiport } : {}), action, priority: priority ?? 1 };
      return {
        status: 201,
        body: { request_id: requestId, security_group_rule: renderV3(add(world, request, "v3"), projectId) },
      };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/vpc/security-group-rules",
    query: listV3,
    errors: v3Style,
    handle: ({ query, requestId }) => {
      const rules = world.huaweicloud.securityGroups
        .rules()
        .map((rule) => renderV3(rule, projectId))
        .filter((rule) => (query.enabled ?? "true") === String(rule["enabled"]))
        .filter((rule) => FILTERS.every((name) => query[name]?.includes(String(rule[name] ?? "")) ?? true));
      const shown = pageOf(rules, query, v3Style);
      const body = { request_id: requestId, security_group_rules: shown, page_info: pageInfo(rules, shown) };
      return { status: 200, body };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/vpc/security-group-rules/:id",
    errors: v3Style,
    handle: ({ params, requestId }) => ({
      status: 200,
      body: {
        request_id: requestId,
        security_group_rule: renderV3(find(world, params["id"]!, "v3"), projectId),
      },
    }),
  });
  for (const [version, errors, path] of [
    ["v1", groupStyle, "/v1/:projectId/security-group-rules/:id"],
    ["v3", v3Style, "/v3/:projectId/vpc/security-group-rules/:id"],
  ] as const) {
    service.add({
      method: "DELETE",
      path,
      errors,
      handle: ({ params }) => {
        world.huaweicloud.securityGroups.removeRule(find(world, params["id"]!, version).id);
        return { status: 204 };
      },
    });
  }
}

function find(world: HuaweicloudWorld, id: string, version: "v1" | "v3"): SecurityGroupRule {
  const rule = world.huaweicloud.securityGroups.findRule(id);
  if (rule) return rule;
  throw version === "v1"
    ? new Refusal(404, "VPC.0612", `Security group rule ${id} does not exist`)
    : new Refusal(404, "VPC.9904", `Security_group_rule ${id} could not be found.`);
}

type Asked = z.infer<typeof createV1>["security_group_rule"];

function base(asked: Omit<Asked, "port_range_min" | "port_range_max">): RuleRequest {
  return {
    securityGroupId: asked.security_group_id,
    direction: asked.direction,
    ethertype: asked.ethertype ?? "IPv4",
    ...(asked.protocol ? { protocol: asked.protocol } : {}),
    ...(asked.remote_ip_prefix ? { remoteIpPrefix: asked.remote_ip_prefix } : {}),
    ...(asked.remote_group_id ? { remoteGroupId: asked.remote_group_id } : {}),
    description: asked.description ?? "",
  };
}

function add(world: HuaweicloudWorld, request: RuleRequest, version: "v1" | "v3"): SecurityGroupRule {
  const code =
    version === "v1" ? { missing: "VPC.0603", twice: "VPC.0602" } : { missing: "VPC.9904", twice: "VPC.9902" };
  if (request.remoteIpPrefix && request.remoteGroupId) {
    throw new Refusal(
      400,
      version === "v1" ? "VPC.0601" : "VPC.9902",
      "Only remote_ip_prefix or remote_group_id may be provided.",
    );
  }
  if (request.ports && !request.protocol) {
    throw new Refusal(
      400,
      version === "v1" ? "VPC.0601" : "VPC.9902",
      "Must also specify protocol if port range is given.",
    );
  }
  if (request.remoteGroupId && !world.huaweicloud.securityGroups.find(request.remoteGroupId)) {
    throw new Refusal(404, code.missing, `remote security group ${request.remoteGroupId} could not be found.`);
  }
  return translate(() => world.huaweicloud.securityGroups.addRule(request), {
    notFound: [404, code.missing, `security_group_id ${request.securityGroupId} could not be found.`],
    conflict: [409, code.twice, "Security group rule already exists."],
  });
}

function portRange(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  const [low, high] = [from ?? to!, to ?? from!];
  if (low > high) throw new Refusal(400, "VPC.0601", "port_range_min is greater than port_range_max.");
  return low === high ? String(low) : `${low}-${high}`;
}
