import { descriptorOf } from "../adapters";
import type { AccessRule } from "../core/facets";
import { texts } from "../core/read";
import { type Known, Unknown } from "../core/values";
import { type CrossResourceFact, type Graph, type Node, referenceKey } from "./node";

/** NET-05: rules that refer to a list outside the plan. */
export function outsideLists(graph: Graph): CrossResourceFact[] {
  return graph.nodes.flatMap((node) =>
    (node.facts.opening ?? []).flatMap((opening): CrossResourceFact[] => {
      const list = opening.narrowedBy;
      if (list?.contents !== "addresses" || opening.direction !== "ingress") return [];
      if (graph.names(node, list.property, list.value, isList)) return [];
      const outside: AccessRule = { ...opening, narrowedBy: { ...list, resolved: false } };
      return [{ node, facts: { opening: [outside] }, rules: ["NET-05"] }];
    }),
  );
}

/** NET-05: lists of lists, judged by their combined contents. */
export function listsOfLists(graph: Graph): CrossResourceFact[] {
  return graph.withRole("listOfLists").map(({ node, role }) => {
    const made = node.from[role.members] ?? [];
    const ids = texts(node.inputs, role.members);
    const known = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
    const all = graph.ofType(role.type);
    const named = all.filter((list) => known.includes(list.inputs["id"] as string));
    // An unknown id is that of a list among the dependencies of the members.
    const others = all.filter((list) => made.includes(list.urn) && !named.includes(list));
    const hidden = ids instanceof Unknown ? made.length : (ids?.length ?? 0) - known.length;
    const complete =
      named.length === new Set(known).size && others.length >= hidden && !(ids instanceof Unknown && hidden === 0);
    const sources = [...named, ...others].flatMap((list) => sourcesOf(list));
    const seen: Known<string>[] = complete ? sources : [...sources, new Unknown(role.members)];
    return { node, facts: { opening: [group(role.members, seen)] }, rules: ["NET-05"] };
  });
}

/** NET-06: rules that take their ports from a template outside the plan. */
export function outsidePorts(graph: Graph): CrossResourceFact[] {
  return graph.nodes.flatMap((node) =>
    (node.facts.opening ?? []).flatMap((opening): CrossResourceFact[] => {
      const { ports } = opening;
      if (ports?.behind === undefined || opening.direction !== "ingress") return [];
      if (graph.names(node, ports.property, ports.behind, hasPorts)) return [];
      const { behind, ...rest } = ports;
      return [{ node, facts: { opening: [{ ...opening, ports: rest }] }, rules: ["NET-06"] }];
    }),
  );
}

function isList(node: Node): boolean {
  const group = node.facts.opening?.some((opening) => opening.kind === "group");
  return group || descriptorOf(node.type)?.crossResource?.listOfLists !== undefined;
}

function hasPorts(node: Node): boolean {
  return node.facts.opening?.some((opening) => opening.kind === "group" && opening.ports) ?? false;
}

/** NET-02: rules of one security group that are narrow one by one but together admit the whole internet. */
export function sameSecurityGroup(graph: Graph): CrossResourceFact[] {
  const groups = new Map<string, { first: Node; sources: Known<string>[] }>();
  const byName = [...graph.nodes].sort((one, other) => one.name.localeCompare(other.name));
  for (const node of byName) {
    const rule = node.facts.opening?.find((opening) => opening.kind === "rule" && opening.direction === "ingress");
    const key = rule && node.facts.opening?.length === 1 ? referenceKey(node, "securityGroupId") : undefined;
    if (!rule || !key) continue;
    const group = groups.get(`${node.type} ${key}`) ?? { first: node, sources: [] };
    group.sources.push(...(Array.isArray(rule.sources) ? rule.sources.filter((item) => typeof item === "string") : []));
    groups.set(`${node.type} ${key}`, group);
  }
  return [...groups.values()]
    .filter(({ sources }) => sources.length > 1)
    .map(({ first, sources }) => {
      const together: AccessRule = { property: "securityGroupId", kind: "rule", direction: "ingress", sources };
      return { node: first, facts: { opening: [together] }, rules: ["NET-02"] };
    });
}

function sourcesOf(list: Node): Known<string>[] {
  return (list.facts.opening ?? []).flatMap((opening) =>
    opening.sources instanceof Unknown ? [opening.sources] : (opening.sources ?? []),
  );
}

function group(property: string, sources: Known<string>[]): AccessRule {
  return { property, kind: "group", direction: "ingress", sources };
}
