import { descriptorOf } from "../adapters";
import type { AccessRule } from "../core/facets";
import { reachesDatabase } from "../core/ports";
import { text } from "../core/read";
import type { CrossResourceFact, Graph } from "./node";

/**
 * NET-01 to NET-04: rules that open a port on which the plan has a database, but which look like rules for another
 * service on their own.
 */
export function openedDatabases(graph: Graph, allowed: readonly number[]): CrossResourceFact[] {
  const databases = portsIn(graph).filter((port) => !allowed.includes(port));
  if (databases.length === 0) return [];
  return graph.nodes.flatMap((node): CrossResourceFact[] => {
    const opening = (node.facts.opening ?? [])
      .filter((one) => opens(one, databases) && !opens(one, allowed))
      .map((one) => ({ ...one, databases }));
    return opening.length > 0 ? [{ node, facts: { opening }, rules: ["NET-01", "NET-02", "NET-03", "NET-04"] }] : [];
  });
}

function opens({ kind, layer, ports }: AccessRule, wanted: readonly number[]): boolean {
  return kind === "rule" && layer !== "subnet" && ports !== undefined && reachesDatabase(ports, wanted);
}

/** Every database port in the plan. */
function portsIn(graph: Graph): number[] {
  const found = graph.nodes.flatMap((node) =>
    (descriptorOf(node.type)?.databasePorts ?? []).map((path) => Number(text(node.inputs, path))),
  );
  return [...new Set(found)].filter((port) => Number.isInteger(port) && port > 0 && port < 65536);
}
