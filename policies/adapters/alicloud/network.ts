import type { Opening } from "../../core/facets";
import { asText, bags, text, texts } from "../../core/read";
import { type Bag, isBag, type Known, Unknown } from "../../core/values";
import type { Adapter, Adapters } from "../adapter";
import { lifetimeOf } from "../lifetime";

/** alicloud.rds.Instance: `securityIps` is the allowlist; empty means 127.0.0.1 alone. */
const instance: Adapter = (inputs) => {
  const sources = texts(inputs, "securityIps");
  const templates = texts(inputs, "templateIdLists");
  const openings: Opening[] = [];
  if (sources !== undefined)
    openings.push({ property: "securityIps", kind: "allowlist", direction: "ingress", sources });
  if (templates instanceof Unknown || (templates?.length ?? 0) > 0) {
    const value = templates instanceof Unknown ? templates : (templates?.[0] ?? "");
    const narrowedBy = { property: "templateIdLists", value, contents: "addresses" as const };
    openings.push({ property: "templateIdLists", kind: "allowlist", direction: "ingress", narrowedBy });
  }
  return { opening: openings };
};

/** alicloud.rds.WhitelistTemplate: a comma list that instances refer to by id. */
const whitelistTemplate: Adapter = (inputs, ref) => {
  const sources = texts(inputs, "ipWhiteList");
  const opening: Opening = {
    property: "ipWhiteList",
    kind: "group",
    direction: "ingress",
    ...(sources ? { sources } : {}),
  };
  return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, "the template", { texts: ["templateName"] })] };
};

/** alicloud.ecs.SecurityGroupRule: with no source at all the provider opens to 0.0.0.0/0. */
const securityGroupRule: Adapter = (inputs, ref) => {
  if (text(inputs, "policy") === "drop") return {};
  const both = [text(inputs, "cidrIp"), text(inputs, "ipv6CidrIp")].filter(
    (source): source is Known<string> => !!source,
  );
  const property = text(inputs, "ipv6CidrIp") !== undefined && !text(inputs, "cidrIp") ? "ipv6CidrIp" : "cidrIp";
  const protocol = text(inputs, "ipProtocol") ?? "";
  const group = text(inputs, "sourceSecurityGroupId");
  const list = text(inputs, "prefixListId");
  const opening: Opening = {
    property,
    kind: "rule",
    direction: text(inputs, "type") === "egress" ? "egress" : "ingress",
    ...(both.length > 0 ? { sources: both } : {}),
    whenAbsent: "0.0.0.0/0",
    ports: {
      property: "portRange",
      protocol,
      port: text(inputs, "portRange") || "-1/-1",
      byDefault: !text(inputs, "portRange"),
    },
    ...(list ? { narrowedBy: { property: "prefixListId", value: list, contents: "addresses" as const } } : {}),
    ...(group ? { narrowedBy: { property: "sourceSecurityGroupId", value: group, contents: "group" as const } } : {}),
  };
  return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, "the rule", { texts: ["description"] })] };
};

/** Prefix lists of ECS (`entries`) and VPC (`entrys`). */
function prefixList(property: string): Adapter {
  return (inputs, ref) => {
    const entries = bags(inputs, property);
    const sources =
      entries instanceof Unknown ? entries : entries?.map((entry) => (entry instanceof Unknown ? entry : cidr(entry)));
    const opening: Opening = { property, kind: "group", direction: "ingress", ...(sources ? { sources } : {}) };
    const texts =
      property === "entrys" ? ["prefixListDescription", "prefixListName"] : ["description", "prefixListName"];
    return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, "the prefix list", { texts })] };
  };
}

function cidr(entry: Bag): Known<string> {
  return isBag(entry) ? (asText(entry["cidr"]) ?? "") : "";
}

/** alicloud.rds.Connection: a public endpoint. It has no place for a mark, so its end is that of the component above. */
const connection: Adapter = (inputs, ref) => ({
  lifetime: [{ ...lifetimeOf(inputs, ref, "the public endpoint", {}), unmarkable: true }],
});

const eip: Adapter = (inputs, ref) => ({
  lifetime: [lifetimeOf(inputs, ref, "the public address", { tags: "tags", texts: ["description", "addressName"] })],
});

export const alicloudNetwork: Adapters = {
  "alicloud:rds/instance:Instance": instance,
  "alicloud:rds/whitelistTemplate:WhitelistTemplate": whitelistTemplate,
  "alicloud:rds/connection:Connection": connection,
  "alicloud:ecs/securityGroupRule:SecurityGroupRule": securityGroupRule,
  "alicloud:ecs/ecsPrefixList:EcsPrefixList": prefixList("entries"),
  "alicloud:vpc/prefixList:PrefixList": prefixList("entrys"),
  "alicloud:ecs/eipAddress:EipAddress": eip,
};
