import type { AccessRule, Ports } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

/** NET-06: a rule opens ports other than the database's. */
export const net06 = defineRule<"opening">({
  id: "NET-06",
  title: "A rule opens more than the database's port",
  severity: "high",
  why: "A task needs one port. A rule for every port or protocol also opens the machine's SSH, its agents and whatever is started on it next year.",
  remedy: "State tcp and the database's port; add other database ports to the pack's `ports`.",
  tags: ["network", "security-group", "ports"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new alicloud.ecs.SecurityGroupRule("in", { type: "ingress", ipProtocol: "all", portRange: "-1/-1", cidrIp: "203.0.113.7/32", securityGroupId })',
    passes:
      'new alicloud.ecs.SecurityGroupRule("in", { type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", cidrIp: "203.0.113.7/32", securityGroupId })',
  },
  facet: "opening",
  judge(opening, context) {
    const { ports } = opening;
    if (!ports || opening.direction !== "ingress") return [];
    const allowed = context.settings.ports;
    const needed = `tcp and port ${allowed.join(" or ")}`;
    if (ports.protocol instanceof Unknown) return [undecided("protocol", needed, ports.protocol)];
    // NET-03 reports a missing protocol.
    if (ports.protocol === "" || /^icmp/i.test(ports.protocol)) return [];
    if (ports.port instanceof Unknown) return [undecided(ports.property, needed, ports.port)];
    const wide = widerThan(ports.protocol, ports.port, allowed);
    return wide ? [finding(opening, ports, wide, needed, allowed[0] ?? 3306)] : [];
  },
});

function finding(opening: AccessRule, ports: Ports, wide: string, needed: string, port: number): Finding {
  const seen = ports.byDefault
    ? `${quoted(ports.port)} by default: ${wide}`
    : `protocol ${quoted(ports.protocol)}, port ${quoted(ports.port)}: ${wide}`;
  return violation({
    property: ports.property,
    seen,
    needed,
    fix: `set ${ports.property} to ${port}`,
    change: { before: `${ports.property}: ${quoted(ports.port)}`, after: `${ports.property}: "${port}"` },
    // Machines of one security group often talk to each other on every port.
    ...(opening.narrowedBy?.contents === "group" ? { enforcement: { baseline: "advisory" as const } } : {}),
  });
}

/** How a port text is wider than the allowed ports; undefined when it is not, or concerns other services only. */
function widerThan(protocol: string, text: string, allowed: readonly number[]): string | undefined {
  if (/^(all|any|-1|\*)$/i.test(protocol)) return "every protocol";
  if (/^(all|any|-1|\*|-1\/-1|)$/i.test(text.trim())) return "every port";
  const parts = text.split(",").map((part) => /^\s*(-?\d+)\s*(?:[-/]\s*(-?\d+)\s*)?$/.exec(part));
  if (parts.some((part) => part === null)) return "a port that cannot be read";
  const ranges = parts.map((part) => ({ low: Number(part![1]), high: Number(part![2] ?? part![1]) }));
  const inside = (port: number) => ranges.some(({ low, high }) => low <= port && port <= high);
  const reachesDatabase = allowed.some(inside);
  const outside = ranges.some(
    ({ low, high }) => high - low >= allowed.length || !span(low, high).every((port) => allowed.includes(port)),
  );
  return reachesDatabase && outside ? "more than the database's port" : undefined;
}

function span(low: number, high: number): number[] {
  return Array.from({ length: Math.min(64, Math.max(0, high - low + 1)) }, (_, index) => low + index);
}
