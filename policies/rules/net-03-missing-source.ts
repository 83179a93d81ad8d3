import type { Sources } from "../core/breadth";
import type { AccessRule } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";
import { otherService } from "./otherService";
import { ingressSources, NARROW, without } from "./sources";

/** NET-03: the source or the protocol is missing, which the provider takes to mean all. */
export const net03 = defineRule<"opening">({
  id: "NET-03",
  title: "A source or protocol is left out and means all",
  severity: "critical",
  why: "Providers fill in what is missing: Huawei treats an absent remote_ip_prefix as 0.0.0.0/0 and an absent protocol as every protocol; Tencent treats an absent source as every address, and opens a database without a security group to its network. Nothing in the program looks wide.",
  remedy: "State the source and the protocol.",
  tags: ["network", "security-group", "defaults"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new huaweicloud.NetworkingSecgroupRule("in", { direction: "ingress", ethertype: "IPv4", protocol: "tcp", ports: "3306", securityGroupId })',
    passes:
      'new huaweicloud.NetworkingSecgroupRule("in", { ..., protocol: "tcp", ports: "3306", remoteIpPrefix: "192.168.0.10/32" })',
  },
  facet: "opening",
  judge(opening, context) {
    const sources = ingressSources(opening, ["allowlist", "rule"]);
    // NET-01 judges network ACL entries: the security groups behind them decide.
    if (!sources || opening.layer === "subnet") return [];
    if (opening.guard) return unguarded(opening, opening.guard, sources);
    return [
      ...absentSource(opening, sources.empty, context.settings.ports),
      ...absentProtocol(opening, context.settings.ports[0] ?? 3306),
    ];
  },
});

function absentSource(opening: AccessRule, empty: boolean, ports: readonly number[]): Finding[] {
  if (!empty || opening.narrowedBy || opening.whenAbsent === undefined) return [];
  return [
    {
      verdict: "violation",
      property: opening.property,
      seen: `no source, which the provider treats as ${opening.whenAbsent}`,
      ...(otherService(opening, ports, "every address, because it names no source") ?? {
        needed: NARROW,
        fix: `set ${opening.property}, e.g. to "203.0.113.7/32"`,
        edits: without(opening, []),
      }),
    },
  ];
}

/** A database without a security group. Its exposure depends on the network's own rules, so the baseline only warns. */
function unguarded({ property, whenAbsent }: AccessRule, guard: string, { unknown }: Sources): Finding[] {
  const needed = `a ${guard} that names who may connect`;
  const [later] = unknown;
  if (later) return [{ ...undecided(property, needed, later), enforcement: { baseline: "advisory" } }];
  return [
    violation({
      title: "A database has no security group",
      property,
      seen: `no ${guard}, which the vendor treats as ${whenAbsent}`,
      needed,
      fix: `set ${property} to the id of one`,
      told: "its owner has to choose which one",
      enforcement: { baseline: "advisory" },
    }),
  ];
}

function absentProtocol(opening: AccessRule, port: number): Finding[] {
  const { ports } = opening;
  if (!ports || ports.protocol instanceof Unknown || ports.protocol !== "") return [];
  return [
    {
      verdict: "violation",
      property: "protocol",
      seen: "no protocol, which the provider treats as every protocol and port",
      needed: "tcp and the port of the database",
      fix: 'set protocol to "tcp" and the port to that of the database',
      ...(ports.only ? { edits: ports.only(port) } : { told: "the ports come from a list declared elsewhere" }),
    },
  ];
}
