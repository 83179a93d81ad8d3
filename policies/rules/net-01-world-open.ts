import { breadthOf } from "../core/breadth";
import { defineRule } from "../core/rule";
import { otherService } from "./otherService";
import { ingressSources, NARROW, show, showSome, undeterminedSources, without, worldwide } from "./sources";

/**
 * NET-01: a single entry admits everyone. Unparsable entries are refused as well, because they may mean the whole
 * internet.
 */
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
          ...(otherService(opening, context.settings.ports, "every address") ?? {
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
