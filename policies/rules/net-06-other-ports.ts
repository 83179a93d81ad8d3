import { publicPart } from "../../model/addresses";
import { readSources } from "../core/breadth";
import type { AccessRule, Ports } from "../core/facets";
import { inside, type PortReading, portCount, readPorts } from "../core/ports";
import { defineRule, type Finding } from "../core/rule";
import { quoted, undecided, violation } from "./findings";

/** More ports than any single service has: such a range merely skirts the database's. */
const MANY_PORTS = 1000;

/** NET-06: a rule opens ports other than the database's. */
export const net06 = defineRule<"opening">({
  id: "NET-06",
  title: "A rule opens more than the database's port",
  severity: "high",
  why: "A task needs one port. A rule for every port or protocol also opens the machine's SSH, its agents and anything started on it next year.",
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
    // A subnet hosts machines with many services.
    if (!ports || opening.direction !== "ingress" || opening.layer === "subnet") return [];
    // The whole plan shows the template's ports.
    if (ports.behind !== undefined) return [];
    const allowed = context.settings.ports;
    const needed = `tcp and port ${allowed.join(" or ")}`;
    const reading = readPorts(ports);
    if (reading.kind === "unknown") return [undecided(reading.property, needed, reading.value)];
    // NET-03 reports a missing protocol.
    if (ports.protocol === "" || reading.kind === "icmp") return [];
    const wide = widerThan(reading, allowed);
    return wide ? [finding(opening, ports, wide, needed, allowed[0] ?? 3306)] : [];
  },
});

interface Wide {
  text: string;
  /** The database's port is not among them. */
  besides?: true;
}

function finding(opening: AccessRule, ports: Ports, wide: Wide, needed: string, port: number): Finding {
  const seen = ports.byDefault
    ? `${quoted(ports.port)} by default: ${wide.text}`
    : `protocol ${quoted(ports.protocol)}, port ${quoted(ports.port)}: ${wide.text}`;
  return violation({
    property: ports.property,
    seen,
    needed,
    fix: `set ${ports.property} to ${port}`,
    ...(ports.only ? { edits: ports.only(port) } : { told: "the ports come from a list declared elsewhere" }),
    ...(wide.besides || staysInside(opening) ? { enforcement: { baseline: "advisory" as const } } : {}),
  });
}

/** Machines in one security group or in private networks often need to reach each other on every port. */
function staysInside(opening: AccessRule): boolean {
  if (opening.ours) return false;
  if (opening.narrowedBy?.contents === "group") return true;
  const { entries, unreadable, unresolved, unknown, empty } = readSources(opening);
  if (empty || unreadable.length + unresolved.length + unknown.length > 0) return false;
  const open = publicPart(entries.flatMap((entry) => entry.blocks));
  return open.length === 0;
}

/** How the ports exceed the allowed ones; undefined when they do not, or only by a few other services. */
function widerThan(reading: PortReading, allowed: readonly number[]): Wide | undefined {
  if (reading.kind === "everything") return { text: reading.what };
  if (reading.kind === "unreadable") return { text: "a port that cannot be read" };
  if (reading.kind !== "ranges") return undefined;
  const { ranges } = reading;
  if (allowed.some((port) => inside(ranges, port))) {
    const outside = ranges.some(
      ([low, high]) => high - low >= allowed.length || !span(low, high).every((port) => allowed.includes(port)),
    );
    return outside ? { text: "more than the database's port" } : undefined;
  }
  const count = portCount(ranges);
  return count >= MANY_PORTS ? { text: `${count} ports, but not the database's`, besides: true } : undefined;
}

function span(low: number, high: number): number[] {
  return Array.from({ length: Math.min(64, Math.max(0, high - low + 1)) }, (_, index) => low + index);
}
