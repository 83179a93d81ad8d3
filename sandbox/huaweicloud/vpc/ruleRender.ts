import type { SecurityGroupRule } from "../facts/types";

function common(rule: SecurityGroupRule): Record<string, unknown> {
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: rule.securityGroupId,
    direction: rule.direction,
    protocol: rule.protocol ?? null,
    ethertype: rule.ethertype,
    remote_ip_prefix: rule.remoteIpPrefix ?? null,
    remote_group_id: rule.remoteGroupId ?? null,
    remote_address_group_id: null,
  };
}

/** v1 supports a single range: a list of ports is shown as none. */
export function renderV1(rule: SecurityGroupRule, projectId: string): Record<string, unknown> {
  const range = /^(\d+)(?:-(\d+))?$/.exec(rule.ports ?? "");
  return {
    ...common(rule),
    tenant_id: projectId,
    port_range_min: range ? Number(range[1]) : null,
    port_range_max: range ? Number(range[2] ?? range[1]) : null,
  };
}

/** v3: everything. */
export function renderV3(rule: SecurityGroupRule, projectId: string): Record<string, unknown> {
  const at = `${rule.createdAt.slice(0, 19)}.000+00:00`;
  return {
    ...common(rule),
    project_id: projectId,
    multiport: rule.ports ?? null,
    action: rule.action,
    priority: rule.priority,
    enabled: true,
    created_at: at,
    updated_at: at,
  };
}
