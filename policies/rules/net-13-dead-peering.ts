import { defineRule, type Finding } from "../core/rule";
import { violation } from "./findings";

/** NET-13: a peering that cannot carry traffic. */
export const net13 = defineRule<"peering">({
  id: "NET-13",
  title: "A peering that cannot carry traffic",
  severity: "high",
  why: "A peering is up and carries no traffic when a route is missing on one side, when the same two networks are peered twice, or when a cloud's peerings end at the region. The task then fails in its connection test, after it is paid for.",
  remedy:
    "One peering per pair, in one region, with a route on both sides; across regions use the cloud's connection service.",
  tags: ["network", "peering", "routes"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new huaweicloud.VpcPeeringConnection("p", { vpcId: a.id, peerVpcId: b.id })  // and no huaweicloud.VpcRoute',
    passes:
      'new huaweicloud.VpcPeeringConnection("p", ...); new huaweicloud.VpcRoute("ab", { vpcId: a.id, type: "peering", nexthop: p.id, destination: "10.1.0.0/16" }); // and one in b',
  },
  facet: "peering",
  judge(peering) {
    const findings: Finding[] = [];
    const { left, right } = peering;
    if (!peering.crossRegion && left?.region && right?.region && left.region !== right.region) {
      findings.push(
        violation({
          property: peering.property,
          seen: `"${left.name}" in ${left.region}, "${right.name}" in ${right.region}`,
          needed: "two networks of one region",
          fix: "use the cloud's connection service (Cloud Connect) between regions",
          told: "it takes different resources",
        }),
      );
    }
    if (peering.twins.length > 0) {
      findings.push(
        violation({
          property: peering.property,
          seen: `"${peering.twins[0]}" already peers the same two networks`,
          needed: "one peering per pair of networks",
          fix: "remove one of the two",
          told: "the plan does not show which of the two is in use",
        }),
      );
    }
    if (peering.routedSides < 2) {
      findings.push(
        violation({
          property: peering.property,
          seen: `${peering.routedSides === 0 ? "no network has" : "only one network has"} a route over the peering`,
          needed: "a route on both sides",
          fix: "add a route to the other network's range on each side",
          told: "it takes further resources, in route tables that the plan may not show",
        }),
      );
    }
    return findings;
  },
});
