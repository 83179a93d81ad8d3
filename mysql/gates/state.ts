import { fail, type Outcome, pass, some, undetermined } from "../check";
import type { Db } from "../connect";
import { rights, statements } from "../dialect";
import { globalsOf } from "../facts/globals";
import { hidden } from "../facts/hidden";
import { inSelection } from "../facts/selection";
import { readGrants } from "../facts/settings";
import { StatementProblem } from "../problem";
import { setVariable } from "../remedy";
import { replicaStates } from "../replication";
import type { GateContext } from "./types";

/**
 * Event scheduler and read-only state as a cutover requires: the target must not run events while it still replicates
 * (they would write twice), must be writable afterwards, and the source should not be writable.
 */
export async function serverState({ input, source, target }: GateContext): Promise<Outcome> {
  const needed =
    "target: event_scheduler OFF until the task has ended, super_read_only OFF; source: read_only ON, or its writers without privileges";
  const [mine, theirs] = [await read(source), await read(target)];
  const running = theirs.get("event_scheduler") === "ON";
  const events = await enabledEvents(target, input.databases);
  const bad: string[] = [];
  const fixes: string[] = [];
  if (running && events.length > 0) {
    bad.push(`target: event_scheduler = ON with enabled events ${some(events)}`);
    fixes.push(setVariable(target, "event_scheduler", "OFF", { note: "target, until the task has ended" }));
  }
  if (theirs.get("super_read_only") === "ON") {
    bad.push("target: super_read_only = ON");
    fixes.push(setVariable(target, "super_read_only", "OFF", { note: "target" }));
  }
  if (bad.length > 0) return fail(bad.join("; "), needed, fixes.join("\n"));
  const blind = running ? await withoutEvent(target, input.databases) : undefined;
  if (blind !== undefined)
    return undetermined(
      `target: event_scheduler = ON; without the EVENT privilege on ${blind} its events cannot be seen`,
      needed,
      setVariable(target, "event_scheduler", "OFF", { note: "target, until the task has ended" }),
    );
  const open = await stillWritable(source, mine);
  if (open.found.length > 0) return undetermined(open.found.join("; "), needed, open.fixes.join("\n"));
  const last =
    theirs.get("read_only") === "ON"
      ? "as needed; target: read_only = ON, to be switched off as the last step"
      : "as needed";
  return pass(last, needed);
}

/**
 * Ways in which the source can still be written to: while any is left, it is not proven that writes have stopped for
 * good.
 */
async function stillWritable(
  source: Db,
  variables: ReadonlyMap<string, string>,
): Promise<{ found: string[]; fixes: string[] }> {
  const found: string[] = [];
  const fixes: string[] = [];
  if (variables.get("read_only") !== "ON") {
    found.push(
      `source: read_only ${variables.has("read_only") ? "= OFF" : "is not reported"}, so anyone with the privileges can still write`,
    );
    fixes.push(
      source.server.profile === "self-managed"
        ? "SET GLOBAL read_only = ON; -- source"
        : "-- source: revoke the application's write privileges; only the operator can set read_only there",
    );
  }
  for (const one of [await replicatedWrites(source), ...(await otherWriters(source))]) {
    if (one === undefined) continue;
    found.push(one.found);
    fixes.push(one.fix);
  }
  if (variables.get("event_scheduler") !== "ON") return { found, fixes };
  // An event may write to any database, wherever it is defined.
  const blind = await withoutEvent(source, "all");
  const events = await enabledEvents(source, "all");
  if (blind === undefined && events.length === 0) return { found, fixes };
  found.push(
    events.length > 0
      ? `source: event_scheduler = ON with enabled events ${some(events)}, which can still write`
      : `source: event_scheduler = ON; without the EVENT privilege on ${blind} its events cannot be seen`,
  );
  fixes.push(setVariable(source, "event_scheduler", "OFF", { note: "source" }));
  return { found, fixes };
}

/** Replication into the source, which neither read_only nor a stopped application prevents. */
async function replicatedWrites(source: Db): Promise<Way | undefined> {
  const fix = `${statements.stopReplica(source.server)}; -- source, once it has everything that is to be migrated`;
  try {
    const from = (await replicaStates(source)).filter(({ ioRunning, sqlRunning }) => ioRunning || sqlRunning);
    if (from.length === 0) return undefined;
    const names = some(from.map(({ sourceHost }) => sourceHost));
    return { found: `source: it replicates from ${names}, whose writes still arrive`, fix };
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
    const right = rights.replicaStatus(source.server);
    return {
      found: `source: whether it replicates from another server could not be determined (${error.message})`,
      fix: `-- source: use an account with ${right}`,
    };
  }
}

/** Members of a cluster write to each other's tables, whatever is read-only on one of them. */
async function otherWriters(source: Db): Promise<Way[]> {
  const found: Way[] = [];
  const fix =
    "-- source: set read_only there too, or revoke the application's write privileges and state that in an exemption";
  const [size] = await source.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'");
  if (Number(size?.Value ?? 0) > 1)
    found.push({ found: `source: ${Number(size!.Value) - 1} other nodes of its cluster can still write`, fix });
  const names = ["group_replication_group_name", "group_replication_single_primary_mode"];
  const group = await globalsOf(source, names);
  // In a single-primary group, the other members refuse writes.
  if (!group.get("group_replication_group_name") || group.get("group_replication_single_primary_mode") === "ON")
    return found;
  const others = await source
    .query<{ h: string; p: number }>(
      "SELECT MEMBER_HOST AS h, MEMBER_PORT AS p FROM performance_schema.replication_group_members WHERE MEMBER_ID NOT IN ('', @@GLOBAL.server_uuid)",
    )
    .catch((error: unknown) => {
      if (error instanceof StatementProblem) return undefined;
      throw error;
    });
  const what =
    others === undefined
      ? "the members of its group could not be read (SELECT on performance_schema.replication_group_members)"
      : others.length > 0
        ? `other members of its group can still write: ${some(others.map(({ h, p }) => `${h}:${p}`))}`
        : undefined;
  if (what !== undefined) found.push({ found: `source: ${what}`, fix });
  return found;
}

interface Way {
  found: string;
  fix: string;
}

async function read(db: Db): Promise<Map<string, string>> {
  const sql = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only','super_read_only','event_scheduler')";
  const rows = await db.query<{ Variable_name: string; Value: string }>(sql);
  // MariaDB 11.x reports read_only as NO_LOCK, NO_LOCK_NO_ADMIN and the like.
  return new Map(
    rows.map((row) => [row.Variable_name.toLowerCase(), /^(OFF|0|DISABLED)$/i.test(row.Value) ? "OFF" : "ON"]),
  );
}

async function enabledEvents(db: Db, databases: GateContext["input"]["databases"]): Promise<string[]> {
  const rows = await db.query<{ d: string; n: string }>(
    `SELECT EVENT_SCHEMA AS d, EVENT_NAME AS n FROM information_schema.EVENTS WHERE STATUS='ENABLED' AND ${inSelection("EVENT_SCHEMA", { databases })}`,
  );
  return rows.map((row) => `${row.d}.${row.n}`);
}

/** The first of the databases whose events the account cannot see. */
async function withoutEvent(db: Db, databases: GateContext["input"]["databases"]): Promise<string | undefined> {
  return hidden(db.server, await readGrants(db), { databases }).find(({ kinds }) => kinds.includes("event"))?.on;
}
