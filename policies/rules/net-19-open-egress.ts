import { breadthOf, readSources } from "../core/breadth";
import { defineRule } from "../core/rule";
import { violation } from "./findings";
import { undeterminedSources, without } from "./sources";

const NEEDED = "the databases' addresses and ports";

/** NET-19: the replication network allows outbound connections to anywhere. */
export const net19 = defineRule<"opening">({
  id: "NET-19",
  title: "Replication machines can connect anywhere",
  severity: "low",
  why: "A task that can connect anywhere can also send the data anywhere. The networks that run a migration need only two destinations.",
  remedy: "Limit egress to the source's and the target's address and port.",
  tags: ["network", "egress", "security-group"],
  levels: { baseline: "disabled", strict: "advisory", production: "advisory" },
  examples: {
    fails: 'new huaweicloud.NetworkingSecgroupRule("out", { direction: "egress", remoteIpPrefix: "0.0.0.0/0", ... })',
    passes:
      'new huaweicloud.NetworkingSecgroupRule("out", { direction: "egress", protocol: "tcp", ports: "3306", remoteIpPrefix: "198.51.100.7/32", ... })',
  },
  facet: "opening",
  judge(opening, context) {
    if (opening.direction !== "egress" || opening.layer === "subnet" || opening.narrowedBy) return [];
    const sources = readSources(opening);
    const breadth = breadthOf(sources.entries, context.settings);
    const open =
      breadth.kind === "world" || breadth.kind === "pieces" || (sources.empty && opening.whenAbsent !== undefined);
    if (!open) return undeterminedSources(opening, sources, NEEDED);
    return [
      violation({
        property: opening.property,
        seen: sources.empty
          ? `no destination, which the provider treats as ${opening.whenAbsent}`
          : "every destination",
        needed: NEEDED,
        fix: `set ${opening.property} to the database's address`,
        edits: without(opening, sources.entries, { v4: "198.51.100.7", v6: "2001:db8::9", note: "the database" }),
      }),
    ];
  },
});
