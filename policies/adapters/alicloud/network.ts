import type { AccessRule } from "../../core/facets";
import { asText, bags, text } from "../../core/read";
import { type Bag, isBag, type Known, Unknown } from "../../core/values";
import { INSTANCE_CHARGE_TYPE, PAYMENT_TYPE } from "../billing";
import type { Descriptors, FactReader } from "../descriptor";
import { directionOf } from "../direction";
import { forwarding } from "../forwarding";
import { lifetimeOf } from "../lifetime";
import { aclFacts } from "../networkAcl";
import { referencesOf, withReferences } from "../references";

/**
 * alicloud.ecs.SecurityGroupRule: the provider rejects a rule without a source, although its documentation gives
 * 0.0.0.0/0 as the default.
 */
const securityGroupRule: FactReader = (inputs, ref) => {
  if (text(inputs, "policy") === "drop") return {};
  const both = [text(inputs, "cidrIp"), text(inputs, "ipv6CidrIp")].filter(
    (source): source is Known<string> => !!source,
  );
  const property = text(inputs, "ipv6CidrIp") !== undefined && !text(inputs, "cidrIp") ? "ipv6CidrIp" : "cidrIp";
  const protocol = text(inputs, "ipProtocol") ?? "";
  const opening: AccessRule = {
    property,
    kind: "rule",
    direction: directionOf(text(inputs, "type")),
    ...(both.length > 0 ? { sources: both } : {}),
    ...(both.length > 1 ? { alsoAt: "ipv6CidrIp" } : {}),
    ports: {
      property: "portRange",
      protocol,
      port: text(inputs, "portRange") || "-1/-1",
      byDefault: !text(inputs, "portRange"),
      only: (port) => [
        { at: "ipProtocol", to: "tcp" },
        { at: "portRange", to: `${port}/${port}` },
      ],
    },
  };
  const references = referencesOf(
    ["sourceSecurityGroupId", text(inputs, "sourceSecurityGroupId"), "group"],
    ["prefixListId", text(inputs, "prefixListId"), "addresses"],
  );
  return {
    opening: withReferences(opening, references),
    lifetime: [lifetimeOf(inputs, ref, "the rule", { texts: ["description"] })],
  };
};

/** Prefix lists of ECS (`entries`) and VPC (`entrys`). */
function prefixList(property: string): FactReader {
  return (inputs, ref) => {
    const entries = bags(inputs, property);
    const sources =
      entries instanceof Unknown ? entries : entries?.map((entry) => (entry instanceof Unknown ? entry : cidr(entry)));
    const opening: AccessRule = { property, kind: "group", direction: "ingress", ...(sources ? { sources } : {}) };
    const texts =
      property === "entrys" ? ["prefixListDescription", "prefixListName"] : ["description", "prefixListName"];
    return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, "the prefix list", { texts })] };
  };
}

function cidr(entry: Bag): Known<string> {
  return isBag(entry) ? (asText(entry["cidr"]) ?? "") : "";
}

const eip: FactReader = (inputs, ref) => ({
  lifetime: [lifetimeOf(inputs, ref, "the public address", { tags: "tags", texts: ["description", "addressName"] })],
});

const DENIES = { property: "policy", denies: /^drop$/i };
const IN = {
  direction: "ingress" as const,
  action: DENIES,
  protocol: "protocol",
  source: "sourceCidrIp",
  port: "port",
};
const OUT = { ...IN, direction: "egress" as const, source: "destinationCidrIp" };

/** A network ACL with inline entries; deprecated, but still the only form outside `NetworkAcl`. */
const aclEntries: FactReader = (inputs) =>
  aclFacts(inputs, [
    { ...IN, list: "ingresses" },
    { ...OUT, list: "egresses" },
  ]);

const acl: FactReader = (inputs) =>
  aclFacts(inputs, [
    { ...IN, list: "ingressAclEntries" },
    { ...OUT, list: "egressAclEntries" },
  ]);

export const alicloudNetwork: Descriptors = {
  "alicloud:vpc/networkAcl:NetworkAcl": { facts: acl },
  "alicloud:vpc/networkAclEntries:NetworkAclEntries": { facts: aclEntries },
  "alicloud:vpc/forwardEntry:ForwardEntry": {
    facts: forwarding({ protocol: "ipProtocol", outer: ["externalPort"], inner: ["internalPort"] }),
  },
  "alicloud:ecs/securityGroupRule:SecurityGroupRule": { facts: securityGroupRule },
  "alicloud:ecs/ecsPrefixList:EcsPrefixList": { facts: prefixList("entries") },
  "alicloud:vpc/prefixList:PrefixList": { facts: prefixList("entrys") },
  "alicloud:ecs/eip:Eip": {
    facts: eip,
    tags: "tags",
    billing: [PAYMENT_TYPE, INSTANCE_CHARGE_TYPE],
    ownership: { labels: true },
  },
  "alicloud:ecs/eipAddress:EipAddress": {
    facts: eip,
    tags: "tags",
    billing: [PAYMENT_TYPE, INSTANCE_CHARGE_TYPE],
    ownership: { labels: true },
    remediation: { expiry: true },
  },
  "alicloud:vpc/peerConnection:PeerConnection": {
    crossResource: {
      peering: {
        cloud: "alicloud",
        left: "vpcId",
        right: "acceptingVpcId",
        network: { type: "alicloud:vpc/network:Network", blocks: ["cidrBlock", "secondaryCidrBlocks"] },
        route: { type: "alicloud:vpc/routeEntry:RouteEntry", next: "nexthopId", table: "routeTableId" },
        crossRegion: true,
      },
    },
  },
};
