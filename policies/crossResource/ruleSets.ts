import type { AllowlistWrite } from "../core/facets";
import { text } from "../core/read";
import { Unknown } from "../core/values";
import type { CrossResourceFact, Graph } from "./node";
import { singleRules } from "./singleRules";

/** NET-17: a rule set for a security group that is not in the plan. */
export function foreignRuleSets(graph: Graph): CrossResourceFact[] {
  return graph.withRole("ruleSet").flatMap(({ node, role }): CrossResourceFact[] => {
    const id = text(node.inputs, role.group);
    if (id === undefined || id instanceof Unknown) return [];
    if (graph.referred(node, role.group, [role.declaredBy])) return [];
    const single = singleRules(node, role.group);
    const write: AllowlistWrite = {
      property: role.group,
      group: id,
      groupByDefault: false,
      mode: "Cover",
      modeByDefault: false,
      modeProperty: role.group,
      ofForeign: id,
      ...(single ? { single } : {}),
    };
    return [{ node, facts: { write: [write] }, rules: ["NET-17"] }];
  });
}
