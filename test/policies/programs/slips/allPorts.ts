import { bare, hwType, tcType } from "../bare";
import type { Program } from "../program";

const HOME = "203.0.113.7/32";
const program = (
  cloud: Program["cloud"],
  rule: string,
  seen: string,
  token: string,
  inputs: object,
  level?: string,
): Program => ({
  cloud,
  bare: true,
  rule,
  resource: "in",
  seen,
  ...(level ? { config: { level } } : {}),
  make: () => void bare(token, "in", { ...inputs }),
});
const hw = (seen: string, ports: object, rule = "NET-06") =>
  program("huaweicloud", rule, seen, hwType("NetworkingSecgroupRule"), {
    securityGroupId: "sg-1",
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    remoteIpPrefix: HOME,
    ...ports,
  });
const tc = (seen: string, inputs: object, rule = "NET-06") =>
  program("tencentcloud", rule, seen, tcType("SecurityGroupRule"), {
    securityGroupId: "sg-1",
    type: "ingress",
    policy: "ACCEPT",
    ipProtocol: "TCP",
    portRange: "3306",
    cidrIp: "203.0.113.7",
    ...inputs,
  });
const ali = (seen: string, inputs: object, rule = "NET-06") =>
  program("alicloud", rule, seen, "alicloud:ecs/securityGroupRule:SecurityGroupRule", {
    securityGroupId: "sg-1",
    type: "ingress",
    ipProtocol: "tcp",
    portRange: "3306/3306",
    cidrIp: HOME,
    ...inputs,
  });

/** Kind 3: zero, empty and absent values that mean all to the vendor. */
export const allPorts: Record<string, Program> = {
  "all-hw-one-zero": hw('"all" by default', { portRangeMin: 0 }),
  "all-hw-empty-ports": hw('"all" by default', { ports: "" }),
  "all-hw-port-zero": hw('"0"', { ports: "0" }),
  "all-hw-text-zeros": hw('"all" by default', { portRangeMin: "0", portRangeMax: "0" }),
  "all-hw-protocol-zero": hw('protocol "0"', { protocol: "0", ports: "443" }),
  "all-hw-reversed": hw("more than the database", { ports: "65535-1" }),
  "all-hw-empty-protocol": hw("no protocol", { protocol: "", ports: "3306" }, "NET-03"),
  "all-hw-empty-source": hw("no source", { ports: "3306", remoteIpPrefix: "" }, "NET-03"),
  "all-tc-empty-port": tc('"ALL" by default', { portRange: "" }),
  "all-tc-empty-protocol": tc('"ALL" by default', { ipProtocol: "", portRange: "" }),
  "all-tc-empty-source": tc("no source", { cidrIp: "" }, "NET-03"),
  "all-tc-lite-empty-port": program("tencentcloud", "NET-06", "ingresses[0]", tcType("SecurityGroupLiteRule"), {
    securityGroupId: "sg-1",
    ingresses: ["ACCEPT#203.0.113.7##TCP"],
  }),
  "all-tc-lite-empty-source": program("tencentcloud", "NET-03", "no source", tcType("SecurityGroupLiteRule"), {
    securityGroupId: "sg-1",
    ingresses: ["ACCEPT##3306#TCP"],
  }),
  "all-ali-minus-one": ali('"-1/-1"', { portRange: "-1/-1" }),
  "all-ali-empty-port": ali('"-1/-1" by default', { portRange: "" }),
  "all-ali-protocol": ali('"all"', { ipProtocol: "all", portRange: "-1/-1" }),
  "all-ali-dnat-any": program(
    "alicloud",
    "NET-10",
    "the forwarded port",
    "alicloud:vpc/forwardEntry:ForwardEntry",
    { externalPort: "any", internalPort: "any", ipProtocol: "any", externalIp: "203.0.113.9", internalIp: "10.0.0.5" },
    "strict",
  ),
  "all-hw-dnat-zero": program(
    "huaweicloud",
    "NET-10",
    "the forwarded port",
    hwType("NatDnatRule"),
    { protocol: "any", externalServicePort: 0, internalServicePort: 0, natGatewayId: "g", floatingIpId: "e" },
    "strict",
  ),
};
