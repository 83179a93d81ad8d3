import { breadthOf } from "../core/breadth";
import type { AccessRule, Ports } from "../core/facets";
import { portsInWords, reachesDatabase, readPorts } from "../core/ports";
import { defineRule, type Finding } from "../core/rule";
import { ingressSources, NARROW, show, showSome, undeterminedSources, without, worldwide } from "./sources";

/** Ports that are meant for everyone. */
const WEB = [80, 443];

/** NET-01: one entry lets everyone in. An entry that cannot be parsed is refused as well: it may mean the world. */
export const net01 = defineRule<"opening">({
  id: "NET-01",
  title: "An entry opens the database to every address",
  severity: "critical",
  why: "An allowlist entry or rule for every address leaves the password as the only lock. Guides call 0.0.0.0/0 the simple way to let a replication task in; scanners find such a port within minutes.",
  remedy: "Name the address of the replication task (its EIP or egress ranges) and nothing else.",
  tags: ["network", "allowlist", "security-group"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.rds.Instance("source", { ..., securityIps: ["0.0.0.0/0"] })',
    passes: 'new alicloud.rds.Instance("source", { ..., securityIps: ["203.0.113.7/32"] })',
  },
  facet: "opening",
  judge(opening, context) {
    const sources = ingressSources(opening, ["allowlist", "rule"]);
    if (!sources) return [];
    const breadth = breadthOf(sources.entries, context.settings);
    if (breadth.kind === "world") {
      const seen = show(breadth.entry);
      return [
        {
          verdict: "violation",
          property: opening.property,
          seen: `${seen} covers every address`,
          ...(otherService(opening, context.settings.ports) ?? {
            needed: NARROW,
            fix: `replace ${seen} by the task's address, e.g. "203.0.113.7/32"`,
            edits: without(opening, worldwide(sources.entries)),
          }),
        },
      ];
    }
    if (sources.unreadable.length > 0) {
      return [
        {
          verdict: "violation",
          property: opening.property,
          seen: `${showSome(sources.unreadable)} cannot be read as an address`,
          needed: NARROW,
          fix: 'write it as a CIDR block or a bare address, e.g. "203.0.113.7/32"',
          edits: without(opening, sources.unreadable),
        },
      ];
    }
    return undeterminedSources(opening, sources, NARROW);
  },
});

/** A network ACL is the outer of two filters. */
const BEHIND_ANOTHER: Words = {
  title: "A network ACL lets every address through",
  needed: "a network ACL of the networks that belong to the migration, or security groups that are closed",
  fix: "name the networks that need it; the security groups of the machines are judged by themselves",
  told: "which networks need it is yours to say",
  enforcement: { baseline: "advisory", strict: "advisory" },
};

type Words = Pick<Finding, "title" | "needed" | "fix" | "enforcement" | "told">;

/** A rule whose ports do not reach the database is told for what it is: many a service is meant for everyone. */
function otherService({ ports, layer }: AccessRule, allowed: readonly number[]): Words | undefined {
  if (layer === "subnet") return BEHIND_ANOTHER;
  if (!ports || reachesDatabase(ports, allowed)) return undefined;
  const meant = isForEveryone(ports);
  return {
    title: `A rule opens ${portsInWords(ports)} to every address`,
    needed: "a source that names who needs the service, unless it is for everyone",
    fix: "name the networks that need it, or leave it where everyone is meant",
    told: "who needs the service is yours to say",
    enforcement: meant
      ? { baseline: "advisory", strict: "advisory", production: "advisory" }
      : { baseline: "advisory" },
  };
}

/** Web servers and ICMP. */
function isForEveryone(ports: Ports): boolean {
  const reading = readPorts(ports);
  if (reading.kind === "icmp") return true;
  return reading.kind === "ranges" && reading.ranges.every(([low, high]) => low === high && WEB.includes(low));
}
