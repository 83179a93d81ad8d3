import { texts } from "../core/read";
import type { CrossResourceFact, Graph } from "./node";

/** NET-12: a connection names only the remote networks; the local ones are set on its gateway. */
export function gatewayOverlaps(graph: Graph): CrossResourceFact[] {
  return graph.withRole("gateway").flatMap(({ node, role }): CrossResourceFact[] => {
    const gateway = graph.referred(node, role.property, [role.type]);
    const near = gateway && texts(gateway.inputs, role.near);
    const far = texts(node.inputs, role.far);
    if (!near || !far) return [];
    const left = { what: `the gateway "${gateway.name}"`, blocks: near };
    const overlap = [{ property: role.far, left, right: { what: role.far, blocks: far } }];
    return [{ node, facts: { overlap }, rules: ["NET-12"] }];
  });
}
