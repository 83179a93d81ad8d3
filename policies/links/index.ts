import type { AllowlistWrite } from "../core/facets";
import { text } from "../core/read";
import { Unknown } from "../core/values";
import { privilegedUsers } from "./accounts";
import { gatewayOverlaps } from "./gateways";
import type { Graph, Link } from "./node";
import { peerings } from "./peerings";
import { outsideLists, sameSecurityGroup, templateGroups } from "./references";
import { dtsTunnels, orders, pinned, topologies, unproven, versions } from "./tasks";

export { Graph, type Link, type Node } from "./node";

/** Resources that own every rule of a security group. */
const RULE_SETS = [
  "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet",
  "tencentcloud:index/securityGroupLiteRule:SecurityGroupLiteRule",
];

/** NET-17: a rule set over a security group that the plan does not declare. */
function foreignRuleSets(graph: Graph): Link[] {
  return graph.ofType(...RULE_SETS).flatMap((node): Link[] => {
    const id = text(node.inputs, "securityGroupId");
    if (id === undefined || id instanceof Unknown) return [];
    if (graph.referred(node, "securityGroupId", ["tencentcloud:index/securityGroup:SecurityGroup"])) return [];
    const write: AllowlistWrite = {
      property: "securityGroupId",
      group: id,
      groupByDefault: false,
      mode: "Cover",
      modeByDefault: false,
      modeProperty: "securityGroupId",
      ofForeign: id,
    };
    return [{ node, facts: { write: [write] }, rules: ["NET-17"] }];
  });
}

const LINKS: readonly ((graph: Graph) => Link[])[] = [
  outsideLists,
  templateGroups,
  sameSecurityGroup,
  foreignRuleSets,
  peerings,
  gatewayOverlaps,
  orders,
  versions,
  dtsTunnels,
  topologies,
  pinned,
  unproven,
  privilegedUsers,
];

/** Everything that only the whole plan shows. */
export function linksOf(graph: Graph): Link[] {
  return LINKS.flatMap((link) => link(graph));
}
