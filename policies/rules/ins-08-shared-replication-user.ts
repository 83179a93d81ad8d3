import { publicPart, readMysqlHosts, sizeOf } from "../../model/addresses";
import { isWorld } from "../core/breadth";
import type { ReplicationUser } from "../core/instance";
import { defineRule, type Finding } from "../core/rule";
import { type Known, Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

const OWN = "an account that only this task logs in with";
const INSIDE = "an account that only addresses inside the task's networks can use";

/** INS-08: the replication account is shared, or open to addresses that the task does not use. */
export const ins08 = defineRule<"replicationUser">({
  id: "INS-08",
  title: "The replication account is not private",
  severity: "medium",
  why: "An account with REPLICATION SLAVE reads every change to every database. If two tasks share it, it cannot be dropped when the first one ends, and its password is in two places. If it can log in from the internet while the task connects through a tunnel, it is open for nothing.",
  remedy:
    "Use one account per task, bound to the addresses the task connects from and dropped with it (dbferry.MysqlAccount does this).",
  tags: ["instance", "account", "task"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'sourceDb: { user: "mover", ... }  // in two tasks from one source',
    passes: 'sourceDb: { user: "mover_shop", ... } and sourceDb: { user: "mover_stock", ... }',
  },
  facet: "replicationUser",
  judge: (user) => [...shared(user), ...open(user)],
});

function shared({ property, user, sharedWith }: ReplicationUser): Finding[] {
  if (sharedWith === undefined) return [];
  return [
    violation({
      property,
      seen: `${quoted(user)}, with which the task "${sharedWith}" logs in too`,
      needed: OWN,
      fix: "create a separate account for this task, with a different name",
      told: "the account must exist before the task can log in with it",
    }),
  ];
}

function open({ account, privatePath }: ReplicationUser): Finding[] {
  if (!account || !privatePath) return [];
  const { name, hosts } = account;
  const listed: readonly Known<string>[] = hosts === undefined ? ["%"] : hosts instanceof Unknown ? [hosts] : hosts;
  const unknown = listed.find((host) => host instanceof Unknown);
  const known = listed.filter((host): host is string => typeof host === "string");
  const readings = readMysqlHosts(known);
  // NET-07 judges accounts open to every host.
  const outside = readings.find(({ blocks }) => {
    const size = sizeOf(publicPart(blocks));
    return (size.v4 > 0n || size.v6 > 0n) && !isWorld(blocks);
  });
  if (outside) {
    return [
      violation({
        title: "The replication account can log in from the internet",
        property: "user",
        seen: `the account "${name}" at ${quoted(outside.text)}, while the task connects through a private path`,
        needed: INSIDE,
        fix: `bind the account "${name}" to the task's private addresses`,
        told: "the account is another resource, and the private addresses are not in the plan",
      }),
    ];
  }
  if (unknown instanceof Unknown) return [undecided("user", INSIDE, unknown)];
  const named = readings.find(({ blocks, text }) => blocks.length === 0 && text !== "localhost");
  if (!named) return [];
  const seen = `the account "${name}" at ${quoted(named.text)}, which is not an address`;
  return [{ verdict: "undetermined", property: "user", seen, needed: INSIDE, fix: "write the addresses" }];
}
