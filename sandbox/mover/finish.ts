import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";
import { nameOf } from "./copyTable";
import type { Definer } from "./definitions";
import { activeObjects, OBJECT_KINDS, type ObjectKind, type ObjectRef } from "./inventory";
import { createObjects } from "./structure";
import type { Selection } from "./types";

/** Sessions needed to end a task. */
export interface FinishSessions {
  /** On the source, as the migration account. */
  account: Connection;
  /**
   * On the source, as the sandbox: the vendor does not require the TRIGGER privilege, so trigger texts are read with
   * the server's own account.
   */
  vendor: Connection;
  /** On the target. */
  writer: Connection;
}

/**
 * Creates the triggers and events that the source has and the target lacks. A replicated event is recreated, because a
 * replica disables it, and altering it would change its definer.
 * @param found called with the work to do
 */
export async function createActive(
  { account, vendor, writer }: FinishSessions,
  { databases: selection, kinds = OBJECT_KINDS }: { databases: Selection; kinds?: readonly ObjectKind[] },
  definer: Definer | undefined,
  found: (objects: readonly ObjectRef[]) => void,
  done: (object: ObjectRef) => void,
): Promise<void> {
  const wanted = (await activeObjects(vendor, selection)).filter(({ kind }) => kinds.includes(kind));
  found(wanted);
  const present = new Set((await activeObjects(writer, selection)).map(textOf));
  for (const event of await switchedOff(writer)) {
    if (!wanted.some((one) => textOf(one) === textOf(event))) continue;
    await writer.query(`DROP EVENT ${nameOf(event)}`);
    present.delete(textOf(event));
  }
  const missing = (kind: ObjectRef["kind"]) => wanted.filter((one) => one.kind === kind && !present.has(textOf(one)));
  for (const object of wanted.filter((one) => present.has(textOf(one)))) done(object);
  await createObjects(vendor, writer, missing("trigger"), definer, done);
  await createObjects(account, writer, missing("event"), definer, done);
}

async function switchedOff(connection: Connection): Promise<ObjectRef[]> {
  const sql =
    "SELECT event_schema AS `database`, event_name AS name FROM information_schema.events WHERE status = 'SLAVESIDE_DISABLED'";
  const rows = await rowsOf<{ database: string; name: string }>(connection, sql);
  return rows.map((row) => ({ kind: "event", ...row }));
}

function textOf(object: ObjectRef): string {
  return `${object.kind} ${object.database}.${object.name}`.toLowerCase();
}
