import { fail, type Outcome, pass, some, undetermined } from "../check";
import type { Db } from "../connect";
import { hidden } from "../facts/hidden";
import { inSelection } from "../facts/selection";
import { readGrants } from "../facts/settings";
import { setVariable } from "../remedy";
import type { GateContext } from "./types";

/**
 * Event scheduler and read-only state as a cutover needs them: the target does not run events while it still replicates
 * (they would write twice), the target is writable afterwards, and the source should not be.
 */
export async function serverState({ input, source, target }: GateContext): Promise<Outcome> {
  const needed =
    "target: event_scheduler OFF until the task has ended, super_read_only OFF; source: read_only ON, or its writers without rights";
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
      `target: event_scheduler = ON; without the right EVENT on ${blind} its events cannot be seen`,
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

/** Ways in which the source can still be written to: while one is left, it is not proven that nobody will. */
async function stillWritable(
  source: Db,
  variables: ReadonlyMap<string, string>,
): Promise<{ found: string[]; fixes: string[] }> {
  const found: string[] = [];
  const fixes: string[] = [];
  if (variables.get("read_only") === "OFF") {
    found.push("source: read_only = OFF, so anyone with rights can still write");
    fixes.push(
      source.server.profile === "self-managed"
        ? "SET GLOBAL read_only = ON; -- source"
        : "-- source: take the application's right to write away; nobody but the operator sets read_only there",
    );
  }
  if (variables.get("event_scheduler") !== "ON") return { found, fixes };
  // An event writes to any database, wherever it is.
  const blind = await withoutEvent(source, "all");
  const events = await enabledEvents(source, "all");
  if (blind === undefined && events.length === 0) return { found, fixes };
  found.push(
    events.length > 0
      ? `source: event_scheduler = ON with enabled events ${some(events)}, which can still write`
      : `source: event_scheduler = ON; without the right EVENT on ${blind} its events cannot be seen`,
  );
  fixes.push(setVariable(source, "event_scheduler", "OFF", { note: "source" }));
  return { found, fixes };
}

async function read(db: Db): Promise<Map<string, string>> {
  const sql = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only','super_read_only','event_scheduler')";
  const rows = await db.query<{ Variable_name: string; Value: string }>(sql);
  // MariaDB 11.x reports NO_LOCK, NO_LOCK_NO_ADMIN and the like when read_only is on.
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
