import { privilegedUsers } from "./accounts";
import { openedDatabases } from "./databasePorts";
import { gatewayOverlaps } from "./gateways";
import { hubOverlaps } from "./hubs";
import { safeguards, unguarded } from "./instances";
import type { CrossResourceFact, Graph } from "./node";
import { peerings } from "./peerings";
import { listsOfLists, outsideLists, outsidePorts, sameSecurityGroup } from "./references";
import { replicationUsers } from "./replicationUsers";
import { foreignRuleSets } from "./ruleSets";
import { dtsTunnels, orders, pinned, topologies, unproven, versions } from "./tasks";

export { type CrossResourceFact, Graph, type Node } from "./node";

const FINDERS: readonly ((graph: Graph) => CrossResourceFact[])[] = [
  outsideLists,
  listsOfLists,
  outsidePorts,
  sameSecurityGroup,
  foreignRuleSets,
  peerings,
  gatewayOverlaps,
  hubOverlaps,
  orders,
  versions,
  dtsTunnels,
  topologies,
  pinned,
  unproven,
  privilegedUsers,
  safeguards,
  unguarded,
  replicationUsers,
];

/** Every fact that only the whole plan shows; `ports` are those that rules may open. */
export function crossResourceFacts(graph: Graph, ports: readonly number[]): CrossResourceFact[] {
  return [...FINDERS.flatMap((find) => find(graph)), ...openedDatabases(graph, ports)];
}
