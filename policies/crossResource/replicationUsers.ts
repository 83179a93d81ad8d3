import type { ReplicationUser } from "../core/instance";
import { text, texts } from "../core/read";
import type { Endpoint } from "../core/task";
import { instancesBehind } from "./instances";
import type { CrossResourceFact, Graph, Node } from "./node";
import { type Placed, tasksOf } from "./tasks";

/** Where the vendors' resources write an account's name. */
const NAMES = ["name", "accountName", "userName", "user", "account.user", "accounts.user"];
const HOSTS = ["hosts", "host", "accountHost", "account.host", "accounts.host"];

/**
 * INS-08: the account with which a task reads its source. dbferry creates a separate one for each of its own
 * migrations.
 */
export function replicationUsers(graph: Graph): CrossResourceFact[] {
  const tasks = tasksOf(graph).filter(({ task }) => !task.ours && typeof task.source?.user === "string");
  return tasks.flatMap((placed, index): CrossResourceFact[] => {
    const source = placed.task.source!;
    const earlier = tasks
      .slice(0, index)
      .find((other) => other.node !== placed.node && sameLogin(graph, other, placed));
    const account = accountOf(graph, String(source.user));
    if (!earlier && !account) return [];
    const user: ReplicationUser = {
      property: source.userProperty ?? source.property,
      user: String(source.user),
      privatePath: source.reach === "private",
      ...(earlier ? { sharedWith: earlier.node.name } : {}),
      ...(account ? { account } : {}),
    };
    return [{ node: placed.node, facts: { replicationUser: [user] }, rules: ["INS-08"] }];
  });
}

/** The same account on the same server: the same name on another server is another account. */
function sameLogin(graph: Graph, one: Placed, other: Placed): boolean {
  const [a, b] = [one.task.source!, other.task.source!];
  return (
    a.user === b.user &&
    serversOf(graph, one.node, a).some((server) => serversOf(graph, other.node, b).includes(server))
  );
}

function serversOf(graph: Graph, node: Node, { instance, host, property }: Endpoint): string[] {
  const written = [instance, host].filter((value): value is string => typeof value === "string" && value !== "");
  return [...written, ...instancesBehind(graph, node, property).map(({ urn }) => urn)];
}

/** The account of that name in the plan, if it states the hosts it may log in from. */
function accountOf(graph: Graph, user: string): ReplicationUser["account"] {
  const found = graph.nodes.find(
    (node) =>
      node.facts.opening?.some(({ kind }) => kind === "account") &&
      NAMES.some((path) => text(node.inputs, path) === user),
  );
  if (!found) return undefined;
  const path = HOSTS.find((one) => texts(found.inputs, one) !== undefined);
  return { name: found.name, hosts: path === undefined ? undefined : texts(found.inputs, path) };
}
