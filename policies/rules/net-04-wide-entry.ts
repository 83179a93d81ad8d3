import { covers, type Reading } from "../../model/addresses";
import { breadthOf } from "../core/breadth";
import { defineRule, type Finding, type RuleContext } from "../core/rule";
import { isForEveryone, otherService } from "./otherService";
import { ingressSources, show, undeterminedSources, without } from "./sources";

const NEEDED =
  "public entries of at most 256 addresses (/24, IPv6 /48), private ones of at most 65536 (/16, IPv6 /48), or a range that the vendor publishes for the service that connects";

/** A vendor publishes the range, for something else. */
function publishedElsewhere({ blocks }: Reading, { otherRanges = [] }: RuleContext): string {
  const found = otherRanges.find(({ block }) => covers([block], blocks));
  if (!found) return "";
  const { block, service, source, date, why } = found;
  return `; ${service?.title} publishes ${block} (${source}, read on ${date}), but ${why}`;
}

/** NET-04: one entry is wider than a replication task can need, unless a vendor publishes the range. */
export const net04 = defineRule<"opening">({
  id: "NET-04",
  title: "An entry is wider than a task needs",
  severity: "high",
  why: "A task connects from a handful of addresses. A public range above a /24 lets in other tenants of the same cloud, a private one above a /16 every network behind the same tunnel. Some vendors publish /16 ranges for their service: those are known with source and date, and accepted in that service's own cloud and for its migrations.",
  remedy:
    "Narrow the entry to the task's addresses, or add a published range to vendorRanges with its source and date.",
  tags: ["network", "allowlist", "security-group"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: { fails: 'remoteIpPrefix: "47.92.0.0/14"', passes: 'remoteIpPrefix: "47.92.13.0/28"' },
  facet: "opening",
  judge(opening, context) {
    const sources = ingressSources(opening, ["allowlist", "rule"]);
    if (!sources || opening.layer === "subnet") return [];
    // A range on a port meant for everyone is a restriction, not an exposure.
    if (opening.ports && isForEveryone(opening.ports)) return [];
    const breadth = breadthOf(sources.entries, context.settings);
    if (breadth.kind === "world" || breadth.kind === "pieces") return [];
    const wide = breadth.kind === "wide" ? breadth.entries : [];
    const findings = wide.map(({ entry, part }): Finding => {
      return {
        verdict: "violation",
        property: opening.property,
        seen: `${show(entry)} is wider than allowed for a ${part} source${publishedElsewhere(entry, context)}`,
        ...(otherService(opening, context.settings.ports, "a wide range") ?? {
          needed: NEEDED,
          fix: `replace ${show(entry)} by the task's own addresses`,
          edits: without(opening, [entry]),
          ...(part === "private" ? { enforcement: { baseline: "advisory" as const } } : {}),
        }),
      };
    });
    return findings.length > 0 ? findings : undeterminedSources(opening, sources, NEEDED);
  },
});
