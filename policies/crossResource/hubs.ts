import { texts } from "../core/read";
import { type Known, Unknown } from "../core/values";
import { type CrossResourceFact, type Graph, type Node, referenceKey } from "./node";

/** NET-12: networks attached to one hub (CCN) can all reach each other, so no two of them may overlap. */
export function hubOverlaps(graph: Graph): CrossResourceFact[] {
  const hubs = new Map<string, { network: Node; blocks: Known<string>[] }[]>();
  // The engine's registration order varies; sorting reports the same network each time.
  const members = [...graph.withRole("hub")].sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
  return members.flatMap(({ node, role }): CrossResourceFact[] => {
    const hub = referenceKey(node, role.hub);
    const network = graph.referred(node, role.member, [role.network.type]);
    if (hub === undefined || network === undefined) return [];
    const blocks = role.network.blocks.flatMap((name): Known<string>[] => {
      const found = texts(network.inputs, name);
      return found instanceof Unknown ? [found] : (found ?? []);
    });
    const earlier = hubs.get(hub) ?? [];
    hubs.set(hub, [...earlier, { network, blocks }]);
    const overlap = earlier
      .filter((other) => other.network !== network)
      .map((other) => ({
        property: role.member,
        left: { what: `"${other.network.name}"`, blocks: other.blocks },
        right: { what: `"${network.name}"`, blocks },
      }));
    return overlap.length === 0 ? [] : [{ node, facts: { overlap }, rules: ["NET-12"] }];
  });
}
