import { text } from "../core/read";
import type { Endpoint } from "../core/task";
import type { CrossResourceFact, Graph, Node } from "./node";

/** TSK-03: a task that logs in with an account to which the same plan grants privileges. */
export function privilegedUsers(graph: Graph): CrossResourceFact[] {
  const accounts = graph
    .withRole("account")
    .filter(({ node, role }) => role.privileged.test(String(firstOf(node, role.kind) ?? "")))
    .map(({ node, role }) => ({ node, user: firstOf(node, role.name) }));
  if (accounts.length === 0) return [];
  const marked = (end: Endpoint | undefined): Endpoint | undefined => {
    const account = accounts.find(({ user }) => typeof end?.user === "string" && user === end.user);
    return end && account ? { ...end, privileged: `the privileged account "${account.node.name}"` } : undefined;
  };
  return graph.nodes.flatMap((node): CrossResourceFact[] =>
    (node.facts.task ?? []).flatMap(({ source, target, ...task }): CrossResourceFact[] => {
      const ends = { source: marked(source), target: marked(target) };
      if (!ends.source && !ends.target) return [];
      const only = Object.fromEntries(Object.entries(ends).filter(([, end]) => end));
      return [{ node, facts: { task: [{ ...task, ...only }] }, rules: ["TSK-03"] }];
    }),
  );
}

function firstOf(node: Node, paths: readonly string[]): string | undefined {
  const value = paths.map((path) => text(node.inputs, path)).find((found) => found !== undefined);
  return typeof value === "string" ? value : undefined;
}
