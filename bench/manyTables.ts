import type { ConnectOptions, Db } from "../mysql/connect";
import { atMost, type Bench, best, say, seconds } from "./measure";
import { runCommand, urlOf } from "./mysql/command";
import { delayed } from "./mysql/delay";
import { serverForBench } from "./mysql/server";

/** Half of the tables are in each of two databases. */
const TABLES = 10_000;
/** A round trip of the slow line. */
const ROUND_TRIP_MS = 50;
const TURNS = 3;

/** A schema of very many small tables: what it holds, what it takes, and what a slow line adds. */
export const manyTables: Bench = {
  name: "tables",
  async run() {
    const server = await serverForBench(73);
    try {
      say(`  making ${TABLES} tables`);
      for (const database of ["many", "few"]) await make(server.db, database, TABLES / 2);
      await make(server.db, "thousand", 1_000);
      const { options } = server;
      const byHand: number[] = [];
      const ours: number[] = [];
      let megabytes = 0;
      for (let turn = 0; turn < TURNS; turn += 1) {
        byHand.push(await seconds(() => unionAll(server.db)));
        const done = await compared(options, options, "many,few", TABLES);
        ours.push(done.wholeSeconds);
        megabytes = Math.max(megabytes, done.megabytes);
      }
      const line = await delayed(options.port, ROUND_TRIP_MS / 2);
      const far = { ...options, port: line.port };
      const slow = await compared(far, far, "many", TABLES / 2);
      const [near1000, far1000] = [
        await compared(options, options, "thousand", 1_000),
        await compared(far, far, "thousand", 1_000),
      ];
      line.close();
      say(`  by hand ${best(byHand).toFixed(2)} s, ours ${best(ours).toFixed(2)} s, ${megabytes.toFixed(0)} MB`);
      say(`  ${TABLES / 2} tables over ${ROUND_TRIP_MS} ms: ${slow.wholeSeconds.toFixed(1)} s`);
      const twoRoundTrips = (TABLES / 2) * 2 * (ROUND_TRIP_MS / 1000);
      return {
        "tables.memory": atMost(megabytes, 100, "MB"),
        "tables.overByHand": atMost(best(ours) / best(byHand), 3, "times"),
        "tables.slowLine": atMost(slow.wholeSeconds / twoRoundTrips, 0.2, "times two round trips a table"),
        "tables.slowLineAdds": atMost(far1000.wholeSeconds - near1000.wholeSeconds, 3, "s"),
      };
    } finally {
      await server.stop();
    }
  },
};

async function compared(source: ConnectOptions, target: ConnectOptions, databases: string, tables: number) {
  const [from, to] = [urlOf(source), urlOf(target)];
  const what = ["--databases", databases, "--data-only"];
  const done = await runCommand("compare", "--source", from, "--target", to, "--wait", "0", ...what);
  if (done.exitCode !== 0) throw new Error(`compare ended with ${done.exitCode}: ${done.stdout.slice(0, 500)}`);
  if (!done.stdout.includes(` in ${tables} tables`)) throw new Error(`not ${tables} tables: ${done.stdout}`);
  return done;
}

async function make(db: Db, database: string, tables: number): Promise<void> {
  await db.query(`CREATE DATABASE ${database}`);
  // Not what is measured: without a wait for the disk.
  await db.query("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
  for (let at = 0; at < tables; at += 1) {
    await db.query(
      `CREATE TABLE ${database}.t${at} (id INT PRIMARY KEY, name VARCHAR(40), amount DECIMAL(10,2), at DATETIME)`,
    );
    await db.query(`INSERT INTO ${database}.t${at} VALUES (1, 'one', 1.5, NOW()), (2, 'two', 2.5, NOW())`);
  }
}

/** What must be read of each side: the tables, their columns and keys, and sums, a hundred tables a statement. */
async function unionAll(db: Db): Promise<void> {
  for (const database of ["many", "few"]) {
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
