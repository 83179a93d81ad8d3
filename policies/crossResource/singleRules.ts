import type { Replacement } from "../core/fix/edit";
import { at, bags, text, texts } from "../core/read";
import { type Bag, Unknown } from "../core/values";
import type { Node } from "./node";

const SINGLE = "tencentcloud:index/securityGroupRule:SecurityGroupRule";

/**
 * The rules of a Tencent resource that owns all rules of a group, each as a separate resource that leaves the group's
 * other rules alone; undefined where one of them is unknown or cannot be expressed that way.
 */
export function singleRules(node: Node, group: string): Replacement[] | undefined {
  const securityGroupId = at(node.inputs, group);
  const found: Replacement[] = [];
  for (const [list, type] of [
    ["ingresses", "ingress"],
    ["egresses", "egress"],
  ] as const) {
    const rules = rulesOf(node.inputs, list);
    if (rules === undefined) return undefined;
    for (const rule of rules)
      found.push({
        type: SINGLE,
        name: `${node.name}-${type}-${found.length + 1}`,
        inputs: { securityGroupId, type, ...rule },
      });
  }
  return found;
}

function rulesOf(inputs: Bag, list: string): object[] | undefined {
  const written = at(inputs, list);
  if (written === undefined) return [];
  const lite = texts(inputs, list);
  const rules = bags(inputs, list);
  if (lite instanceof Unknown || lite === undefined || rules instanceof Unknown || rules === undefined)
    return undefined;
  const found = rules.map((rule, index) => {
    const line = lite[index];
    if (rule instanceof Unknown || line instanceof Unknown || line === undefined) return undefined;
    return Object.keys(rule).length === 0 ? ofLine(line) : ofObject(rule);
  });
  return found.every((rule) => rule !== undefined) ? found : undefined;
}

/** `ACTION#source#port#protocol`. */
function ofLine(line: string): object | undefined {
  const [policy, source = "", port, protocol, ...rest] = line.split("#").map((part) => part.trim());
  if (!policy || !port || !protocol || rest.length > 0 || source.includes(":") || /^ipmg?-/.test(source))
    return undefined;
  const from = /^sg-/.test(source) ? { sourceSgid: source } : { cidrIp: source };
  return { policy, ipProtocol: protocol, portRange: port, ...from };
}

function ofObject(rule: Bag): object | undefined {
  const get = (name: string) => text(rule, name);
  const [policy, cidrIp, sourceSgid, ipProtocol, portRange] = [
    get("action"),
    get("cidrBlock"),
    get("sourceSecurityId"),
    get("protocol"),
    get("port"),
  ];
  if (get("ipv6CidrBlock") || (!cidrIp && !sourceSgid) || !policy || !ipProtocol || !portRange) return undefined;
  if (get("addressTemplateId") || get("serviceTemplateId")) return undefined;
  return { policy, ipProtocol, portRange, ...(cidrIp ? { cidrIp } : { sourceSgid }) };
}
