import { descriptorOf } from "../adapters";
import type { Facts } from "../core/facets";
import { text } from "../core/read";
import type { Endpoint, Task } from "../core/task";
import { type Known, Unknown } from "../core/values";
import { type CrossResourceFact, type Graph, type Node, referenceKey } from "./node";

const PREFLIGHT = "dbferry:index:Preflight";
export interface Placed {
  node: Node;
  task: Task;
}

const TASKS = new WeakMap<Graph, Placed[]>();

/** Every task of the plan. */
export function tasksOf(graph: Graph): Placed[] {
  const before = TASKS.get(graph);
  if (before) return before;
  const tasks = readTasks(graph);
  TASKS.set(graph, tasks);
  return tasks;
}

function readTasks(graph: Graph): Placed[] {
  return graph.nodes.flatMap((node) => (node.facts.task ?? []).map((task) => ({ node, task })));
}

/** Tasks with a login: billing-only resources have no user. */
function running(placed: Placed): boolean {
  return (
    placed.task.source?.user !== undefined ||
    placed.task.target?.user !== undefined ||
    placed.task.target?.instance !== undefined
  );
}

/** TSK-16: tasks with the same target, neither of which depends on the other. */
export function orders(graph: Graph): CrossResourceFact[] {
  const links: CrossResourceFact[] = [];
  const tasks = tasksOf(graph).filter(
    (placed) => running(placed) && !placed.node.type.startsWith("dbferry:index:ReplicationTask"),
  );
  tasks.forEach((later, index) => {
    const target = targetKey(later);
    const rival = tasks
      .slice(0, index)
      .find(
        (earlier) =>
          earlier.node !== later.node &&
          target !== undefined &&
          targetKey(earlier) === target &&
          !graph.before(later.node).has(earlier.node.urn) &&
          !graph.before(earlier.node).has(later.node.urn),
      );
    if (!rival) return;
    const order = {
      property: later.task.target!.property,
      target: target!.replace(/^\w+:/, ""),
      unordered: rival.node.name,
    };
    links.push({ node: later.node, facts: { order: [order] }, rules: ["TSK-16"] });
  });
  return links;
}

function targetKey({ node, task }: Placed): string | undefined {
  const target = task.target;
  if (!target) return undefined;
  for (const value of [target.instance, target.host])
    if (typeof value === "string" && value !== "") return `id:${value}`;
  const made = node.from[target.property];
  return made?.length === 1 ? `urn:${made[0]}` : (referenceKey(node, `${target.property}.instanceId`) ?? undefined);
}

/** TSK-05: the versions of both databases, from the task or from the databases it depends on. */
export function versions(graph: Graph): CrossResourceFact[] {
  return tasksOf(graph).flatMap(({ node, task }): CrossResourceFact[] => {
    const source = versionOf(graph, node, task.source);
    const target = versionOf(graph, node, task.target);
    if (source === undefined || target === undefined) return [];
    const property = task.target?.versionProperty ?? task.target?.property ?? "target";
    return [{ node, facts: { versions: [{ property, source, target }] }, rules: ["TSK-05"] }];
  });
}

function versionOf(graph: Graph, node: Node, end: Endpoint | undefined): Known<string> | undefined {
  if (!end) return undefined;
  if (end.version !== undefined && end.version !== "") return end.version;
  const database = graph
    .origins(node, end.property.split(/[.[]/)[0]!)
    .find((origin) => versionPath(origin) !== undefined);
  return database ? text(database.inputs, versionPath(database)!) : undefined;
}

function versionPath(node: Node): string | undefined {
  return descriptorOf(node.type)?.crossResource?.version;
}

/** NET-16: connections of a network through which an Alibaba DTS task connects. */
export function dtsTunnels(graph: Graph): CrossResourceFact[] {
  const caller = tasksOf(graph).find(
    ({ task }) =>
      task.service === "alibaba-dts" &&
      [task.source, task.target].some((end) => /"(EXPRESS|CEN)"/.test(end?.reachSeen ?? "")),
  );
  if (!caller) return [];
  return graph.nodes.flatMap((node): CrossResourceFact[] => {
    const tunnels = (node.facts.tunnel ?? []).filter((tunnel) => tunnel.cloud === "alicloud" && !tunnel.carriesDts);
    if (tunnels.length === 0) return [];
    const carrying = tunnels.map((tunnel) => ({ ...tunnel, carriesDts: `the task "${caller.node.name}"` }));
    return [{ node, facts: { tunnel: carrying }, rules: ["NET-16"] }];
  });
}

/** TSK-12: Tencent instances to which a task in the plan writes. */
export function topologies(graph: Graph): CrossResourceFact[] {
  const tasks = tasksOf(graph).filter(({ task }) => task.service === "tencent-dts");
  return graph.nodes.flatMap((node): CrossResourceFact[] => {
    const topology = node.facts.topology?.[0];
    if (!topology || topology.target) return [];
    const writer = tasks.find(({ node: other, task }) => {
      if (!task.target) return false;
      const id = text(node.inputs, "id");
      const same = typeof id === "string" && id !== "" && task.target.instance === id;
      return same || graph.origins(other, task.target.property).includes(node);
    });
    if (!writer) return [];
    return [
      { node, facts: { topology: [{ ...topology, target: `the task "${writer.node.name}"` }] }, rules: ["TSK-12"] },
    ];
  });
}

/** NET-20: a task with an address, in a plan that has an endpoint whose host name it should use. */
export function pinned(graph: Graph): CrossResourceFact[] {
  if (!graph.withRole("publicName").some(({ node, role }) => role(node.inputs))) return [];
  return tasksOf(graph).flatMap(({ node, task }): CrossResourceFact[] => {
    if (!task.source || task.source.managedByOther || typeof task.source.host !== "string") return [];
    const facts: Facts = { task: [{ ...task, source: { ...task.source, managedByOther: true } }] };
    return [{ node, facts, rules: ["NET-20"] }];
  });
}

/** TSK-06 and TSK-07: a dbferry run without a preceding preflight. */
export function unproven(graph: Graph): CrossResourceFact[] {
  const gates = new Set(graph.ofType(PREFLIGHT).map((node) => node.urn));
  return graph.ofType("dbferry:index:TaskRun").flatMap((node): CrossResourceFact[] => {
    if ([...graph.before(node)].some((urn) => gates.has(urn))) return [];
    const mode = text(node.inputs, "mode");
    const task: Task = {
      service: "drs",
      kind: "migration",
      emptyTarget: { property: "dependsOn", value: undefined, asserted: false },
      preflight: { property: "dependsOn", at: undefined, binlog: undefined },
      incremental: mode instanceof Unknown ? mode : mode !== "full",
      incrementalProperty: "mode",
    };
    return [{ node, facts: { task: [task] }, rules: ["TSK-06", "TSK-07"] }];
  });
}
