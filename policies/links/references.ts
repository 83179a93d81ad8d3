import type { Opening } from "../core/facets";
import { texts } from "../core/read";
import { type Known, Unknown } from "../core/values";
import { type Graph, type Link, type Node, referenceKey } from "./node";

const TEMPLATE = "tencentcloud:index/addressTemplate:AddressTemplate";
const TEMPLATE_GROUP = "tencentcloud:index/addressTemplateGroup:AddressTemplateGroup";

/** Rules that refer to a list which the plan does not hold. */
export function outsideLists(graph: Graph): Link[] {
  return graph.nodes.flatMap((node) =>
    (node.facts.opening ?? []).flatMap((opening): Link[] => {
      const list = opening.narrowedBy;
      if (list?.contents !== "addresses" || opening.direction !== "ingress") return [];
      const held = graph.referred(node, list.property);
      if (held && (held.facts.opening?.some((other) => other.kind === "group") || held.type === TEMPLATE_GROUP))
        return [];
      const outside: Opening = { ...opening, narrowedBy: { ...list, resolved: false } };
      return [{ node, facts: { opening: [outside] }, rules: ["NET-05"] }];
    }),
  );
}

/** Template groups: templates of templates are judged by all that they hold together. */
export function templateGroups(graph: Graph): Link[] {
  return graph.ofType(TEMPLATE_GROUP).map((node) => {
    const members = (node.from["templateIds"] ?? []).flatMap((urn) => graph.nodes.filter((other) => other.urn === urn));
    const ids = texts(node.inputs, "templateIds");
    const spelled = Array.isArray(ids)
      ? graph.ofType(TEMPLATE).filter((other) => ids.includes(other.inputs["id"] as string))
      : [];
    const templates = [...new Set([...members, ...spelled])].filter((other) => other.type === TEMPLATE);
    const complete = ids === undefined || ids instanceof Unknown || templates.length >= ids.length;
    const sources = templates.flatMap((template) => sourcesOf(template));
    const known: Known<string>[] = complete ? sources : [...sources, new Unknown("templateIds")];
    return { node, facts: { opening: [group("templateIds", known)] }, rules: ["NET-05"] };
  });
}

/** Rules of one security group, each narrow, that let in the world together. */
export function sameSecurityGroup(graph: Graph): Link[] {
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
      const together: Opening = { property: "securityGroupId", kind: "rule", direction: "ingress", sources };
      return { node: first, facts: { opening: [together] }, rules: ["NET-02"] };
    });
}

function sourcesOf(template: Node): Known<string>[] {
  return (template.facts.opening ?? []).flatMap((opening) =>
    opening.sources instanceof Unknown ? [opening.sources] : (opening.sources ?? []),
  );
}

function group(property: string, sources: Known<string>[]): Opening {
  return { property, kind: "group", direction: "ingress", sources };
}
