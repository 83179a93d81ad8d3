import { type Check, count, fail, pass, some, warn } from "../check";
import { column, replicaColumns, statements } from "../dialect";
import { replicaRows, sessionsOf } from "../facts/activity";
import { mayHaveCopied } from "../migrationFacts";
import type { CheckedServer } from "../side";

/** Nothing else replicates to or from the target. */
export const c58: Check = {
  id: "C58",
  title: "Target not replicating with others",
  group: "Target",
  side: "target",
  reads: "the replica status, registered replicas, the process list (tasks of the engine itself: only its API knows)",
  source: "Huawei DRS solution to the failed check (no other task, no read replicas while changes are replicated)",
  async run({ target, mode, migration }) {
    const needed = "not a replica, and without replicas, until the end";
    const channels = await replicaRows(target);
    if (channels.length > 0) {
      const from = some(channels.map((row) => column(row, replicaColumns.sourceHost) ?? "?"));
      return fail(
        `it is a replica of ${from}`,
        needed,
        mayHaveCopied(migration)
          ? "-- leave it unchanged if that is this migration's own task (dbferry status shows it); otherwise choose another target, in a separate stack: pulumi stack init"
          : [
              "-- choose another target",
              "-- or, on the target, if it is no longer meant to be a copy of that server; its replication position is lost:",
              `${statements.stopReplica(target.server)};`,
              `${statements.forgetReplica(target.server)};`,
            ].join("\n"),
      );
    }
    const readers = await replicasOf(target);
    if (readers === 0) return pass("none", needed);
    return (mode === "full" ? warn : fail)(
      `${count(readers, "replica")} read from it`,
      needed,
      "remove the read replicas of the target until the migration has ended",
    );
  },
};

/** Replicas that are registered, or that read the binary log unregistered. */
async function replicasOf(target: CheckedServer): Promise<number> {
  const registered = (await target.query(statements.replicas(target.server), { doing: "listing replicas" })).length;
  if (registered > 0) return registered;
  return (await sessionsOf(target)).filter((one) => one.command.startsWith("Binlog Dump")).length;
}
