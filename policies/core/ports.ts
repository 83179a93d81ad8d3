import type { Ports } from "./facets";
import { Unknown } from "./values";

/** Other ports that MySQL listens on: the X protocol and the administrative interface. */
const MYSQL_PORTS = [33060, 33062];

/** Port ranges, both ends inclusive. */
export type PortRange = readonly [low: number, high: number];

/** What a rule's ports allow. */
export type PortReading =
  /** ICMP, which has no ports. */
  | { kind: "icmp" }
  | { kind: "everything"; what: "every protocol" | "every port" }
  | { kind: "ranges"; ranges: readonly PortRange[] }
  | { kind: "unreadable" }
  | { kind: "unknown"; value: Unknown; property: string };

/**
 * Reads protocol and ports as the clouds do. Port zero means every port, because it is never sent; protocol 0 means any
 * in the OpenStack API, which Huawei uses.
 */
export function readPorts(ports: Ports): PortReading {
  const { protocol, port } = ports;
  if (protocol instanceof Unknown) return { kind: "unknown", value: protocol, property: "protocol" };
  // IANA protocol numbers.
  if (/^\s*(icmp(-?v?[46])?|ipv6-icmp|1|58)\s*$/i.test(protocol)) return { kind: "icmp" };
  if (port instanceof Unknown) return { kind: "unknown", value: port, property: ports.property };
  if (/^\s*(all|any|-1|0|\*|)\s*$/i.test(protocol)) return { kind: "everything", what: "every protocol" };
  if (/^\s*(all|any|-1|\*|-1\/-1|)\s*$/i.test(port)) return { kind: "everything", what: "every port" };
  const parts = port.split(",").map((part) => /^\s*(-?\d+)\s*(?:[-/]\s*(-?\d+)\s*)?$/.exec(part));
  if (parts.some((part) => part === null)) return { kind: "unreadable" };
  const ends = parts.map((part): PortRange => [Number(part![1]), Number(part![2] ?? part![1])]);
  // The vendors do not document which end is the lower one, so either order is accepted.
  const ranges = ends.map(([one, other]): PortRange => [Math.min(one, other), Math.max(one, other)]);
  if (ranges.some(([low, high]) => low <= 0 && high <= 0)) return { kind: "everything", what: "every port" };
  return { kind: "ranges", ranges };
}

/** Whether MySQL is reachable through the ports. False only when it is known not to be. */
export function reachesDatabase(ports: Ports | undefined, allowed: readonly number[]): boolean {
  if (!ports) return true;
  const reading = readPorts(ports);
  if (reading.kind === "icmp") return false;
  if (reading.kind !== "ranges") return true;
  return [...allowed, ...MYSQL_PORTS].some((port) => inside(reading.ranges, port));
}

export function inside(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some(([low, high]) => low <= port && port <= high);
}

/** The number of ports in the ranges; overlaps count twice. */
export function portCount(ranges: readonly PortRange[]): number {
  return ranges.reduce((sum, [low, high]) => sum + Math.max(0, high - low + 1), 0);
}

/** The ports in words: "port 443", "ports 80,443", "ICMP". */
export function portsInWords(ports: Ports): string {
  const reading = readPorts(ports);
  if (reading.kind === "icmp") return "ICMP";
  if (reading.kind !== "ranges") return "its ports";
  const [first, ...more] = reading.ranges;
  const single = first !== undefined && more.length === 0 && first[0] === first[1];
  return single
    ? `port ${first[0]}`
    : `ports ${reading.ranges.map(([low, high]) => (low === high ? low : `${low}-${high}`)).join(", ")}`;
}
