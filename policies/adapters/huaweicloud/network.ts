import type { AccessRule, Ports } from "../../core/facets";
import type { Edit } from "../../core/fix/edit";
import { asText, bags, text, texts } from "../../core/read";
import { type Bag, type Known, Unknown } from "../../core/values";
import { CHARGING_MODE } from "../billing";
import type { Descriptors, FactReader } from "../descriptor";
import { directionOf } from "../direction";
import { forwarding } from "../forwarding";
import { lifetimeOf } from "../lifetime";
import { aclFacts } from "../networkAcl";
import { referencesOf, withReferences } from "../references";

/**
 * huaweicloud.NetworkingSecgroupRule: an absent remoteIpPrefix means 0.0.0.0/0, an absent protocol means every
 * protocol. The provider does not send a port of zero, so it counts as absent.
 */
const secgroupRule =
  (takesPorts: boolean): FactReader =>
  (inputs, ref) => {
    if (text(inputs, "action") === "deny") return {};
    const source = text(inputs, "remoteIpPrefix");
    const opening: AccessRule = {
      property: "remoteIpPrefix",
      kind: "rule",
      direction: directionOf(text(inputs, "direction")),
      ...(source ? { sources: [source] } : {}),
      whenAbsent: text(inputs, "ethertype") === "IPv6" ? "::/0" : "0.0.0.0/0",
      ports: portsOf(inputs, takesPorts),
    };
    const references = referencesOf(
      ["remoteGroupId", text(inputs, "remoteGroupId"), "group"],
      ["remoteAddressGroupId", text(inputs, "remoteAddressGroupId"), "addresses"],
    );
    return {
      opening: withReferences(opening, references),
      lifetime: [lifetimeOf(inputs, ref, "the rule", { texts: ["description"] })],
    };
  };

function portsOf(inputs: Bag, takesPorts: boolean): Ports {
  const protocol = text(inputs, "protocol") ?? "";
  const ports = text(inputs, "ports");
  const tcp = { at: "protocol", to: "tcp" };
  const inPorts = (port: number): Edit[] => [tcp, { at: "ports", to: String(port) }];
  if (ports !== undefined && ports !== "")
    return { property: "ports", protocol, port: ports, byDefault: false, only: inPorts };
  const low = notZero(text(inputs, "portRangeMin"));
  const high = notZero(text(inputs, "portRangeMax"));
  if (low instanceof Unknown || high instanceof Unknown) {
    const property = low instanceof Unknown ? "portRangeMin" : "portRangeMax";
    return { property, protocol, port: new Unknown(property), byDefault: false };
  }
  // The provider accepts only one of the two forms, so a range that is written, even one of zeros, is what has to
  // change.
  const ranged = !takesPorts || inputs["portRangeMin"] !== undefined || inputs["portRangeMax"] !== undefined;
  const inRange = (port: number): Edit[] => [tcp, { at: "portRangeMin", to: port }, { at: "portRangeMax", to: port }];
  const only = ranged ? inRange : inPorts;
  if (low === undefined && high === undefined)
    return { property: "ports", protocol, port: "all", byDefault: true, only };
  // The effect of setting only one end is undocumented, so the widest interpretation applies.
  return { property: "portRangeMin", protocol, port: `${low ?? 1}-${high ?? 65535}`, byDefault: false, only };
}

function notZero(port: Known<string> | undefined): Known<string> | undefined {
  return port instanceof Unknown || (port !== undefined && Number(port) !== 0) ? port : undefined;
}

/** huaweicloud.VpcAddressGroup: addresses that rules refer to by id, in `addresses` or in `ipExtraSets`. */
const addressGroup: FactReader = (inputs, ref) => {
  const plain = texts(inputs, "addresses");
  const extra = bags(inputs, "ipExtraSets");
  const openings: AccessRule[] = [];
  if (plain !== undefined)
    openings.push({ property: "addresses", kind: "group", direction: "ingress", sources: plain });
  if (extra !== undefined) {
    const sources =
      extra instanceof Unknown
        ? extra
        : extra.map((entry): Known<string> => (entry instanceof Unknown ? entry : (asText(entry["ip"]) ?? "")));
    openings.push({ property: "ipExtraSets", kind: "group", direction: "ingress", sources });
  }
  const lifetime = lifetimeOf(inputs, ref, "the address group", { texts: ["description", "name"] });
  return { opening: openings, lifetime: [lifetime] };
};

const eip: FactReader = (inputs, ref) => ({
  lifetime: [lifetimeOf(inputs, ref, "the public address", { tags: "tags", texts: ["description", "name"] })],
});

const DENIES = { property: "action", denies: /^(deny|reject)$/i };
const IN = {
  direction: "ingress" as const,
  action: DENIES,
  protocol: "protocol",
  source: "sourceIpAddress",
  port: "destinationPort",
};

/** huaweicloud.VpcNetworkAcl: a filter on subnets. */
const acl: FactReader = (inputs) =>
  aclFacts(inputs, [
    { ...IN, list: "ingressRules" },
    { ...IN, direction: "egress", list: "egressRules", source: "destinationIpAddress" },
  ]);

const dnat = {
  facts: forwarding({
    protocol: "protocol",
    outer: ["externalServicePort", "externalServicePortRange"],
    inner: ["internalServicePort", "internalServicePortRange"],
  }),
};

export const huaweicloudNetwork: Descriptors = {
  "huaweicloud:index/vpcNetworkAcl:VpcNetworkAcl": { facts: acl },
  "huaweicloud:index/natDnatRule:NatDnatRule": dnat,
  "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule": { facts: secgroupRule(true) },
  // The edge cloud's variant: the same without `ports`.
  "huaweicloud:index/iecSecurityGroupRule:IecSecurityGroupRule": { facts: secgroupRule(false) },
  "huaweicloud:index/vpcAddressGroup:VpcAddressGroup": { facts: addressGroup },
  "huaweicloud:index/vpcEip:VpcEip": {
    facts: eip,
    tags: "tags",
    billing: [CHARGING_MODE],
    ownership: { labels: true },
    remediation: { expiry: true },
  },
  "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection": {
    crossResource: {
      peering: {
        cloud: "huaweicloud",
        left: "vpcId",
        right: "peerVpcId",
        network: { type: "huaweicloud:index/vpc:Vpc", blocks: ["cidr", "secondaryCidrs"] },
        route: { type: "huaweicloud:index/vpcRoute:VpcRoute", next: "nexthop", table: "vpcId" },
        crossRegion: false,
      },
    },
  },
};
