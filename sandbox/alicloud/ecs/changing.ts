import type { Parameters, ParameterTable } from "../parameters";
import type { Ecs, EcsAction } from "./action";
import { refused } from "./errors";

/** A single rule in the call itself, which the vendor has deprecated in favour of the list. */
const SINGLE: ParameterTable = Object.fromEntries(
  [
    ...[
      "Description",
      "DestCidrIp",
      "IpProtocol",
      "Ipv6DestCidrIp",
      "Ipv6SourceCidrIp",
      "NicType",
      "Policy",
      "PortRange",
    ],
    ...[
      "Priority",
      "SourceCidrIp",
      "SourceGroupId",
      "SourceGroupOwnerAccount",
      "SourceGroupOwnerId",
      "SourcePortRange",
    ],
    "SourcePrefixListId",
  ].map((name) => [name, "-" as const]),
);

/** Members of a rule in the list. */
function listed(
  kind: "?" | "-",
  names: readonly string[] = [...Object.keys(SINGLE), "PortRangeListId"],
): ParameterTable {
  return Object.fromEntries(names.map((name) => [`Permissions.N.${name}`, kind]));
}

const NAMES = ["Description", "IpProtocol", "NicType", "Policy", "PortRange", "Priority", "SourceCidrIp"] as const;
const MOST = 100;

export const authorizeSecurityGroup: EcsAction = {
  parameters: { RegionId: "!", SecurityGroupId: "!", ...listed("-"), ...listed("?", NAMES), ...SINGLE },
  run(parameters, { world, region }) {
    const { securityGroups } = world.alicloud;
    const group = parameters.need("SecurityGroupId");
    if (securityGroups.find(group)?.region !== region) throw refused.group();
    const rules = rulesOf(parameters);
    if (rules.length === 0 || rules.length > MOST) throw refused.value("Permissions", "InvalidParam.Permissions");
    for (const rule of rules) securityGroups.addRule(group, rule);
    return {};
  },
};

function rulesOf(parameters: Parameters) {
  const rules = [];
  for (let at = 1; NAMES.some((name) => parameters.get(`Permissions.${at}.${name}`) !== undefined); at++) {
    const get = (name: (typeof NAMES)[number]) => parameters.get(`Permissions.${at}.${name}`);
    const [protocol = "", portRange = "", cidr = ""] = [get("IpProtocol"), get("PortRange"), get("SourceCidrIp")];
    if (!/^(tcp|udp|icmp|gre|all)$/i.test(protocol)) throw refused.value("IpProtocol", "InvalidParam.IpProtocol");
    if (!/^(\d{1,5}\/\d{1,5}|-1\/-1)$/.test(portRange)) throw refused.value("PortRange", "InvalidParam.PortRange");
    if (!/^\d+(\.\d+){3}(\/\d{1,2})?$/.test(cidr)) throw refused.value("SourceCidrIp", "InvalidParam.SourceIp");
    const priority = Number(get("Priority") ?? "1");
    if (!Number.isInteger(priority) || priority < 1 || priority > 100)
      throw refused.value("Priority", "InvalidPriority.Malformed");
    if ((get("NicType") ?? "intranet") !== "intranet") throw refused.value("NicType", "InvalidNicType.Mismatch");
    const policy = (get("Policy") ?? "accept").toLowerCase();
    if (policy !== "accept" && policy !== "drop") throw refused.value("Policy", "InvalidPolicy.Malformed");
    const description = get("Description") ?? "";
    if (description.length > 512) throw refused.value("Description", "InvalidSecurityGroupDiscription.Malformed");
    rules.push({
      ...{ priority, portRange, cidr, description, protocol: protocol.toUpperCase() },
      policy: policy === "accept" ? ("Accept" as const) : ("Drop" as const),
    });
  }
  return rules;
}

/** By the ids of rules only: the sandbox's caller has no other way. */
export const revokeSecurityGroup: EcsAction = {
  parameters: { RegionId: "!", SecurityGroupId: "!", "SecurityGroupRuleId.N": "!", ...listed("-"), ...SINGLE },
  run(parameters, { world, region }: Ecs) {
    const { securityGroups } = world.alicloud;
    const group = securityGroups.find(parameters.need("SecurityGroupId"));
    if (group?.region !== region) throw refused.group();
    const ids = parameters.list("SecurityGroupRuleId");
    if (ids.length > MOST || ids.some((id) => !group.rules.some((rule) => rule.id === id))) throw refused.rule();
    for (const id of ids) securityGroups.removeRule(group.id, id);
    return {};
  },
};
