import type { AlibabaMachine, AlibabaSecurityGroup, AlibabaSecurityGroupRule } from "../facts/types";
import type { EcsAction } from "./action";
import { refused } from "./errors";
import { notSimulated } from "./parameters";

export const describeInstances: EcsAction = {
  parameters: { RegionId: "!", InstanceIds: "?", PageNumber: "?", PageSize: "?", ...notSimulated("DescribeInstances") },
  run(parameters, { world, region }) {
    const ids = idsOf(parameters.get("InstanceIds"));
    const found = world.alicloud.machines.list(region).filter(({ id }) => !ids || ids.includes(id));
    const { page, size, items } = paged(found, parameters, 10);
    return {
      ...{ PageNumber: page, PageSize: size, TotalCount: found.length, NextToken: "" },
      Instances: { Instance: items.map(machineOf) },
    };
  },
};

/** A JSON list. */
function idsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const ids: unknown = JSON.parse(text);
    if (Array.isArray(ids) && ids.every((id) => typeof id === "string") && ids.length <= 100) return ids;
  } catch {}
  throw refused.value("InstanceIds", "InvalidInstanceIds.Malformed");
}

function machineOf(machine: AlibabaMachine) {
  return {
    ...{ InstanceId: machine.id, InstanceName: machine.name, HostName: machine.name, RegionId: machine.region },
    ...{ ZoneId: `${machine.region}-h`, Status: machine.status, InstanceNetworkType: "vpc", Description: "" },
    SecurityGroupIds: { SecurityGroupId: [machine.securityGroupId] },
    VpcAttributes: {
      ...{ VpcId: machine.vpcId, VSwitchId: machine.vswitchId, NatIpAddress: "" },
      PrivateIpAddress: { IpAddress: [machine.privateIp] },
    },
    PublicIpAddress: { IpAddress: [] },
    InnerIpAddress: { IpAddress: [] },
  };
}

export const describeSecurityGroups: EcsAction = {
  parameters: { RegionId: "!", PageNumber: "?", PageSize: "?", ...notSimulated("DescribeSecurityGroups") },
  run(parameters, { world, region }) {
    const found = world.alicloud.securityGroups.list(region);
    const { page, size, items } = paged(found, parameters, 10);
    return {
      ...{ RegionId: region, PageNumber: page, PageSize: size, TotalCount: found.length, NextToken: "" },
      SecurityGroups: { SecurityGroup: items.map(groupOf) },
    };
  },
};

function groupOf(group: AlibabaSecurityGroup) {
  return {
    ...{ SecurityGroupId: group.id, SecurityGroupName: group.name, VpcId: group.vpcId, Description: "" },
    ...{ SecurityGroupType: "normal", CreationTime: "2026-01-01T00:00:00Z", ResourceGroupId: "" },
    ...{ ServiceManaged: false, Tags: { Tag: [] } },
  };
}

export const describeSecurityGroupAttribute: EcsAction = {
  parameters: {
    ...{ RegionId: "!", SecurityGroupId: "!", Direction: "?", NicType: "?", MaxResults: "?", NextToken: "?" },
    ...notSimulated("DescribeSecurityGroupAttribute"),
  },
  run(parameters, { world, region }) {
    const group = world.alicloud.securityGroups.find(parameters.need("SecurityGroupId"));
    if (group?.region !== region) throw refused.group();
    const direction = parameters.get("Direction") ?? "all";
    if (!["ingress", "egress", "all"].includes(direction))
      throw refused.value("Direction", "InvalidDirection.Malformed");
    if (!["internet", "intranet"].includes(parameters.get("NicType") ?? "intranet"))
      throw refused.value("NicType", "InvalidNicType.ValueNotSupported");
    const size = parameters.integer("MaxResults", { min: 10, max: 1000, fallback: 500 });
    const rules = direction === "egress" ? [] : group.rules;
    const at = startOf(rules, parameters.get("NextToken"));
    const shown = rules.slice(at, at + size);
    const last = shown.at(-1);
    return {
      ...{ SecurityGroupId: group.id, SecurityGroupName: group.name, VpcId: group.vpcId, RegionId: region },
      ...{ Description: "", InnerAccessPolicy: "Accept" },
      Permissions: { Permission: shown.map(ruleOf) },
      NextToken: last && rules.at(-1) !== last ? last.id : "",
    };
  },
};

/** A token is the id of the last rule shown. */
function startOf(rules: readonly AlibabaSecurityGroupRule[], token: string | undefined): number {
  if (token === undefined) return 0;
  const at = rules.findIndex(({ id }) => id === token);
  if (at < 0) throw refused.value("NextToken", "InvalidParam.NextToken");
  return at + 1;
}

function ruleOf(rule: AlibabaSecurityGroupRule) {
  return {
    ...{ SecurityGroupRuleId: rule.id, Direction: "ingress", NicType: "intranet", Policy: rule.policy },
    ...{ Priority: String(rule.priority), IpProtocol: rule.protocol, PortRange: rule.portRange },
    ...{ SourceCidrIp: rule.cidr, Description: rule.description, CreateTime: rule.createdAt },
    ...{ DestCidrIp: "", SourcePortRange: "", SourceGroupId: "", SourceGroupName: "", SourceGroupOwnerAccount: "" },
    ...{ DestGroupId: "", DestGroupName: "", DestGroupOwnerAccount: "", Ipv6SourceCidrIp: "", Ipv6DestCidrIp: "" },
    ...{ SourcePrefixListId: "", SourcePrefixListName: "", DestPrefixListId: "", DestPrefixListName: "" },
    ...{ PortRangeListId: "", PortRangeListName: "" },
  };
}

function paged<T>(all: readonly T[], parameters: Parameters<EcsAction["run"]>[0], fallback: number) {
  const size = parameters.integer("PageSize", { min: 1, max: 100, fallback });
  const page = parameters.integer("PageNumber", { min: 1, max: 100_000, fallback: 1 });
  return { page, size, items: all.slice((page - 1) * size, page * size) };
}
