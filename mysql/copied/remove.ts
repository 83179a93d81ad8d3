import { type ConnectOptions, withDb } from "../connect";
import { identityOf } from "../facts/identity";
import { quoteName, quoteTable } from "../sql";
import { databasesOf } from "./before";
import { type DatabaseObject, objectId, objectsIn } from "./objects";
import type { Removal } from "./removal";

/** Views before the tables that they read; triggers are dropped with their table. */
const ORDER: readonly DatabaseObject["kind"][] = [
  "event",
  "view",
  "procedure",
  "function",
  "package",
  "library",
  "sequence",
  "table",
];

/**
 * Carries out a plan that was shown to the user, then verifies that everything is gone. Idempotent: what is already
 * gone is skipped.
 *
 * @throws ConnectProblem, StatementProblem, or an Error when it is a different server or something still exists
 */
export async function remove(target: ConnectOptions, server: string, removals: readonly Removal[]): Promise<void> {
  await withDb({ ...target, database: undefined }, async (db) => {
    if ((await identityOf(db)) !== server)
      throw new Error(`${db.address} is not the server that was inspected; nothing was removed`);
    await db.query("SET SESSION foreign_key_checks = 0", [], { doing: "preparing the removal" });
    for (const removal of removals) {
      const { name } = removal.database;
      const doing = `removing ${name}`;
      // No time limit: dropping a large table takes as long as deleting its files.
      if (removal.remove === "database")
        await db.query(`DROP DATABASE IF EXISTS ${quoteName(name)}`, [], { doing, timeoutMs: 0 });
      if (removal.remove !== "objects") continue;
      const objects = [...removal.objects].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
      for (const one of objects) {
        const sql = `DROP ${one.kind.toUpperCase()} IF EXISTS ${quoteTable(name, one.name)}`;
        await db.query(sql, [], { doing: `${doing}: ${objectId(one)}`, timeoutMs: 0 });
      }
    }
    const there = await databasesOf(db);
    const left: string[] = [];
    for (const removal of removals) {
      const { name } = removal.database;
      if (removal.remove === "database" && there.includes(name)) left.push(name);
      if (removal.remove !== "objects") continue;
      const now = new Set((await objectsIn(db, name)).map(objectId));
      left.push(
        ...removal.objects
          .map(objectId)
          .filter((id) => now.has(id))
          .map((id) => `${name}: ${id}`),
      );
    }
    if (left.length > 0) throw new Error(`still there after the removal: ${left.join(", ")}`);
  });
}
