import { type Access, connect, quoted } from "../connect";
import { loadSql } from "../loadSql";
import { demoRows } from "./rows";
import { DEMO_DATABASE, DEMO_OBJECTS, DEMO_TABLES } from "./schema";

const ROWS_PER_STATEMENT = 1000;

/** Creates the demo's database with its rows. @returns the number of rows by table */
export async function loadDemo(access: Access, seed = 20_240_229): Promise<Record<string, number>> {
  await loadSql(access, DEMO_TABLES);
  const counts: Record<string, number> = {};
  const connection = await connect(access, { database: DEMO_DATABASE, timezone: "Z" });
  try {
    await connection.query("SET foreign_key_checks=0, unique_checks=0, time_zone='+00:00'");
    for (const { table, columns, rows } of demoRows(seed)) {
      const head = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(", ")}) VALUES ?`;
      let batch: unknown[][] = [];
      let count = 0;
      const flush = async () => {
        if (batch.length > 0) await connection.query(head, [batch]);
        count += batch.length;
        batch = [];
      };
      for (const row of rows) {
        batch.push(row);
        if (batch.length === ROWS_PER_STATEMENT) await flush();
      }
      await flush();
      counts[table] = count;
    }
  } finally {
    connection.destroy();
  }
  await loadSql(access, DEMO_OBJECTS);
  return counts;
}
