import type { PeeringRole } from "../adapters/descriptor";
import type { Peering } from "../core/facets";
import { text, texts } from "../core/read";
import { type Known, Unknown } from "../core/values";
import { type CrossResourceFact, type Graph, type Node, referenceKey } from "./node";

/** Every peering with its networks, its duplicates and its routes. */
export function peerings(graph: Graph): CrossResourceFact[] {
  const seen = new Map<string, string[]>();
  return graph.withRole("peering").map(({ node, role }) => factOf(graph, role, node, seen));
}

function factOf(graph: Graph, shape: PeeringRole, node: Node, seen: Map<string, string[]>): CrossResourceFact {
  const keys = [referenceKey(node, shape.left), referenceKey(node, shape.right)];
  const pair = keys.every((key) => key !== undefined) ? `${node.type} ${[...keys].sort().join(" ")}` : undefined;
  const twins = pair ? (seen.get(pair) ?? []) : [];
  if (pair) seen.set(pair, [...twins, node.name]);
  const left = networkOf(graph, shape, node, shape.left);
  const right = networkOf(graph, shape, node, shape.right);
  const routes = graph
    .ofType(shape.route.type)
    .filter((route) => graph.referred(route, shape.route.next)?.urn === node.urn);
  const tables = new Set(routes.map((route) => referenceKey(route, shape.route.table) ?? route.urn));
  const peering: Peering = {
    property: shape.right,
    cloud: shape.cloud,
    twins,
    routedSides: tables.size,
    crossRegion: shape.crossRegion,
    ...(left ? { left } : {}),
    ...(right ? { right } : {}),
  };
  const overlap =
    left && right
      ? {
          overlap: [
            {
              property: shape.right,
              left: { what: `"${left.name}"`, blocks: left.blocks },
              right: { what: `"${right.name}"`, blocks: right.blocks },
            },
          ],
        }
      : {};
  return { node, facts: { peering: [peering], ...overlap }, rules: ["NET-12", "NET-13"] };
}

function networkOf(graph: Graph, shape: PeeringRole, node: Node, property: string): Peering["left"] {
  const network = graph.referred(node, property, [shape.network.type]);
  if (!network) return undefined;
  const blocks = shape.network.blocks.flatMap((name): Known<string>[] => {
    const found = texts(network.inputs, name);
    return found instanceof Unknown ? (name === shape.network.blocks[0] ? [found] : []) : (found ?? []);
  });
  const region = text(network.inputs, "region");
  return { name: network.name, blocks, ...(typeof region === "string" ? { region } : {}) };
}
