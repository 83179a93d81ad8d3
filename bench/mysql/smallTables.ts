import type { ConnectOptions, Db } from "../../mysql/connect";
import { runCommand, urlOf } from "./command";

/** Creates a database of small tables with two rows each. */
export async function makeTables(db: Db, database: string, tables: number): Promise<void> {
  await db.query(`CREATE DATABASE ${database}`);
  // Setup is not measured, so it need not wait for the disk.
  await db.query("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
  for (let at = 0; at < tables; at += 1) {
    await db.query(
      `CREATE TABLE ${database}.t${at} (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(10,2), at DATETIME)`,
    );
    await db.query(
      `INSERT INTO ${database}.t${at} VALUES (1, 'one', 1.5, '2026-01-01 12:00:00'), (2, 'two', 2.5, '2026-01-02 12:00:00')`,
    );
  }
}

/** Compares two identical servers with the command, which must report this number of tables. */
export async function compareTables(
  [source, target]: readonly [ConnectOptions, ConnectOptions],
  databases: string,
  tables: number,
) {
  const what = ["--databases", databases, "--data-only"];
  const done = await runCommand(
    "compare",
    "--source",
    urlOf(source),
    "--target",
    urlOf(target),
    "--wait",
    "0",
    ...what,
  );
  if (done.exitCode !== 0) throw new Error(`compare ended with ${done.exitCode}: ${done.stdout.slice(0, 500)}`);
  if (!done.stdout.includes(` in ${tables} ${tables === 1 ? "table" : "tables"}`))
    throw new Error(`not ${tables} tables: ${done.stdout}`);
  return done;
}

/** The same reads as handwritten statements, on both sides concurrently. */
export async function byHandOnBoth(sides: readonly { db: Db }[], databases: readonly string[]): Promise<void> {
  await Promise.all(sides.map(({ db }) => unionAll(db, databases)));
}

/** On one side: tables, columns, keys, and checksums of a hundred tables per statement. */
async function unionAll(db: Db, databases: readonly string[]): Promise<void> {
  for (const database of databases) {
    const tables = await db.query<{ n: string }>(
      `SELECT TABLE_NAME AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA='${database}'`,
    );
    for (const view of ["COLUMNS", "STATISTICS"]) {
      await db.query(`SELECT * FROM information_schema.${view} WHERE TABLE_SCHEMA='${database}'`);
    }
    for (let at = 0; at < tables.length; at += 100) {
      const sums = tables
        .slice(at, at + 100)
        .map(
          ({ n }) =>
            `SELECT '${n}', COUNT(*), BIT_XOR(CRC32(CONCAT_WS('#', id, name, amount, at))) FROM ${database}.${n}`,
        );
      await db.query(sums.join(" UNION ALL "));
    }
  }
}
