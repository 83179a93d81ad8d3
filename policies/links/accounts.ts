import { text } from "../core/read";
import type { Endpoint } from "../core/task";
import type { Graph, Link, Node } from "./node";

/** Accounts of which Alibaba has an ordinary and a privileged kind. */
const ACCOUNTS = [
  "alicloud:rds/account:Account",
  "alicloud:rds/rdsAccount:RdsAccount",
  "alicloud:polardb/account:Account",
];

/** TSK-03: a task that logs in with an account which the same plan makes privileged. */
export function privilegedUsers(graph: Graph): Link[] {
  const accounts = graph.ofType(...ACCOUNTS).filter((node) => /^super$/i.test(kindOf(node)));
  if (accounts.length === 0) return [];
  const marked = (end: Endpoint | undefined): Endpoint | undefined => {
    const account = accounts.find((node) => typeof end?.user === "string" && nameOf(node) === end.user);
    return end && account ? { ...end, privileged: `the privileged account "${account.name}"` } : undefined;
  };
  return graph.nodes.flatMap((node): Link[] =>
    (node.facts.task ?? []).flatMap(({ source, target, ...task }): Link[] => {
      const ends = { source: marked(source), target: marked(target) };
      if (!ends.source && !ends.target) return [];
      const only = Object.fromEntries(Object.entries(ends).filter(([, end]) => end));
      return [{ node, facts: { task: [{ ...task, ...only }] }, rules: ["TSK-03"] }];
    }),
  );
}

function kindOf(node: Node): string {
  const kind = text(node.inputs, "accountType") ?? text(node.inputs, "type");
  return typeof kind === "string" ? kind : "";
}

function nameOf(node: Node): unknown {
  return text(node.inputs, "accountName") ?? text(node.inputs, "name");
}
