import type { Connection } from "mysql2/promise";
import { rowsOf } from "../mysql/connect";
import { nameOf } from "./copyTable";
import { type Inventory, type ObjectRef, sameNames } from "./inventory";
import { createObjects } from "./structure";

/**
 * Creates triggers and events, which move last. One that came by replication meanwhile stays; an event that did is switched on as it is on
 * the source, because a replica switches it off; one that has gone from the source is left out.
 */
export async function createActive(
  source: { account: Connection; vendor: Connection },
  writer: Connection,
  inventory: Inventory,
  definer: { user: string; host: string } | undefined,
  done: (object: ObjectRef) => void,
): Promise<void> {
  const alive = await sameNames(source.vendor, { ...inventory, tables: [], code: [] });
  const present = await sameNames(writer, { ...inventory, tables: [], code: [] });
  const missing = inventory.active.filter((one) => alive.includes(textOf(one)) && !present.includes(textOf(one)));
  const triggers = missing.filter((one) => one.kind === "trigger");
  // The vendor asks no TRIGGER right of the account, so the text comes from the server itself.
  await createObjects(source.vendor, writer, triggers, definer, done);
  await createObjects(
    source.account,
    writer,
    missing.filter((one) => one.kind === "event"),
    definer,
    done,
  );
  for (const event of inventory.active.filter((one) => one.kind === "event" && present.includes(textOf(one)))) {
    const status = (connection: Connection) =>
      rowsOf<{ status: string }>(
        connection,
        "SELECT status AS status FROM information_schema.events WHERE event_schema = ? AND event_name = ?",
        [event.database, event.name],
      );
    const [there] = await status(writer);
    const [here] = await status(source.vendor);
    if (there?.status === "SLAVESIDE_DISABLED" && here?.status === "ENABLED")
      await writer.query(`ALTER EVENT ${nameOf(event)} ENABLE`);
    done(event);
  }
}

function textOf(object: ObjectRef): string {
  return `${object.kind} ${object.database}.${object.name}`;
}
