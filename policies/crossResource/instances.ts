import { descriptorOf } from "../adapters";
import { isWritten, type SafeguardPlace, safeguardAt } from "../adapters/safeguards";
import type { AccessRule } from "../core/facets";
import type { Safeguard } from "../core/instance";
import { text, texts } from "../core/read";
import { Unknown } from "../core/values";
import type { CrossResourceFact, Graph, Node } from "./node";
import { tasksOf } from "./tasks";

/** Rules that judge `Safeguard` facts. */
const RULES = ["INS-02", "INS-03", "INS-04", "INS-05", "INS-06", "INS-07"];

/** The task end whose binary logs are read. */
const READ = { end: "source", incremental: true } as const;

/** Whether a resource's setting applies to an instance: certainly, possibly (one of several), or not at all. */
type Relation = "it" | "perhaps" | "no";

/** INS-02 to INS-07: settings in other resources, and settings that matter only for a task's source and target. */
export function safeguards(graph: Graph): CrossResourceFact[] {
  return graph.nodes.flatMap((node): CrossResourceFact[] => {
    const { safeguards: places = [], settingsOf } = descriptorOf(node.type) ?? {};
    const facts = settingsOf
      ? places.flatMap((place) => ofSettings(graph, node, place, settingsOf))
      : places.flatMap((place) => ofInstance(graph, node, place));
    return facts.length > 0 ? [{ node, facts: { safeguard: facts }, rules: RULES }] : [];
  });
}

function ofInstance(graph: Graph, node: Node, place: SafeguardPlace): Safeguard[] {
  if (place.topic === "deletion") return protection(graph, node, place);
  if (place.topic !== "binlog" && !place.elsewhere) return [];
  const forTask = place.topic === "binlog" ? taskOf(graph, [node], READ) : undefined;
  const found = safeguardAt(node.inputs, place, node.name).map((one) => ({ ...one, ...(forTask ? { forTask } : {}) }));
  // Without a task, only an explicit setting is reported: nothing reads that far back.
  if (place.topic === "binlog" && !forTask && !isWritten(node.inputs, place)) return [];
  return found.flatMap((one) => (one.on === false ? offHere(graph, node, place, one) : [one]));
}

/** A setting that is off on the instance may be on in a separate resource, which is judged on its own. */
function offHere(graph: Graph, node: Node, { elsewhere = [] }: SafeguardPlace, fact: Safeguard): Safeguard[] {
  const relations = elsewhere.flatMap(({ type, instance }) =>
    graph.ofType(type).map((holder) => ({ holder, relation: relationOf(graph, holder, instance, node) })),
  );
  if (relations.some(({ relation }) => relation === "it")) return [];
  const perhaps = relations.find(({ relation }) => relation === "perhaps");
  return perhaps ? [{ ...fact, property: "id", on: new Unknown("id") }] : [fact];
}

/** The binary logs of a resource that holds settings; its other settings depend on its own inputs alone. */
function ofSettings(graph: Graph, node: Node, place: SafeguardPlace, instance: string): Safeguard[] {
  if (place.topic !== "binlog") return [];
  const value = text(node.inputs, instance);
  // A literal id may also appear on the task: the instance need not be in the plan.
  const byId = typeof value === "string" && value !== "";
  const owners = byId
    ? graph.nodes.filter((other) => isInstance(other) && text(other.inputs, "id") === value)
    : instancesBehind(graph, node, instance);
  const forTask = taskOf(graph, owners, { ...READ, id: value });
  if (!forTask && !isWritten(node.inputs, place)) return [];
  return safeguardAt(node.inputs, place, node.name).map((one) => ({ ...one, ...(forTask ? { forTask } : {}) }));
}

function protection(graph: Graph, node: Node, place: SafeguardPlace): Safeguard[] {
  const forTask = taskOf(graph, [node], { end: "source" }) ?? taskOf(graph, [node], { end: "target" });
  if (!forTask) return [];
  if (place.property !== undefined)
    return safeguardAt(node.inputs, place, node.name).map((one) => ({ ...one, forTask }));
  const fact: Safeguard = {
    topic: "deletion",
    property: "protect",
    on: node.protect ?? false,
    seen: "no protection by the vendor, which offers none here, and no option protect",
    fix: "set the resource option protect: true, and remove it after the cutover",
    edits: [{ option: "protect", to: true }],
    forTask,
  };
  return [fact];
}

/** NET-03: databases that no security group in the plan protects. */
export function unguarded(graph: Graph): CrossResourceFact[] {
  return graph.withRole("guarded").flatMap(({ node, role: { property, binding, whenAbsent } }): CrossResourceFact[] => {
    const groups = texts(node.inputs, property);
    if (Array.isArray(groups) && groups.some((group) => group !== "")) return [];
    const relations = graph.ofType(binding.type).map((holder) => relationOf(graph, holder, binding.instance, node));
    if (relations.includes("it")) return [];
    const open: AccessRule = { property, kind: "allowlist", direction: "ingress", whenAbsent, guard: "security group" };
    const perhaps = relations.includes("perhaps") || groups instanceof Unknown;
    const opening = perhaps ? { ...open, sources: groups instanceof Unknown ? groups : new Unknown(property) } : open;
    return [{ node, facts: { opening: [opening] }, rules: ["NET-03"] }];
  });
}

/** A task in the plan that has one of the instances, or the id, as its source or target. */
function taskOf(
  graph: Graph,
  nodes: readonly Node[],
  { end, incremental, id }: { end: "source" | "target"; incremental?: boolean; id?: unknown },
): string | undefined {
  const ids = [id, ...nodes.map((node) => text(node.inputs, "id"))].filter(
    (one) => typeof one === "string" && one !== "",
  );
  const found = tasksOf(graph).find(({ node: other, task }) => {
    const side = task[end];
    if (!side || (incremental && task.incremental === false)) return false;
    if (typeof side.instance === "string" && ids.includes(side.instance)) return true;
    return instancesBehind(graph, other, side.property.split(/[.[]/)[0]!).some((one) => nodes.includes(one));
  });
  return found && `the task "${found.node.name}"`;
}

/** The instances that a task end's inputs come from, through any number of intermediate resources. */
export function instancesBehind(graph: Graph, node: Node, prefix: string): Node[] {
  const first = Object.entries(node.from).flatMap(([key, urns]) => (key.startsWith(prefix) ? urns : []));
  const seen = new Set<string>();
  const found: Node[] = [];
  for (const open = [...first]; open.length > 0; ) {
    const urn = open.pop()!;
    if (seen.has(urn)) continue;
    seen.add(urn);
    const next = graph.at(urn);
    if (!next) continue;
    if (isInstance(next)) found.push(next);
    else open.push(...Object.values(next.from).flat());
  }
  return found;
}

function isInstance(node: Node): boolean {
  const descriptor = descriptorOf(node.type);
  return descriptor?.safeguards !== undefined && descriptor.settingsOf === undefined;
}

/** Whether a resource's setting applies to an instance. */
function relationOf(graph: Graph, holder: Node, property: string, node: Node): Relation {
  const value = text(holder.inputs, property);
  if (typeof value === "string" && value !== "") return value === text(node.inputs, "id") ? "it" : "no";
  const made = instancesBehind(graph, holder, property);
  if (!made.includes(node)) return "no";
  return made.length === 1 ? "it" : "perhaps";
}
