import type { AccessRule, Ports } from "../../core/facets";
import { bags, text, texts } from "../../core/read";
import { type Bag, type Known, Unknown } from "../../core/values";
import type { CrossResourceRole, Descriptors, FactReader, ResourceRef } from "../descriptor";
import { directionOf } from "../direction";
import { forwarding } from "../forwarding";
import { lifetimeOf } from "../lifetime";
import { referencesOf, withReferences } from "../references";

/** tencentcloud.SecurityGroupRule: one additive rule; without a port and a protocol it allows all traffic. */
const securityGroupRule: FactReader = (inputs, ref) => {
  if (isDrop(text(inputs, "policy"))) return {};
  const source = text(inputs, "cidrIp");
  const template = (property: string) => [text(inputs, `${property}.templateId`), text(inputs, `${property}.groupId`)];
  const [oneList, listGroup] = template("addressTemplate");
  const services = template("protocolTemplate").map((value) => ({ property: "protocolTemplate", value }));
  const opening: AccessRule = {
    property: "cidrIp",
    kind: "rule",
    direction: directionOf(text(inputs, "type")),
    ...(source ? { sources: [source] } : {}),
    whenAbsent: "every address",
    ports: tencentPorts(inputs, "ipProtocol", "portRange"),
  };
  const references = referencesOf(
    ["sourceSgid", text(inputs, "sourceSgid"), "group"],
    ["addressTemplate", oneList, "addresses"],
    ["addressTemplate", listGroup, "addresses"],
  );
  return {
    opening: withServices(withReferences(opening, references), services),
    lifetime: [lifetimeOf(inputs, ref, "the rule", { texts: ["description"] })],
  };
};

/** tencentcloud.SecurityGroupRuleSet: every rule of a group in one resource. */
const ruleSet: FactReader = (inputs, ref) => {
  const openings = [...rulesOf(inputs, "ingresses", "ingress"), ...rulesOf(inputs, "egresses", "egress")];
  const rules = bags(inputs, "ingresses");
  const lifetimes =
    rules instanceof Unknown || rules === undefined
      ? []
      : rules.flatMap((rule, index) => ruleLifetime(rule, index, ref));
  return { opening: openings, lifetime: lifetimes };
};

/** tencentcloud.SecurityGroupLiteRule: every rule of a group, each written as `ACTION#source#port#protocol`. */
const liteRules: FactReader = (inputs, ref) => {
  const openings = [...liteOpenings(inputs, "ingresses", "ingress"), ...liteOpenings(inputs, "egresses", "egress")];
  const lifetime = { ...lifetimeOf(inputs, ref, "the rules", {}), unmarkable: true };
  return { opening: openings, lifetime: [lifetime] };
};

/** tencentcloud.VpcAcl: a filter on subnets, each entry written as `ACTION#source#port#protocol#description`. */
const acl: FactReader = (inputs) => ({
  opening: [...liteOpenings(inputs, "ingresses", "ingress", 1), ...liteOpenings(inputs, "egresses", "egress", 1)].map(
    (opening): AccessRule => ({ ...opening, layer: "subnet" }),
  ),
});

/** @param others how many further parts an entry may have */
function liteOpenings(inputs: Bag, list: string, direction: AccessRule["direction"], others = 0): AccessRule[] {
  const rules = texts(inputs, list);
  if (rules === undefined) return [];
  if (rules instanceof Unknown) return [{ property: list, kind: "rule", direction, sources: rules }];
  return rules.flatMap((rule, index): AccessRule[] => {
    const property = `${list}[${index}]`;
    if (rule instanceof Unknown) return [{ property, kind: "rule", direction, sources: [rule] }];
    const [action, source = "", port = "", protocol = "", ...rest] = rule.split("#").map((part) => part.trim());
    if (isDrop(action)) return [];
    // Any other form is rejected as unreadable; the appended # keeps a single word from being read as a host name.
    if (rest.length > others || protocol === "") {
      const entry = (other: string) => `ACCEPT#${other}#3306#TCP`;
      return [{ property, kind: "rule", direction, sources: [rule.includes("#") ? rule : `${rule}#`], entry }];
    }
    const contents = /^sg-/.test(source) ? "group" : /^ipmg?-/.test(source) ? "addresses" : undefined;
    return [
      {
        property,
        kind: "rule",
        direction,
        whenAbsent: "every address",
        entry: (other) => [action, other, port, protocol, ...rest].join("#"),
        ...(source && !contents ? { sources: [source] } : {}),
        ...(contents ? { narrowedBy: { property, value: source, contents } } : {}),
        ports: {
          property: `${property} (port)`,
          protocol,
          port: port || "ALL",
          byDefault: !port,
          only: (one) => [{ at: property, to: [action, source, one, "TCP", ...rest].join("#") }],
        },
      },
    ];
  });
}

function rulesOf(inputs: Bag, list: "ingresses" | "egresses", direction: AccessRule["direction"]): AccessRule[] {
  const rules = bags(inputs, list);
  if (rules === undefined) return [];
  if (rules instanceof Unknown) return [{ property: list, kind: "rule", direction, sources: rules }];
  return rules.flatMap((rule, index) => {
    const path = `${list}[${index}]`;
    if (rule instanceof Unknown) return [{ property: path, kind: "rule" as const, direction, sources: rule }];
    return isDrop(text(rule, "action")) ? [] : ruleOpenings(rule, path, direction);
  });
}

function ruleOpenings(rule: Bag, path: string, direction: AccessRule["direction"]): AccessRule[] {
  const at = (name: string) => ({ property: `${path}.${name}`, value: text(rule, name) });
  const sources = [text(rule, "cidrBlock"), text(rule, "ipv6CidrBlock")].filter(
    (source): source is Known<string> => !!source,
  );
  const property = text(rule, "cidrBlock") || !text(rule, "ipv6CidrBlock") ? "cidrBlock" : "ipv6CidrBlock";
  const opening: AccessRule = {
    property: `${path}.${property}`,
    kind: "rule",
    direction,
    ...(sources.length > 0 ? { sources } : {}),
    ...(sources.length > 1 ? { alsoAt: `${path}.ipv6CidrBlock` } : {}),
    whenAbsent: "every address",
    ports: tencentPorts(rule, "protocol", "port", `${path}.`),
  };
  const references = (["sourceSecurityId", "addressTemplateId", "addressTemplateGroup"] as const).map((name) => {
    const { property: place, value } = at(name);
    return [place, value, name === "sourceSecurityId" ? "group" : "addresses"] as const;
  });
  return withServices(withReferences(opening, referencesOf(...references)), [
    at("serviceTemplateId"),
    at("serviceTemplateGroup"),
  ]);
}

/** Port templates replace the rule's own ports; each template beyond the first adds a rule. */
function withServices(
  [rule, ...others]: readonly AccessRule[],
  templates: readonly { property: string; value: Known<string> | undefined }[],
): AccessRule[] {
  const named = templates.flatMap(({ property, value }) => (value ? [portsBehind(property, value)] : []));
  const [first, ...more] = named;
  return [
    first ? { ...rule!, ports: first } : rule!,
    ...more.map((ports): AccessRule => ({ property: ports.property, kind: "rule", direction: rule!.direction, ports })),
    ...others,
  ];
}

function ruleLifetime(rule: Bag | Unknown, index: number, ref: ResourceRef) {
  if (rule instanceof Unknown || isDrop(text(rule, "action"))) return [];
  const lifetime = lifetimeOf(rule, ref, "the rule", { texts: ["description"] });
  const path = `ingresses[${index}].`;
  const ending = (instant: string) =>
    (lifetime.ending?.(instant) ?? []).map((edit) => ("at" in edit ? { ...edit, at: `${path}${edit.at}` } : edit));
  return [{ ...lifetime, property: `${path}${lifetime.property}`, ending }];
}

/** Ports of a template that the rule refers to. */
function portsBehind(property: string, value: Known<string>): Ports {
  return { property, protocol: "tcp", port: new Unknown(property), byDefault: false, behind: value };
}

function tencentPorts(rule: Bag, protocolProperty: string, portProperty: string, path = ""): Ports {
  const protocol = text(rule, protocolProperty);
  const port = text(rule, portProperty);
  return {
    property: `${path}${portProperty}`,
    protocol: protocol || "ALL",
    port: port || "ALL",
    byDefault: !port || !protocol,
    only: (one) => [
      { at: `${path}${protocolProperty}`, to: "TCP" },
      { at: `${path}${portProperty}`, to: String(one) },
    ],
  };
}

function isDrop(action: Known<string> | undefined): boolean {
  return typeof action === "string" && action.toLowerCase() === "drop";
}

/** tencentcloud.AddressTemplate: addresses, blocks and ranges that rules refer to by id. It has no description. */
const addressTemplate: FactReader = (inputs, ref) => {
  const sources = texts(inputs, "addresses");
  const opening: AccessRule = {
    property: "addresses",
    kind: "group",
    direction: "ingress",
    ...(sources ? { sources } : {}),
  };
  return { opening: [opening], lifetime: [lifetimeOf(inputs, ref, "the template", { texts: ["name"] })] };
};

/** tencentcloud.ProtocolTemplate: protocols and ports that rules refer to by id, each written as `tcp:3306` or `tcp:80,443`. */
const protocolTemplate: FactReader = (inputs) => {
  const written = texts(inputs, "protocols");
  const items = written === undefined ? [] : written instanceof Unknown ? [written] : written;
  return {
    opening: items.map((item, index): AccessRule => {
      const property = `protocols[${index}]`;
      const [protocol = "", port = ""] = item instanceof Unknown ? [] : item.split(":").map((part) => part.trim());
      const ports: Ports =
        item instanceof Unknown
          ? { property, protocol: item, port: item, byDefault: false }
          : {
              property,
              protocol: protocol || "ALL",
              port: port || "ALL",
              byDefault: false,
              only: (one) => [{ at: property, to: `tcp:${one}` }],
            };
      return { property, kind: "group", direction: "ingress", ports };
    }),
  };
};

const eip: FactReader = (inputs, ref) => ({
  lifetime: [lifetimeOf(inputs, ref, "the public address", { tags: "tags", texts: ["name"] })],
});

const RULE_SET: CrossResourceRole["ruleSet"] = {
  group: "securityGroupId",
  declaredBy: "tencentcloud:index/securityGroup:SecurityGroup",
};

const CCN: CrossResourceRole["hub"] = {
  hub: "ccnId",
  member: "instanceId",
  network: { type: "tencentcloud:index/vpc:Vpc", blocks: ["cidrBlock", "assistantCidrs"] },
};

export const tencentcloudNetwork: Descriptors = {
  "tencentcloud:index/ccnAttachment:CcnAttachment": { crossResource: { hub: CCN } },
  "tencentcloud:index/ccnAttachmentV2:CcnAttachmentV2": { crossResource: { hub: CCN } },
  "tencentcloud:index/securityGroupRule:SecurityGroupRule": { facts: securityGroupRule },
  "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet": {
    facts: ruleSet,
    crossResource: { ruleSet: RULE_SET },
  },
  "tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule": {
    facts: liteRules,
    crossResource: { ruleSet: RULE_SET },
  },
  "tencentcloud:index/vpcAcl:VpcAcl": { facts: acl },
  "tencentcloud:index/dnat:Dnat": {
    facts: forwarding({ protocol: "protocol", outer: ["elasticPort"], inner: ["privatePort"] }),
  },
  "tencentcloud:index/addressTemplate:AddressTemplate": { facts: addressTemplate },
  "tencentcloud:index/protocolTemplate:ProtocolTemplate": { facts: protocolTemplate },
  "tencentcloud:index/addressTemplateGroup:AddressTemplateGroup": {
    crossResource: {
      listOfLists: { members: "templateIds", type: "tencentcloud:index/addressTemplate:AddressTemplate" },
    },
  },
  "tencentcloud:index/eip:Eip": {
    facts: eip,
    tags: "tags",
    billing: [
      {
        property: "internetChargeType",
        prepaid: /^bandwidth_prepaid_by_month$/i,
        postpaid: "TRAFFIC_POSTPAID_BY_HOUR",
      },
    ],
    ownership: { labels: true },
    remediation: { expiry: true },
  },
  "tencentcloud:index/vpcPeerConnectManager:VpcPeerConnectManager": {
    crossResource: {
      peering: {
        cloud: "tencentcloud",
        left: "sourceVpcId",
        right: "destinationVpcId",
        network: { type: "tencentcloud:index/vpc:Vpc", blocks: ["cidrBlock", "assistantCidrs"] },
        route: { type: "tencentcloud:index/routeTableEntry:RouteTableEntry", next: "nextHub", table: "routeTableId" },
        crossRegion: true,
      },
    },
  },
};
